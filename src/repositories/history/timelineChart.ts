import { type Day, DAYS, type DayKind } from './timeline';

const WIDTH = 14;
const GAP = 4;
const HEIGHT = 40;
const KEY_HEIGHT = 18;

/** In the editor's own colors, which every theme has, high contrast ones too. Shapes tell the kinds apart without them. */
const COLORS: Readonly<Record<DayKind, string>> = {
  success: '--vscode-charts-green',
  failure: '--vscode-charts-red',
  gap: '--vscode-charts-orange',
  unknown: '--vscode-descriptionForeground',
};

/**
 * One mark a day, as SVG for a Markdown document: one block of HTML, and so without an empty line. It holds numbers and
 * the two texts only.
 *
 * @param label for who cannot see it
 * @param titles of the days, in their order
 */
export function timelineChart(days: readonly Day[], label: string, titles: readonly string[]): string {
  const width = DAYS * (WIDTH + GAP);
  const marks = days.map(
    ({ kind }, index) =>
      `<g><title>${escapeXml(titles[index] ?? '')}</title>${mark(kind, index * (WIDTH + GAP), HEIGHT)}</g>`,
  );
  return [
    `<svg role="img" aria-label="${escapeXml(label)}" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" style="max-width:100%">`,
    ...marks,
    '</svg>',
  ].join('\n');
}

/** A mark of its own, for the text beside the chart. */
export function chartKey(kind: DayKind): string {
  return `<svg aria-hidden="true" width="${WIDTH}" height="${KEY_HEIGHT}" style="vertical-align:middle">${mark(kind, 0, KEY_HEIGHT)}</svg>`;
}

function mark(kind: DayKind, x: number, full: number): string {
  const color = `var(${COLORS[kind]})`;
  const box = (y: number, height: number): string =>
    `x="${x + 1}" y="${y}" width="${WIDTH - 2}" height="${height}" rx="2"`;
  // Whatever is not painted has to be hit by the pointer all the same, to show its title.
  const ground = `<rect x="${x}" y="0" width="${WIDTH}" height="${full}" fill="transparent"/>`;
  switch (kind) {
    case 'success':
      return `${ground}<rect ${box(2, full - 4)} style="fill:${color}"/>`;
    case 'failure': {
      const line = `style="stroke:${color};stroke-width:3" fill="none"`;
      return `${ground}<path d="M${x + 2} ${full / 2 - 6}l${WIDTH - 4} 12m0 -12l-${WIDTH - 4} 12" ${line}/><rect ${box(2, full - 4)} fill="none" style="stroke:${color};stroke-width:1.5"/>`;
    }
    case 'gap':
      return `${ground}<rect ${box(2, full - 4)} fill="none" style="stroke:${color};stroke-width:1.5;stroke-dasharray:3 3"/>`;
    case 'unknown':
      return `${ground}<circle cx="${x + WIDTH / 2}" cy="${full / 2}" r="2" style="fill:${color}"/>`;
  }
}

function escapeXml(text: string): string {
  const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return text.replace(/[&<>"]/gu, (sign) => signs[sign] ?? sign).replace(/\s+/gu, ' ');
}
