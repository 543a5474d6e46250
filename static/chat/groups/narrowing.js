// @ts-check
/** A field that narrows the list below it: each line says by `data-keys` what it is found by. */

/**
 * Whether all words stand somewhere in what a line is found by. Pure.
 * @param {string} keys
 * @param {string} words
 */
export function isFoundBy(keys, words) {
  const all = keys.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => all.includes(word));
}

/** @param {HTMLElement} field */
export function start(field) {
  const input = /** @type {HTMLInputElement} */ (field.querySelector("input"));
  const lines = /** @type {NodeListOf<HTMLElement>} */ (field.nextElementSibling?.querySelectorAll("[data-keys]") ?? []);
  input.addEventListener("input", () => {
    for (const line of lines) {
      const isChosen = line.querySelector("input:checked") !== null;
      line.hidden = !isChosen && !isFoundBy(line.dataset.keys ?? "", input.value);
    }
  });
  // Enter here would send the whole form.
  input.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}
