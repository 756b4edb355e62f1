/** Names that must come out on screen as they are. Tests add their own with `sandbox.data.addRepository`. */
export const BITING_NAMES: readonly string[] = [
  '**bold** _and_ `code`',
  '[run me](command:workbench.action.quit)',
  '![x](https://example.com/x.png)',
  '<img src=x onerror=alert(1)>',
  '</b><script>alert(1)</script>',
  'tab\tand\nline break',
  'bell\u0007 escape\u001b[31mred',
  'gnp.\u202Etxt.exe\u202C',
  'מאגר-ראשי',
  'zero\u200Bwidth\uFEFF',
  '$(trash) $(sync~spin)',
  '--upload-pack=touch pwned',
  '../../etc/passwd',
  'a'.repeat(180),
  '😀 émoji',
  '%2e%2e%2f & ?query=1#hash',
];
