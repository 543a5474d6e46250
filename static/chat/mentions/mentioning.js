// @ts-check
/** The list of a group's people that an @ opens in the composer: a listbox that the text box steers. */

import { markCurrent } from "../../shell/listbox.js";
import { get } from "../api.js";
import { isComposing } from "../sending/keys.js";
import { matching, mentionAt } from "./names.js";

const AT_MOST = 8;

/** Lets the composer of a group's page name its people. */
export function mountMentioning(form, { data, me, stop: { signal } }) {
  if (signal.aborted) return null;
  const load = async () => (await get(data.urls.members)).members;
  return new Mentioning({ form, load, me, signal });
}

export class Mentioning {
  /**
   * @param {object} options
   * @param {HTMLFormElement} options.form
   * @param {() => Promise<{id: number, name: string, keys?: string[]}[]>} options.load Everybody in the group.
   * @param {number} options.me
   * @param {AbortSignal} options.signal
   */
  constructor({ form, load, me, signal }) {
    this.load = load;
    this.me = me;
    this.input = /** @type {HTMLTextAreaElement} */ (form.querySelector("textarea"));
    this.list = /** @type {HTMLUListElement} */ (form.querySelector("[data-part=people]"));
    this.option = /** @type {HTMLTemplateElement} */ (form.querySelector("[data-part=person-option]"));
    this.found = [];
    this.current = 0;
    this.people = null;
    this.input.addEventListener("input", () => this.#look(), { signal });
    this.input.addEventListener("blur", () => this.close(), { signal });
    // Before the composer, for which Enter sends.
    this.input.addEventListener("keydown", (event) => this.#onKey(event), { signal, capture: true });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
    this.list.addEventListener(
      "click",
      (event) => {
        const option = /** @type {HTMLElement} */ (event.target).closest("[role=option]");
        if (option) this.#choose(this.found[Number(/** @type {HTMLElement} */ (option).dataset.index)]);
      },
      { signal },
    );
    this.#look();
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    if (!this.isOpen) return;
    this.list.hidden = true;
    this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-controls", "preset-options");
  }

  async #look() {
    const at = this.#at();
    if (!at) {
      this.close();
      return;
    }
    // Who joined since is asked for anew each time that the list opens.
    if (!this.isOpen || this.people === null) {
      this.asking ??= this.load().finally(() => (this.asking = undefined));
      try {
        this.people = (await this.asking).filter((person) => person.id !== this.me);
      } catch {
        return;
      }
    }
    const now = this.#at();
    if (now) this.#show(matching(this.people, now.query).slice(0, AT_MOST));
    else this.close();
  }

  #at() {
    if (this.input.selectionStart !== this.input.selectionEnd) return null;
    return mentionAt(this.input.value.slice(0, this.input.selectionStart));
  }

  #show(found) {
    this.found = found;
    this.current = 0;
    if (found.length === 0) {
      this.close();
      return;
    }
    this.list.replaceChildren(
      ...found.map((person, index) => {
        const option = /** @type {HTMLElement} */ (this.option.content.firstElementChild?.cloneNode(true));
        option.id = `person-option-${index}`;
        option.dataset.index = String(index);
        option.textContent = person.name;
        return option;
      }),
    );
    this.list.hidden = false;
    this.input.setAttribute("aria-controls", this.list.id);
    markCurrent(this.list, this.current, this.input);
  }

  /** The name takes the place of the @ and of what was searched after it. */
  #choose(person) {
    const at = this.#at();
    if (!at || !person) return;
    this.input.focus();
    this.input.setRangeText(`@${person.name} `, at.start, this.input.selectionStart, "end");
    this.close();
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #onKey(event) {
    if (!this.isOpen || isComposing(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.current = (this.current + step + this.found.length) % this.found.length;
      markCurrent(this.list, this.current, this.input);
    } else if (event.key === "Enter" || event.key === "Tab") this.#choose(this.found[this.current]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
