// @ts-check
/** The panel from which an emoji is chosen, by mouse, finger or keys, for a message or as a reaction. */

import { EMOJIS } from "./emojis.js";
import { found, groupsOf, withRecent } from "./finding.js";

const GROUPS = groupsOf(EMOJIS);
const ALL = GROUPS.flatMap((group) => group.emojis);

export class Picker {
  /**
   * @param {object} options
   * @param {HTMLElement} options.panel With its field for a search, its grid, and what it says when nothing is found.
   * @param {?Storage} options.storage
   * @param {string} options.key Under which those that were used last are kept.
   */
  constructor({ panel, storage, key }) {
    this.panel = panel;
    this.storage = storage;
    this.key = key;
    this.field = /** @type {HTMLInputElement} */ (panel.querySelector("input"));
    this.grid = /** @type {HTMLElement} */ (panel.querySelector("[data-part=grid]"));
    this.none = /** @type {HTMLElement} */ (panel.querySelector("[data-part=none]"));
    this.language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    /** @type {(char: string) => void} */
    this.choose = () => {};
    /** @type {?Element} */
    this.back = null;
    this.field.addEventListener("input", (event) => {
      if (!(/** @type {InputEvent} */ (event).isComposing)) this.#show();
    });
    this.field.addEventListener("compositionend", () => this.#show());
    panel.addEventListener("keydown", (event) => this.#onKey(event));
    this.grid.addEventListener("click", (event) => {
      const button = /** @type {Element} */ (event.target).closest("button");
      if (button) this.#take(button.textContent ?? "");
    });
    this.onOutside = (event) => {
      if (!panel.hidden && !panel.contains(event.target)) this.close({ refocus: false });
    };
    document.addEventListener("pointerdown", this.onOutside, true);
  }

  destroy() {
    document.removeEventListener("pointerdown", this.onOutside, true);
  }

  /**
   * @param {(char: string) => void} choose
   * @param {?Element} back What has the focus afterwards.
   */
  open(choose, back) {
    this.choose = choose;
    this.back = back;
    this.field.value = "";
    this.#show();
    this.panel.hidden = false;
    this.field.focus();
  }

  close({ refocus = true } = {}) {
    if (this.panel.hidden) return;
    this.panel.hidden = true;
    if (refocus && this.back instanceof HTMLElement && this.back.isConnected) this.back.focus({ preventScroll: true });
  }

  #take(char) {
    this.#keep(withRecent(this.#recent(), char));
    this.close();
    this.choose(char);
  }

  #show() {
    const query = this.field.value;
    if (query.trim()) {
      const emojis = found(ALL, query);
      this.grid.replaceChildren(...(emojis.length ? [this.#row("", emojis)] : []));
      this.none.hidden = emojis.length > 0;
      return;
    }
    this.none.hidden = true;
    const recent = this.#recent().map((char) => ALL.find((one) => one.char === char)).filter((one) => one !== undefined);
    const rows = GROUPS.map((group) => this.#row(group[this.language], group.emojis));
    if (recent.length) rows.unshift(this.#row(this.panel.dataset.recent ?? "", recent));
    this.grid.replaceChildren(...rows);
  }

  /**
   * @param {string} title
   * @param {import("./finding.js").Emoji[]} emojis
   */
  #row(title, emojis) {
    const section = document.createElement("section");
    if (title) {
      const heading = document.createElement("h3");
      heading.className = "emoji-title";
      heading.textContent = title;
      section.append(heading);
    }
    const row = document.createElement("div");
    row.className = "emoji-row";
    row.append(...emojis.map((emoji) => this.#button(emoji)));
    section.append(row);
    return section;
  }

  /** @param {import("./finding.js").Emoji} emoji */
  #button({ char, en, zh }) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "emoji-choice";
    button.tabIndex = -1;
    button.textContent = char;
    button.setAttribute("aria-label", (this.language === "zh" ? zh : en)[0]);
    button.title = (this.language === "zh" ? zh : en)[0];
    return button;
  }

  /** Enter in the field takes the first; arrows walk the grid as it stands on the screen. */
  #onKey(event) {
    if (event.isComposing) return;
    const buttons = /** @type {HTMLElement[]} */ ([...this.grid.querySelectorAll("button")]);
    const at = buttons.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && at < 0) {
      if (this.field.value.trim() && buttons[0]) this.#take(buttons[0].textContent ?? "");
    } else if (event.key === "ArrowDown" && at < 0) buttons[0]?.focus();
    else if (at >= 0 && event.key in STEPS) this.#step(buttons, at, event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #step(buttons, at, key) {
    const [across, down] = STEPS[key];
    if (across) {
      buttons[at + across]?.focus();
      return;
    }
    const here = buttons[at].getBoundingClientRect();
    const beyond = buttons.filter((one) => {
      const { top } = one.getBoundingClientRect();
      return down > 0 ? top > here.top + 1 : top < here.top - 1;
    });
    const edge = down > 0 ? beyond[0] : beyond.at(-1);
    if (!edge) {
      if (down < 0) this.field.focus();
      return;
    }
    const line = beyond.filter((one) => Math.abs(one.getBoundingClientRect().top - edge.getBoundingClientRect().top) < 2);
    const away = (one) => Math.abs(one.getBoundingClientRect().left - here.left);
    line.reduce((best, one) => (away(one) < away(best) ? one : best)).focus();
  }

  /** @returns {string[]} */
  #recent() {
    try {
      const kept = JSON.parse(this.storage?.getItem(this.key) ?? "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
    } catch {
      return [];
    }
  }

  #keep(recent) {
    try {
      this.storage?.setItem(this.key, JSON.stringify(recent));
    } catch {
      // Where nothing may be kept there are no recent ones.
    }
  }
}

/** @type {Record<string, [number, number]>} */
const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
