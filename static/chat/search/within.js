// @ts-check
/**
 * Looking for something in the open conversation: each hit is jumped to, Escape leads back to where one was.
 *
 * Hits come newest first, in pages; `at` is the one that is looked at.
 */

import { get } from "../api.js";

const TYPED_WITHIN_MS = 250;
const PAGE = 50;

/** The next hit to look at among so many, going round unless there are more to be fetched; pure. */
export function nextHit(at, by, count, hasMore) {
  if (!count) return -1;
  if (at + by >= count) return hasMore ? count : 0;
  return at + by < 0 ? (hasMore ? at : count - 1) : at + by;
}

/** @type {WeakMap<object, Within>} */
const all = new WeakMap();

/** The search of this conversation. */
export function within(conversation) {
  if (!all.has(conversation)) all.set(conversation, new Within(conversation));
  return all.get(conversation);
}

class Within {
  constructor(conversation) {
    this.conversation = conversation;
    this.form = conversation.root.querySelector("[data-part=within]");
    this.input = this.form.querySelector("input");
    this.count = this.form.querySelector("[data-part=within-count]");
    this.hits = [];
    this.next = null;
    this.at = -1;
    this.asked = 0;
    this.timer = null;
    const { signal } = conversation.stop;
    const on = (target, name, run) => target.addEventListener(name, run, { signal });
    on(this.form, "submit", (event) => event.preventDefault());
    on(this.input, "input", (event) => {
      if (event.isComposing) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), TYPED_WITHIN_MS);
    });
    on(this.input, "compositionend", () => this.search());
    on(this.form, "keydown", (event) => this.#key(event));
    on(this.form.querySelector("[data-part=within-older]"), "click", () => this.go(1));
    on(this.form.querySelector("[data-part=within-newer]"), "click", () => this.go(-1));
    on(this.form.querySelector("[data-part=within-stay]"), "click", () => this.close({ back: false }));
  }

  open() {
    if (this.form.hidden) {
      const { stream } = this.conversation;
      this.from = stream.isAtEnd ? null : firstSeen(stream);
      this.form.hidden = false;
      if (this.input.value) this.search();
    }
    this.input.focus();
    this.input.select();
  }

  /** Ends the search; `back` leads to what was read before it. */
  close({ back = true } = {}) {
    clearTimeout(this.timer);
    this.asked += 1;
    const hit = this.hits[this.at];
    this.form.hidden = true;
    mark(null, []);
    const { paging, composer } = this.conversation;
    if (!back) {
      if (hit) paging.jumpTo(hit.seq);
      return;
    }
    if (hit) {
      if (this.from === null) paging.toNewest();
      else paging.jumpTo(this.from, { focus: false });
    }
    composer.focus();
  }

  async search() {
    clearTimeout(this.timer);
    const asked = (this.asked += 1);
    this.hits = [];
    this.next = null;
    this.at = -1;
    mark(null, []);
    this.count.textContent = "";
    if (!this.input.value.trim()) return;
    if (!(await this.#fetch(asked)) || asked !== this.asked) return;
    if (!this.hits.length) this.count.textContent = this.form.dataset.none;
    else await this.#look(0);
  }

  /** To an older hit (1) or a newer one (-1). */
  async go(by) {
    const to = nextHit(this.at, by, this.hits.length, this.next !== null);
    if (to < 0) return;
    if (to === this.hits.length && !(await this.#fetch(this.asked))) return;
    await this.#look(Math.min(to, this.hits.length - 1));
  }

  /** The next page; false when it didn't come or is wanted no more. */
  async #fetch(asked) {
    const { id } = this.conversation;
    const place = new URLSearchParams({ q: this.input.value, conversation: String(id), page_size: String(PAGE) });
    if (this.next) place.set("after", this.next);
    try {
      const page = await get(`${this.form.dataset.url}?${place}`);
      if (asked !== this.asked) return false;
      this.hits.push(...page.results);
      this.next = page.next;
      return true;
    } catch {
      if (asked === this.asked) this.count.textContent = this.form.dataset.failed;
      return false;
    }
  }

  async #look(at) {
    const { paging, stream } = this.conversation;
    const hit = this.hits[at];
    const asked = this.asked;
    this.at = at;
    const total = `${this.hits.length}${this.next ? "+" : ""}`;
    this.count.textContent = this.form.dataset.count.replace("{n}", String(at + 1)).replace("{total}", total);
    if (!(await paging.jumpTo(hit.seq, { focus: false })) || asked !== this.asked) return;
    const element = stream.log.querySelector(`[data-seq="${hit.seq}"] [data-part=body]`);
    mark(element, hit.pieces.filter((piece) => piece.hit).map((piece) => piece.text));
  }

  #key(event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.close();
    } else if (event.target === this.input && ["Enter", "ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.go(event.key === "ArrowDown" || event.shiftKey ? -1 : 1);
    }
  }
}

/** The number of the first message on the screen. */
function firstSeen(stream) {
  const top = stream.scroller.getBoundingClientRect().top;
  for (const element of stream.log.querySelectorAll("[data-message][data-seq]")) {
    if (element.getBoundingClientRect().bottom > top) return Number(element.dataset.seq);
  }
  return null;
}

/** Marks these words in a text on the screen, where the browser can do that; no element takes the marks away. */
function mark(element, words) {
  if (!("highlights" in CSS)) return;
  CSS.highlights.delete("found");
  const ranges = element ? words.flatMap((word) => rangesOf(element, word)) : [];
  if (ranges.length) CSS.highlights.set("found", new Highlight(...ranges));
}

function rangesOf(element, word) {
  const ranges = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (let at = node.nodeValue.indexOf(word); word && at >= 0; at = node.nodeValue.indexOf(word, at + word.length)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + word.length);
      ranges.push(range);
    }
  }
  return ranges;
}
