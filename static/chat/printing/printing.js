// @ts-check
/** The button that prints the page: only where a script runs. */

/** @param {HTMLElement} root */
export function start(root) {
  const button = /** @type {HTMLButtonElement} */ (root.querySelector("[data-part=print]"));
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
