// @ts-check
// Dialogs and sheets (<dialog>, opened by data-opens) and menus (<details data-menu>).

/** Which item gets the focus next: the arrow keys go round, Home and End go to the ends. -1 for other keys. */
export function nextItem(key, current, count) {
  if (!count) return -1;
  if (key === "ArrowDown") return (current + 1) % count;
  if (key === "ArrowUp") return (current - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return -1;
}

/** Opens a dialog or sheet by id; the browser gives the focus back to where it was. */
export function openOverlay(id, title = "") {
  const overlay = /** @type {?HTMLDialogElement} */ (document.getElementById(id));
  if (!overlay) return;
  if (title) document.getElementById(`${id}-title`).textContent = title;
  if (overlay.open) return;
  const back = document.activeElement;
  overlay.showModal();
  overlay.addEventListener("close", () => back?.isConnected && back.focus(), { once: true });
}

export function closeOverlays() {
  for (const overlay of document.querySelectorAll("dialog")) overlay.close();
}

function keepSkeletons() {
  const skeletons = new Map();
  for (const body of document.querySelectorAll("dialog .skeleton")) {
    skeletons.set(body.parentElement, body.cloneNode(true));
  }
  return (overlay) => {
    for (const [body, skeleton] of skeletons) {
      if (overlay.contains(body)) body.replaceChildren(skeleton.cloneNode(true));
    }
  };
}

export function startOverlays() {
  const reset = keepSkeletons();
  /** @type {?EventTarget} */
  let pressed = null;
  document.addEventListener("pointerdown", ({ target }) => (pressed = target), { capture: true });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) openOverlay(opener.dataset.opens, opener.dataset.title);
    if (event.target.closest("[data-closes]")) event.target.closest("dialog")?.close();
    // Who marks text in it and lets go outside has clicked the dialog, too, but didn't press there.
    if (event.target instanceof HTMLDialogElement && event.target === pressed) event.target.close();
    closeMenus(event.target);
  });
  document.addEventListener("close", (event) => event.target instanceof HTMLDialogElement && reset(event.target), true);
  document.addEventListener("rapport:close-overlays", closeOverlays);
  document.addEventListener("toggle", tellOpened, true);
  document.addEventListener("keydown", onMenuKey);
  document.addEventListener("focusout", (event) => {
    const { target, relatedTarget } = event;
    if (!(target instanceof Element) || !(relatedTarget instanceof Element)) return;
    for (const menu of openMenus()) if (menu.contains(target) && !menu.contains(relatedTarget)) menu.open = false;
  });
}

/** A menu that fetches what it shows listens for `opened`. */
function tellOpened(event) {
  const menu = event.target;
  if (menu.matches?.("[data-menu]") && menu.open) menu.dispatchEvent(new Event("opened"));
}

/** @returns {NodeListOf<HTMLDetailsElement>} */
function openMenus() {
  return document.querySelectorAll("[data-menu][open]");
}

function closeMenus(except) {
  for (const menu of openMenus()) {
    if (!menu.contains(except)) menu.open = false;
  }
}

function onMenuKey(event) {
  /** @type {?HTMLDetailsElement} */
  const menu = event.target.closest?.("[data-menu][open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    return;
  }
  // What this width hides can't take the focus.
  const items = [...menu.querySelectorAll(".menu-panel :is(a, button)")].filter((item) => item.checkVisibility());
  const next = nextItem(event.key, items.indexOf(/** @type {HTMLElement} */ (document.activeElement)), items.length);
  if (next >= 0) {
    event.preventDefault();
    items[next].focus();
  }
}
