// @ts-check
/**
 * Searching while one types waits for the end of a composition: "ce'shi" on its way to 测试 is no word to look for.
 *
 * Browsers say `input` at each key of an input method, too, and not all of them once more at its end.
 */

const SEARCHES = 'input[type="search"], .skills-new, [hx-trigger*="input"] :is(input, textarea)';

/** @param {Document} root */
export function startCompositions(root = document) {
  const isSearch = (target) => target instanceof Element && target.matches(SEARCHES);
  root.addEventListener(
    "input",
    (event) => {
      if (/** @type {InputEvent} */ (event).isComposing && isSearch(event.target)) event.stopImmediatePropagation();
    },
    { capture: true },
  );
  root.addEventListener("compositionend", ({ target }) => {
    if (isSearch(target)) target.dispatchEvent(new InputEvent("input", { bubbles: true }));
  });
}
