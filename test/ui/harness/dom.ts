/**
 * What the functions that run in the page use of its elements. The project is compiled without the types of browsers: an
 * extension runs in Node, and must not be able to name `window` or `document`.
 */
export interface PageElement {
  readonly textContent: string;
  readonly className: string;
  readonly classList: { contains(name: string): boolean };
  readonly dataset: { readonly index?: string };
  readonly style: { readonly height: string; readonly top: string };
  readonly offsetHeight: number;
  /** null: not displayed. */
  readonly offsetParent: PageElement | null;
  /** Of an input. */
  readonly value?: string;
  readonly placeholder?: string;
  readonly ariaLabel: string | null;
  readonly ariaLevel: string | null;
  readonly ariaExpanded: string | null;
  readonly ariaChecked: string | null;
  querySelector(selector: string): PageElement | null;
  querySelectorAll(selector: string): Iterable<PageElement>;
}
