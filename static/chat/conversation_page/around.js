// @ts-check
/** What stands around the log (head, chips, side panel), as the server sees it now. */

import { htmx } from "../../shell/htmx.js";

const AFTER_MS = 500;
const PARTS = "#conversation-head, #conversation-pins, #conversation-chips, #conversation-facts";

export class Around {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {string} options.url
   * @param {AbortSignal} options.signal
   * @param {(canWrite: boolean) => void} options.onSwap What the head says after each change.
   */
  constructor({ root, url, signal, onSwap }) {
    this.root = root;
    this.url = url;
    this.timer = undefined;
    const head = /** @type {HTMLElement} */ (root.querySelector("#conversation-head"));
    head.addEventListener("htmx:beforeSwap", (event) => this.#keepWhatIsInHand(event), { signal });
    head.addEventListener(
      "htmx:afterSwap",
      () => {
        const answer = head.querySelector("[data-can-write]");
        if (answer) onSwap(answer.dataset.canWrite === "yes");
      },
      { signal },
    );
    signal.addEventListener("abort", () => clearTimeout(this.timer));
  }

  /** Fetches it half a second after the last change. */
  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.#isInHand()) this.refresh();
      else {
        // What doesn't come now is asked for after the next change.
        htmx().then((library) => library.ajax("GET", this.url, { target: "#conversation-head", swap: "innerHTML" }), () => {});
      }
    }, AFTER_MS);
  }

  /** Nothing is taken away from under a hand: an open menu or a focused button waits for its turn. */
  #isInHand() {
    const parts = [...this.root.querySelectorAll(PARTS)];
    return parts.some((part) => part.querySelector("details[open]") || part.contains(document.activeElement));
  }

  /** The answer may come when a menu has been opened meanwhile. */
  #keepWhatIsInHand(event) {
    if (event.detail.requestConfig?.path !== this.url || !this.#isInHand()) return;
    event.detail.shouldSwap = false;
    this.refresh();
  }
}
