interface Photographed {
  screenshot(name: string): Promise<string>;
}

/** Registers a hook that keeps a picture of each failure: `out/screenshots/failed/<test>.png`. `of`: which window. */
export function screenshotOnFailure(window: () => Photographed | undefined, of = ''): void {
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const name = `${this.currentTest.fullTitle()} ${of}`.trim().replace(/[^\p{L}\p{N}]+/gu, '-');
    const file = await window()?.screenshot(`failed/${name}`);
    if (file) console.log(`      see ${file}`);
  });
}
