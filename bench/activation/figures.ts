/** What VS Code has measured of one extension, in milliseconds. */
export interface Figures {
  readonly loadCode: number;
  readonly callActivate: number;
  readonly finishActivate: number;
}

const columns = { loadCode: 'Load Code', callActivate: 'Call Activate', finishActivate: 'Finish Activate' } as const;

/** Reads the figures of an extension from the table "Extension Activation Stats" of VS Code's startup report. */
export function figuresOf(report: string, extension: string): Figures {
  const lines = report.slice(report.indexOf('Extension Activation Stats')).split('\n');
  const cells = (line: string | undefined): string[] => line?.split('|').map((cell) => cell.trim()) ?? [];
  const titles = cells(lines.find((line) => line.includes('|')));
  const row = cells(lines.find((line) => cells(line).includes(extension)));
  const figure = (title: string): number => {
    const value = Number.parseFloat(row[titles.indexOf(title)] ?? '');
    if (Number.isNaN(value)) {
      throw new Error(`VS Code's report has no "${title}" for ${extension}:\n${report}`);
    }
    return value;
  };
  return {
    loadCode: figure(columns.loadCode),
    callActivate: figure(columns.callActivate),
    finishActivate: figure(columns.finishActivate),
  };
}

export function totalOf({ loadCode, callActivate, finishActivate }: Figures): number {
  return loadCode + callActivate + finishActivate;
}
