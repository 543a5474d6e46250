// @ts-check
/** Going through what was found by keyboard: from the field down, from the first one up again, Escape back to it. */

/** Which result gets the focus, -1 for the field, null where the key is none of these; pure. */
export function moveTo(key, at, count) {
  if (key === "ArrowDown") return count ? Math.min(at + 1, count - 1) : null;
  if (key === "ArrowUp") return at < 0 ? null : at - 1;
  if (key === "Home" && at >= 0) return 0;
  if (key === "End" && at >= 0) return count - 1;
  return null;
}

/** @param {HTMLElement} finder */
export function start(finder) {
  /** @type {HTMLInputElement} */
  const query = finder.querySelector("[data-part=query]");
  const ones = () => /** @type {HTMLElement[]} */ ([...finder.querySelectorAll("[data-part=one], [data-part=more]")]);

  finder.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = ones();
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0 && document.activeElement !== query) return;
    const dialog = finder.closest("dialog");
    if (event.key === "Escape" && dialog) {
      // Else the field, which clears itself, would keep the key.
      event.preventDefault();
      dialog.close();
      return;
    }
    if (event.key === "Escape" && at >= 0) {
      event.preventDefault();
      query.focus();
      query.select();
      return;
    }
    const to = moveTo(event.key, at, all.length);
    if (to === null) return;
    event.preventDefault();
    if (to < 0) query.focus();
    else all[to].focus();
  });

  // What was typed stands in the address, so that the way back leads to the same results.
  finder.addEventListener("htmx:afterSwap", () => {
    if (finder.closest("dialog")) return;
    const address = new URL(location.href);
    if (address.pathname !== new URL(query.form.action).pathname) return;
    address.searchParams.set("q", query.value);
    address.searchParams.delete("after");
    history.replaceState(history.state, "", address);
  });
}
