// @ts-check
/**
 * The log on the screen: puts rows in their places and keeps still what is being read.
 *
 * While the reader is at the end, new messages scroll in; otherwise the first visible row stays where it is to the
 * pixel, whatever comes before or after it. Whether they left the end is asked of the scroller itself: its event comes
 * later than a message may.
 */

import { fillMessage } from "./message_view.js";

const NEAR_END_PX = 60;
const LOAD_MORE_PX = 800;

export class Stream {
  constructor({ scroller, log, template, divider, context, onEarlier, onLater, onMove }) {
    this.scroller = scroller;
    this.log = log;
    this.template = template;
    this.divider = divider;
    this.context = context;
    this.onEarlier = onEarlier;
    this.onLater = onLater;
    this.onMove = onMove;
    /** @type {Map<string, import("./rows.js").Row>} What each element was filled with. */
    this.filled = new Map();
    this.hasLater = false;
    this.lastTop = 0;
    this.elements = new Map();
    for (const element of log.children) if (element.dataset.key) this.elements.set(element.dataset.key, element);
    this.sticks = true;
    this.travels = false;
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true, signal });
    for (const name of ["wheel", "touchstart", "keydown", "scrollend"]) {
      scroller.addEventListener(name, () => this.#arrived(), { passive: true, signal });
    }
    this.resizes = new ResizeObserver(() => {
      if (this.sticks) this.toEnd();
    });
    this.resizes.observe(scroller);
    this.resizes.observe(log);
  }

  close() {
    this.listeners.abort();
    this.resizes.disconnect();
  }

  /** At the newest message, which is the end of the log unless there are later ones than it shows. */
  get isAtEnd() {
    if (this.hasLater) return false;
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  /**
   * Shows the rows.
   * @param {import("./rows.js").Row[]} rows
   * @param {{quiet?: boolean, hasLater?: boolean}} [how] `quiet` when they aren't news, so that they aren't read out;
   *   `hasLater` when they end before the newest message.
   */
  show(rows, { quiet = false, hasLater = false } = {}) {
    this.#notice();
    this.hasLater = hasLater;
    if (hasLater) this.sticks = false;
    const anchor = this.sticks ? null : this.#anchor();
    if (quiet) this.log.setAttribute("aria-live", "off");
    this.#place(rows);
    if (this.sticks) this.toEnd();
    else if (anchor?.element.isConnected) {
      const moved = anchor.element.getBoundingClientRect().top - anchor.top;
      if (moved !== 0) this.scroller.scrollTop += moved;
      this.lastTop = this.scroller.scrollTop;
    }
    if (quiet) requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  toEnd({ smooth = false } = {}) {
    const animates = smooth && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.sticks = true;
    this.travels = animates && !this.isAtEnd;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: animates ? "smooth" : "instant" });
    this.lastTop = this.scroller.scrollTop;
  }

  /** Brings a row into view, a third from the top. */
  toRow(key, { smooth = false } = {}) {
    const element = this.elements.get(key);
    if (!element) return false;
    this.sticks = false;
    const top = element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    // A long way is no way to watch, and what loads on it would stop it halfway.
    const isNear = Math.abs(top) < 2 * this.scroller.clientHeight;
    const animates = smooth && isNear && !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.scroller.scrollTo({
      top: this.scroller.scrollTop + top - this.scroller.clientHeight / 3,
      behavior: animates ? "smooth" : "instant",
    });
    this.lastTop = this.scroller.scrollTop;
    this.sticks = !animates && this.isAtEnd;
    return true;
  }

  elementOf(key) {
    return this.elements.get(key) ?? null;
  }

  /** The newest seq that is wholly on the screen or above it. */
  seenSeq() {
    const bottom = this.scroller.getBoundingClientRect().bottom + 8;
    const messages = [...this.log.querySelectorAll("[data-message][data-seq]")];
    for (let index = messages.length - 1; index >= 0; index -= 1) {
      if (messages[index].getBoundingClientRect().bottom <= bottom || this.isAtEnd) {
        return Number(messages[index].dataset.seq);
      }
    }
    return 0;
  }

  #scrolled() {
    this.#notice();
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    if (scrollTop < LOAD_MORE_PX) this.onEarlier();
    if (this.hasLater && scrollHeight - scrollTop - clientHeight < LOAD_MORE_PX) this.onLater();
    this.onMove();
  }

  /** On the way to the end no longer: it is reached, or the reader took over. */
  #arrived() {
    this.travels = false;
    this.#notice();
  }

  /** Whether the reader is at the end: what came below doesn't take them away from there, going up does. */
  #notice() {
    const { scrollTop } = this.scroller;
    const wentUp = scrollTop < this.lastTop - 1;
    this.sticks = this.travels || this.isAtEnd || (this.sticks && !wentUp && !this.hasLater);
    this.lastTop = scrollTop;
  }

  /** Makes, fills, moves and removes elements until they are those of the rows. */
  #place(rows) {
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, element] of this.elements) {
      if (keys.has(key)) continue;
      element.remove();
      this.elements.delete(key);
      this.filled.delete(key);
    }
    let next = this.log.firstElementChild;
    for (const row of rows) {
      let element = this.elements.get(row.key);
      if (!element) {
        element = this.#make(row);
        this.elements.set(row.key, element);
      }
      this.#fill(element, row);
      if (element === next) next = next.nextElementSibling;
      else this.log.insertBefore(element, next);
    }
  }

  #anchor() {
    const top = this.scroller.getBoundingClientRect().top;
    for (const element of this.log.children) {
      const box = element.getBoundingClientRect();
      if (box.bottom > top && element.dataset.message !== undefined) return { element, top: box.top };
    }
    return null;
  }

  #make(row) {
    const template = row.type === "message" ? this.template : this.divider;
    return template.content.firstElementChild.cloneNode(true);
  }

  #fill(element, row) {
    if (row.type === "message") {
      const quote = row.message.reply_to ? this.context.quoteOf(row.message.reply_to) : null;
      const next = { ...row, quote, warning: this.context.warnings.get(row.message.id) };
      if (isSame(this.filled.get(row.key), next)) return;
      this.filled.set(row.key, next);
      fillMessage(element, row, this.context);
      return;
    }
    const { calendar, word } = this.context;
    element.dataset.key = row.key;
    element.classList.toggle("divider-unread", row.type === "unread");
    const text = row.type === "unread" ? word("unreadFromHere") : calendar.day(row.instant, new Date(), word);
    if (element.textContent.trim() !== text) element.textContent = text;
  }
}

/** The same bubble, to the last part: messages are replaced when they change, never altered. */
function isSame(before, after) {
  return before !== undefined && Object.keys(after).every((name) => before[name] === after[name]);
}
