// @ts-check
/** Choosing times by keyboard: the half hours of a day are one stop of the Tab key, between them arrows move. */

/**
 * Where a key leads among `count` in a row, null where it leads nowhere; pure.
 * @param {string} key
 * @param {number} at
 * @param {number} count
 * @returns {?number}
 */
export function placeAfter(key, at, count) {
  const places = new Map([["ArrowRight", at + 1], ["ArrowDown", at + 1], ["ArrowLeft", at - 1], ["ArrowUp", at - 1]]);
  const place = places.set("Home", 0).set("End", count - 1).get(key);
  return place === undefined || place < 0 || place >= count || place === at ? null : place;
}

/** @param {HTMLElement} times */
export function start(times) {
  for (const row of times.querySelectorAll(".times-choices")) roving(/** @type {HTMLElement} */ (row));
}

/** The pattern of a toolbar, in which ticks may stand. @param {HTMLElement} row */
function roving(row) {
  const ticks = [...row.querySelectorAll("input")];
  const first = ticks.find((tick) => tick.checked) ?? ticks[0];
  const name = row.closest("fieldset")?.querySelector("legend")?.textContent;
  row.setAttribute("role", "toolbar");
  if (name) row.setAttribute("aria-label", name);
  /** @param {EventTarget | null} chosen */
  const stopAt = (chosen) => ticks.forEach((tick) => (tick.tabIndex = tick === chosen ? 0 : -1));
  stopAt(first);
  row.addEventListener("focusin", (event) => stopAt(event.target));
  row.addEventListener("keydown", (event) => {
    const at = ticks.indexOf(/** @type {HTMLInputElement} */ (event.target));
    const place = event.ctrlKey || event.altKey || event.metaKey || at < 0 ? null : placeAfter(event.key, at, ticks.length);
    if (place === null) return;
    event.preventDefault();
    ticks[place].focus();
  });
}
