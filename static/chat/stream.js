// @ts-check
/**
 * The log on the screen: puts rows in their places and keeps still what is being read.
 *
 * While the reader is at the end, new messages scroll in; otherwise the first visible row stays where it is to the
 * pixel, whatever comes before or after it.
 */

import { fillMessage } from "./message_view.js";

const NEAR_END_PX = 60;
const LOAD_EARLIER_PX = 800;

export class Stream {
  constructor({ scroller, log, template, divider, context, onEarlier, onMove }) {
    this.scroller = scroller;
    this.log = log;
    this.template = template;
    this.divider = divider;
    this.context = context;
    this.onEarlier = onEarlier;
    this.onMove = onMove;
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

  get isAtEnd() {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  /** Shows the rows. `quiet` when they aren't news, so that they aren't read out. */
  show(rows, { quiet = false } = {}) {
    const anchor = this.sticks ? null : this.#anchor();
    if (quiet) this.log.setAttribute("aria-live", "off");
    const keys = new Set(rows.map((row) => row.key));
    for (const [key, element] of this.elements) {
      if (keys.has(key)) continue;
      element.remove();
      this.elements.delete(key);
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
    if (this.sticks) this.toEnd();
    else if (anchor) {
      const moved = anchor.element.getBoundingClientRect().top - anchor.top;
      if (moved !== 0) this.scroller.scrollTop += moved;
    }
    if (quiet) requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
  }

  toEnd({ smooth = false } = {}) {
    this.sticks = true;
    this.travels = smooth && !this.isAtEnd;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  /** Brings a row into view, a third from the top. */
  toRow(key, { smooth = false } = {}) {
    const element = this.elements.get(key);
    if (!element) return false;
    this.sticks = false;
    const top = element.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    // A long way is no way to watch, and what loads on it would stop it halfway.
    const isNear = Math.abs(top) < 2 * this.scroller.clientHeight;
    this.scroller.scrollTo({
      top: this.scroller.scrollTop + top - this.scroller.clientHeight / 3,
      behavior: smooth && isNear ? "smooth" : "instant",
    });
    this.sticks = this.isAtEnd;
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
    this.sticks = this.travels || this.isAtEnd;
    if (this.scroller.scrollTop < LOAD_EARLIER_PX) this.onEarlier();
    this.onMove();
  }

  /** On the way to the end no longer: it is reached, or the reader took over. */
  #arrived() {
    this.travels = false;
    this.sticks = this.isAtEnd;
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
