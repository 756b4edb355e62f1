/**
 * Import this before anything that asks the editor for words: outside of it there is none, so texts come as they are
 * written, with their values filled in. Only a module named `vscode` is answered for.
 */
import Module from 'node:module';

interface Loader {
  _load(id: string, ...rest: unknown[]): unknown;
}

const loader = Module as unknown as Loader; // Node's own loader of CommonJS, which is what the bundles are
const load = loader._load.bind(loader);
const l10n = {
  t: (text: string, ...values: readonly unknown[]) =>
    text.replace(/\{(\d+)\}/gu, (_, position: string) => String(values[Number(position)])),
};
class MarkdownString {
  isTrusted: unknown;

  constructor(readonly value: string) {}
}
const editor = { l10n, env: { language: 'en' }, MarkdownString };
loader._load = (id, ...rest) => (id === 'vscode' ? editor : load(id, ...rest));
