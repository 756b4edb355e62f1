const HEIGHT = 12;

/** A part of a bar. Colors are the editor's own, which every theme has, high contrast ones too. */
export interface BarPart {
  readonly count: number;
  readonly color: BarColor;
}

export type BarColor = 'red' | 'orange' | 'yellow' | 'green' | 'blue' | 'purple' | 'muted' | 'outline';

/**
 * Numbers as a bar, as SVG inside a line of Markdown. It says nothing that does not stand in words beside it, so that
 * who cannot see it misses nothing.
 *
 * @param most what fills the whole width, above 0
 * @param width pixels
 */
export function bar(parts: readonly BarPart[], most: number, width: number): string {
  let x = 0;
  const rects = parts
    .filter(({ count }) => count > 0)
    .map(({ count, color }) => {
      // One of thousands is still to be seen.
      const length = Math.max(2, Math.round((count / most) * width));
      const rect = `<rect x="${x}" y="0" width="${length}" height="${HEIGHT}" style="${paint(color)}"/>`;
      x += length + 1;
      return rect;
    });
  return `<svg aria-hidden="true" width="${Math.max(x, 1)}" height="${HEIGHT}" style="vertical-align:middle">${rects.join('')}</svg>`;
}

/** What is not known is only an outline. */
function paint(color: BarColor): string {
  switch (color) {
    case 'outline':
      return 'fill:none;stroke:var(--vscode-descriptionForeground);stroke-width:1.5';
    case 'muted':
      return 'fill:var(--vscode-descriptionForeground);opacity:0.5';
    default:
      return `fill:var(--vscode-charts-${color})`;
  }
}
