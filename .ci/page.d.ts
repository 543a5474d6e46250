/** What every page of ours has beside the browser's own: htmx, our events, and HTML wherever a selector looks. */

interface Window {
  htmx: any;
}

interface DocumentEventMap {
  [name: `rapport:${string}`]: CustomEvent<any>;
  [name: `htmx:${string}`]: CustomEvent<any>;
}

interface HTMLElementEventMap {
  [name: `rapport:${string}`]: CustomEvent<any>;
  [name: `htmx:${string}`]: CustomEvent<any>;
}

interface Element extends HTMLOrSVGElement {
  closest<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  closest<E extends Element = HTMLElement>(selectors: string): E | null;
}

interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
}

/** Our handlers stand where only elements are clicked, focused and typed into. */
interface EventTarget {
  closest?<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  closest?<E extends Element = HTMLElement>(selectors: string): E | null;
  matches?: any;
}
