// @ts-check
/**
 * What can be done with a message: one menu, opened by the button that appears on hover, by a long press, or by Enter
 * or the menu key on the focused message.
 */

const LONG_PRESS_MS = 450;
const MOVED_PX = 10;

export class MessageMenu {
  /** `actionsFor(key)` says which actions a message offers; `onAction(name, key, detail)` does one. */
  constructor({ menu, log, scroller, actionsFor, onAction }) {
    this.menu = menu;
    this.log = log;
    this.scroller = scroller;
    this.actionsFor = actionsFor;
    this.onAction = onAction;
    this.key = null;
    this.began = false;
    log.addEventListener("click", (event) => this.#onClick(event));
    log.addEventListener("keydown", (event) => this.#onLogKey(event));
    log.addEventListener("focusin", (event) => this.#rove(event.target.closest("[data-message]")));
    this.#listenForLongPress();
    menu.addEventListener("pointerdown", () => {
      this.began = true;
    });
    menu.addEventListener("click", (event) => {
      const item = event.target.closest("[data-action]");
      // The finger that opened the menu may lift above it: that chooses nothing. (Keys click with no detail.)
      const began = event.detail === 0 || this.began;
      if (item && began) this.#act(item.dataset.action, { emoji: item.dataset.emoji });
    });
    menu.addEventListener("keydown", (event) => this.#onMenuKey(event));
    this.onOutside = (event) => {
      if (this.isOpen && !menu.contains(event.target)) this.close();
    };
    document.addEventListener("pointerdown", this.onOutside, true);
    // The reader's own scrolling leaves the menu; a log that makes room for what arrives doesn't, while its message shows.
    scroller.addEventListener("wheel", () => this.close({ refocus: false }), { passive: true });
    const onScroll = () => this.isOpen && !this.#isInView() && this.close({ refocus: false });
    scroller.addEventListener("scroll", onScroll, { passive: true });
  }

  destroy() {
    document.removeEventListener("pointerdown", this.onOutside, true);
  }

  get isOpen() {
    return !this.menu.hidden;
  }

  open(element, at = element) {
    const actions = this.actionsFor(element.dataset.key);
    if (actions.size === 0) return;
    this.close({ refocus: false });
    this.key = element.dataset.key;
    this.back = document.activeElement?.closest("[data-message]") === element ? document.activeElement : element;
    for (const item of this.menu.querySelectorAll("[data-action]")) item.hidden = !actions.has(item.dataset.action);
    this.menu.querySelector("[data-part=reactions]").hidden = !actions.has("react");
    this.began = false;
    this.menu.hidden = false;
    element.classList.add("has-menu");
    this.opened = element;
    this.#place(at.getBoundingClientRect());
    this.#items()[0]?.focus();
  }

  close({ refocus = true } = {}) {
    if (!this.isOpen) return;
    this.menu.hidden = true;
    this.opened?.classList.remove("has-menu");
    if (refocus && this.back?.isConnected) this.back.focus({ preventScroll: true });
  }

  #isInView() {
    const { top, bottom } = this.opened.getBoundingClientRect();
    const view = this.scroller.getBoundingClientRect();
    return bottom > view.top && top < view.bottom;
  }

  #act(action, detail) {
    const { key } = this;
    this.close();
    this.onAction(action, key, detail);
  }

  #place(box) {
    const frame = this.menu.offsetParent.getBoundingClientRect();
    const { offsetWidth, offsetHeight } = this.menu;
    const left = Math.min(Math.max(8, box.left - frame.left), frame.width - offsetWidth - 8);
    const below = box.bottom - frame.top + 4;
    const above = box.top - frame.top - offsetHeight - 4;
    const fitsBelow = below + offsetHeight < frame.height - 8;
    this.menu.style.left = `${Math.max(8, left)}px`;
    this.menu.style.top = `${fitsBelow ? below : Math.max(8, above)}px`;
  }

  #onClick(event) {
    const button = event.target.closest("[data-part=menu]");
    if (button) this.open(button.closest("[data-message]"), button);
  }

  #onLogKey(event) {
    const element = event.target.closest("[data-message]");
    if (!element || event.target !== element) return;
    const isMenuKey = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
    if (isMenuKey || event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(element);
      return;
    }
    const messages = [...this.log.querySelectorAll("[data-message]")];
    const at = messages.indexOf(element);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    messages[to]?.focus();
  }

  /** One stop for Tab in the whole log: the message that had the focus last. */
  #rove(element) {
    if (!element) return;
    for (const other of this.log.querySelectorAll('[data-message][tabindex="0"]')) other.tabIndex = -1;
    element.tabIndex = 0;
  }

  #items() {
    return [...this.menu.querySelectorAll("[data-action]:not([hidden])")].filter((item) => item.offsetParent !== null);
  }

  #onMenuKey(event) {
    const items = this.#items();
    const at = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) items[(at + step + items.length) % items.length]?.focus();
    else if (event.key === "Home") items[0]?.focus();
    else if (event.key === "End") items.at(-1)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #listenForLongPress() {
    let timer = null;
    let start = null;
    // A mouse that rests where the log moves away says "leave" too; only the finger that presses lifts.
    const stop = (event) => event.pointerId === start?.pointer && clearTimeout(timer);
    this.log.addEventListener("pointerdown", (event) => {
      const element = event.target.closest("[data-message]");
      if (event.pointerType !== "touch" || !element || event.target.closest("a, button")) return;
      clearTimeout(timer);
      start = { x: event.clientX, y: event.clientY, pointer: event.pointerId };
      timer = setTimeout(() => {
        navigator.vibrate?.(10);
        this.open(element, element.querySelector("[data-part=bubble]"));
      }, LONG_PRESS_MS);
    });
    this.log.addEventListener("pointermove", (event) => {
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > MOVED_PX) stop(event);
    });
    for (const name of ["pointerup", "pointercancel", "pointerleave"]) this.log.addEventListener(name, stop);
    this.log.addEventListener("contextmenu", (event) => {
      if (this.isOpen && event.pointerType === "touch") event.preventDefault();
    });
  }
}
