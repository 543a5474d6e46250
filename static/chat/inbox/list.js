// @ts-check
/** The list of conversations, kept fresh: lines change in place, filters and search work without leaving the page. */

import { shown } from "../../shell/counts.js";
import { fragmentOf, parsed } from "../../shell/dom.js";

const SEARCH_AFTER_MS = 250;
const REFRESH_AFTER_MS = 200;
const SKELETON_AFTER_MS = 300;
const COUNT_AFTER_MS = 1500;
const MORE_WITHIN_PX = 600;

export class List {
  /** `onOpen(id, url)` opens a conversation; `openId()` says which one is open. */
  constructor({ root, chat, onOpen, openId }) {
    this.root = root;
    this.chat = chat;
    this.onOpen = onOpen;
    this.openId = openId;
    this.lines = root.querySelector("[data-part=lines]");
    this.search = root.querySelector("[data-part=search]");
    this.sections = root.querySelector("[data-part=sections]");
    this.section = this.sections.querySelector("[aria-current]")?.dataset.section ?? "";
    this.sections.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
    this.pending = new Map();
    this.root.addEventListener("click", (event) => this.#onClick(event));
    this.root.addEventListener("keydown", (event) => this.#onKey(event));
    this.lines.addEventListener("scroll", () => this.#moreWhenNear(), { passive: true });
    this.search.addEventListener("input", () => this.#searchSoon());
    this.search.addEventListener("submit", (event) => {
      event.preventDefault();
      this.load();
    });
    for (const name of ["message.new", "message.changed", "conversation.new", "conversation.changed", "inbox.changed"]) {
      document.addEventListener(`rapport:${name}`, ({ detail }) => this.refresh(detail.conversation));
    }
    document.addEventListener("rapport:message.ack", ({ detail }) => this.refresh(detail.conversation));
    document.addEventListener("rapport:conversation.removed", ({ detail }) => this.#lineOf(detail.conversation)?.remove());
    document.addEventListener("rapport:unread", ({ detail }) => this.showUnread(detail.conversation, detail.count));
    document.addEventListener("rapport:chat-read", ({ detail }) => this.showUnread(detail.conversation, detail.count));
    document.addEventListener("rapport:hello", ({ detail }) => {
      // Something happened between the page and the connection.
      if (chat.dataset.cursor !== detail.cursor) this.load({ quiet: true });
      chat.dataset.cursor = detail.cursor;
    });
    document.addEventListener("rapport:catch-up", () => this.load({ quiet: true }));
    document.addEventListener("rapport:cursor", () => this.load({ quiet: true }));
  }

  /** Which line is the open one. */
  mark(id) {
    for (const link of this.root.querySelectorAll(".line-link[aria-current]")) link.removeAttribute("aria-current");
    this.#lineOf(id)?.querySelector(".line-link").setAttribute("aria-current", "page");
  }

  focus(id) {
    (this.#lineOf(id) ?? this.lines).querySelector(".line-link")?.focus();
  }

  /** The whole list anew, as filtered. */
  async load({ quiet = false } = {}) {
    const ask = (this.asked = Symbol("ask"));
    const waiting = quiet
      ? null
      : setTimeout(() => {
          const skeleton = fragmentOf("loading");
          this.lines.replaceChildren(skeleton);
        }, SKELETON_AFTER_MS);
    const html = await this.#fetch(`${this.chat.dataset.lines}?${this.#query()}`);
    clearTimeout(waiting);
    if (ask !== this.asked) return;
    if (html === null) {
      if (!quiet) this.#showFailed();
      return;
    }
    const focused = document.activeElement?.closest("[data-line]")?.dataset.line;
    this.lines.replaceChildren(...parsed(html));
    this.#showCounts(this.lines.querySelector("[data-part=counts]")?.dataset.counts ?? "");
    if (focused) this.#lineOf(focused)?.querySelector(".line-link").focus({ preventScroll: true });
  }

  /** One line anew; it moves to where it belongs. */
  refresh(id) {
    if (!id || this.pending.has(id)) return;
    this.pending.set(id, setTimeout(() => this.#refreshNow(id), REFRESH_AFTER_MS));
  }

  showUnread(id, count) {
    const line = this.#lineOf(id);
    if (!line) return;
    const badge = line.querySelector(".line-count");
    if (count === 0) {
      badge?.remove();
      line.querySelector(".line-dot")?.remove();
      line.querySelector("[data-part=mentioned]")?.remove();
      line.classList.remove("line-unread");
    } else if (badge) badge.firstChild.data = shown(count);
    else this.refresh(id);
  }

  async #refreshNow(id) {
    this.pending.delete(id);
    const html = await this.#fetch(`${this.chat.dataset.inbox}${id}/line/?open=${this.openId() ?? ""}`);
    if (html === null) return;
    const line = parsed(html).find((node) => node.dataset?.line);
    const old = this.#lineOf(id);
    const hasFocus = old?.contains(document.activeElement);
    const section = line.dataset.lineSection;
    const isFiltered = this.section && this.section !== section;
    const isHidden = !this.section && ["archived", "snoozed"].includes(section);
    if (isFiltered || isHidden || (!old && this.#words())) {
      old?.remove();
      this.#tidy();
      return;
    }
    const group = this.lines.querySelector(`[data-group="${section}"] .lines`);
    const isFolded = !old && section === "new" && group?.querySelector(`[data-fold="${Number(line.dataset.job)}"]`);
    if (!group || isFolded) {
      this.load({ quiet: true });
      return;
    }
    old?.remove();
    const isPinned = "pinned" in line.dataset;
    const before = [...group.children].find(
      (other) => other.dataset.line && (isPinned || !("pinned" in other.dataset)) && placeOf(line) <= placeOf(other),
    );
    group.insertBefore(line, before ?? null);
    if (hasFocus) line.querySelector(".line-link").focus({ preventScroll: true });
    this.#tidy();
  }

  #tidy() {
    for (const group of this.lines.querySelectorAll("[data-group]")) {
      if (!group.querySelector("[data-line], [data-fold]")) group.remove();
    }
    if (!this.lines.querySelector("[data-line], [data-fold]")) this.load({ quiet: true });
    else this.#countSoon();
  }

  #countSoon() {
    this.countTimer ??= setTimeout(async () => {
      this.countTimer = undefined;
      const counts = await this.#fetch(`${this.chat.dataset.inbox}counts/?${this.#query()}`);
      if (counts !== null) this.#showCounts(counts);
    }, COUNT_AFTER_MS);
  }

  /** @param {string} counts "mine:3 new:12" */
  #showCounts(counts) {
    for (const [section, count] of counts.trim().split(" ").map((part) => part.split(":"))) {
      const shownCount = this.sections.querySelector(`[data-count="${section}"]`);
      if (shownCount) shownCount.textContent = count === "0" ? "" : shown(Number(count));
    }
  }

  #onClick(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    const link = event.target.closest(".line-link");
    const section = event.target.closest("[data-section]");
    const more = event.target.closest("[data-part=more]");
    if (link) {
      event.preventDefault();
      this.onOpen(Number(link.closest("[data-line]").dataset.line), link.href);
    } else if (section) {
      event.preventDefault();
      this.#choose(section);
    } else if (more) {
      event.preventDefault();
      this.#more(more, { focus: true });
    } else if (event.target.closest("[data-part=reload]")) this.load();
  }

  #onKey(event) {
    const links = [...this.root.querySelectorAll(".line-link")];
    const at = links.indexOf(document.activeElement);
    const inSearch = event.target.matches("input");
    if (at < 0 && !(inSearch && event.key === "ArrowDown")) return;
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: inSearch ? at : 0, End: links.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0) this.search.querySelector("input").focus();
    else links[Math.min(to, links.length - 1)]?.focus();
  }

  #choose(chip) {
    this.section = chip.dataset.section;
    for (const other of this.sections.children) other.removeAttribute("aria-current");
    chip.setAttribute("aria-current", "true");
    chip.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.load();
  }

  #moreWhenNear() {
    const link = this.lines.querySelector("[data-part=more]:not([aria-busy])");
    const end = this.lines.getBoundingClientRect().bottom;
    if (link && link.getBoundingClientRect().top < end + MORE_WITHIN_PX) this.#more(link);
  }

