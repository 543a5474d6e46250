// @ts-check
/** Ways through a long talk: a page back, a page on, to a message that lies anywhere, to the newest. */

import { keyOf } from "./rows.js";

const FOUND_FOR_MS = 1600;

export class Paging {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root
   * @param {number} options.me
   * @param {import("./timeline.js").Timeline} options.timeline
   * @param {import("./stream.js").Stream} options.stream
   * @param {(place: Record<string, any>) => Promise<any>} options.fetch A page of messages, by its place.
   * @param {() => void} options.onShow
   */
  constructor({ root, me, timeline, stream, fetch, onShow }) {
    this.me = me;
    this.timeline = timeline;
    this.stream = stream;
    this.fetch = fetch;
    this.onShow = onShow;
    this.isLoading = false;
    this.skeleton = root.querySelector("[data-part=earlier]");
    this.failed = root.querySelector("[data-part=earlier-failed]");
    this.failed.querySelector("button").addEventListener("click", () => this.earlier());
  }

  async earlier() {
    const { timeline } = this;
    if (this.isLoading || !timeline.hasEarlier) return;
    if (!timeline.showEarlier()) {
      this.skeleton.hidden = false;
      this.failed.hidden = true;
      const page = await this.#page({ before_seq: timeline.first });
      this.skeleton.hidden = true;
      this.failed.hidden = page !== null;
      if (page === null) return;
      timeline.applyEarlier(page.messages, { complete: !page.has_more });
    }
    this.onShow();
  }

  async later() {
    const { timeline } = this;
    if (this.isLoading || !timeline.hasLater) return;
    if (!timeline.showLater()) {
      const page = await this.#page({ after_seq: timeline.last });
      if (page === null) return;
      timeline.applyLater(page.messages, { complete: !page.has_later });
    }
    this.onShow();
  }

  /**
   * Shows the message with this number, wherever it lies; false when it couldn't be had.
   * @param {number} seq
   * @param {{row?: ?string, focus?: boolean}} [what] `row` is the key of what shall be looked at instead of the message,
   *   where it is shown; `focus` is whether it gets the focus.
   */
  async jumpTo(seq, { row = null, focus = true } = {}) {
    const { timeline, stream } = this;
    if (!timeline.shown().some((message) => message.seq === seq)) {
      const page = await this.#page({ around_seq: seq });
      if (page === null) return false;
      timeline.applyAround(page.messages);
      this.onShow();
    }
    const message = timeline.messages.get(seq);
    if (!message) return false;
    const key = row && stream.elementOf(row) ? row : keyOf(message, this.me);
    stream.toRow(key, { smooth: true });
    const element = stream.elementOf(key);
    if (focus) element.focus({ preventScroll: true });
    element.classList.add("is-found");
    setTimeout(() => element.classList.remove("is-found"), FOUND_FOR_MS);
    return true;
  }

  toNewest() {
    if (!this.timeline.hasLater) {
      this.stream.toEnd({ smooth: true });
      return;
    }
    this.timeline.showNewest();
    this.onShow();
    this.stream.toEnd();
  }

  /** One page at a time; null when it couldn't be had. */
  async #page(place) {
    if (this.isLoading) return null;
    this.isLoading = true;
    try {
      return await this.fetch(place);
    } catch {
      return null;
    } finally {
      this.isLoading = false;
    }
  }
}
