const LONGEST_LABEL = 200;

/**
 * Server text as one line that shows what it is: control characters become visible spaces, and characters that turn
 * the writing direction (which can make `gpj.exe` read `exe.jpg`) are taken out. Long text is cut.
 */
export function displayText(text: string, longest = LONGEST_LABEL): string {
  const start = text.slice(0, longest * 2).replace(/[\ud800-\udbff]$/, '');
  const line = start
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c\ufeff]/gu, '')
    // eslint-disable-next-line no-control-regex -- control characters are what this is about
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ')
    .trim();
  const characters = Array.from(line);
  const cut = characters.length > longest || text.length > start.length;
  return cut ? `${characters.slice(0, longest - 1).join('')}…` : line;
}

/**
 * Server text inside a label that understands `$(icon)`, such as the status bar and quick picks: the text must not
 * bring icons of its own.
 */
export function withoutIcons(text: string, longest = LONGEST_LABEL): string {
  return displayText(text, longest).replaceAll('$(', '$\u200b(');
}

/**
 * Server text inside a notification, the title of a progress or the message of a prompt: the editor makes a link of
 * `[text](address)` there, and runs the command of `[text](command:...)` without asking.
 */
export function messageText(text: string, longest = LONGEST_LABEL): string {
  return displayText(text, longest).replaceAll('](', ']\u200b(');
}