  async #more(link, { focus = false } = {}) {
    link.setAttribute("aria-busy", "true");
    const html = await this.#fetch(`${this.chat.dataset.lines}?${this.#query()}&offset=${link.dataset.offset}`);
    link.removeAttribute("aria-busy");
    if (html === null) return;
    let first = null;
    for (const node of parsed(html)) {
      const group = node.dataset?.group && this.lines.querySelector(`[data-group="${node.dataset.group}"] .lines`);
      first ??= node.querySelector?.(".line-link");
      if (group) group.append(...node.querySelectorAll("[data-line]"));
      else this.lines.append(node);
    }
    link.remove();
    if (focus) first?.focus({ preventScroll: true });
  }

  #searchSoon() {
    clearTimeout(this.searchTimer);
    this.searchTimer = setTimeout(() => this.load(), SEARCH_AFTER_MS);
  }

  #words() {
    return this.search.querySelector("[name=q]").value.trim();
  }

  #query() {
    const wanted = new FormData(this.search);
    wanted.set("section", this.section);
    wanted.set("open", String(this.openId() ?? ""));
    return new URLSearchParams(/** @type {any} */ (wanted)).toString();
  }

  #lineOf(id) {
    return this.lines.querySelector(`[data-line="${Number(id)}"]`);
  }

  #showFailed() {
    this.lines.replaceChildren(fragmentOf("list-failed"));
  }

  async #fetch(url) {
    try {
      const response = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin" });
      return response.ok && !response.redirected ? await response.text() : null;
    } catch {
      return null;
    }
  }
}

/** Who has waited longest stands first; elsewhere what moved last. The server says which. */
function placeOf(line) {
  return Number(line.dataset.place);
}
