// @ts-check
/** The list of presets that a slash opens: a listbox that the text box steers (the focus never leaves it). */

import { markCurrent } from "../../shell/listbox.js";
import { search, shownText } from "./presets.js";

const AT_MOST = 40;

export class Palette {
  /** `load()` gives the presets, filled for this conversation; `onChoose(preset)` puts one into the text. */
  constructor({ box, input, option, load, onChoose }) {
    this.box = box;
    this.input = input;
    this.option = option;
    this.load = load;
    this.onChoose = onChoose;
    this.list = box.querySelector("[data-part=options]");
    this.empty = box.querySelector("[data-part=empty]");
    this.loading = box.querySelector("[data-part=loading]");
    this.presets = null;
    this.current = 0;
    box.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.onChoose(this.found[Number(option.dataset.index)]);
    });
  }

  get isOpen() {
    return !this.box.hidden;
  }

  /** What the texts are filled from may have changed since the last time: each opening asks anew, showing what it has. */
  async open(query) {
    const wasOpen = this.isOpen;
    this.query = query;
    this.box.hidden = false;
    if (this.presets) this.#show();
    if (wasOpen) return;
    this.loading.hidden = this.presets !== null;
    try {
      this.presets = await this.load();
    } catch {
      if (this.presets === null) this.close();
      return;
    } finally {
      this.loading.hidden = true;
    }
    if (this.isOpen) this.#show();
  }

  close() {
    this.box.hidden = true;
    this.current = 0;
    this.input.removeAttribute("aria-activedescendant");
  }

  move(step) {
    if (!this.found?.length) return;
    this.current = (this.current + step + this.found.length) % this.found.length;
    markCurrent(this.list, this.current, this.input);
  }

  choose() {
    const preset = this.found?.[this.current];
    if (preset) this.onChoose(preset);
  }

  #show() {
    // Whoever has moved already keeps their choice, even when the list only now arrives once more.
    const moved = this.current > 0 ? this.found?.[this.current] : null;
    this.found = search(this.presets, this.query).slice(0, AT_MOST);
    this.current = Math.max(0, this.found.findIndex((preset) => preset.id === moved?.id));
    this.empty.hidden = this.found.length > 0;
    this.list.replaceChildren(
      ...this.found.map((preset, index) => {
        const option = this.option.content.firstElementChild.cloneNode(true);
        option.id = `preset-option-${index}`;
        option.dataset.index = index;
        option.querySelector("[data-part=title]").textContent = preset.title;
        option.querySelector("[data-part=text]").textContent = shownText(preset.text);
        const files = preset.files ?? [];
        option.querySelector("[data-part=files]").hidden = files.length === 0;
        option.querySelector("[data-part=file-names]").textContent = files.join(", ");
        return option;
      }),
    );
    markCurrent(this.list, this.current, this.input);
  }
}
