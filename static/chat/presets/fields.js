// @ts-check
/**
 * What a preset asks its writer, as fields in the running text. They stand in the text box's place until all are filled;
 * the box holds the text meanwhile, so that drafts and sending know nothing of them.
 */

import { filledIn, partsOf } from "./presets.js";

export class Fields {
  /**
   * @param {object} options
   * @param {HTMLTextAreaElement} options.input
   * @param {string} options.label What the group of fields is called.
   * @param {() => void} options.onChange
   * @param {() => void} options.onDone All are filled, or the writer goes on by hand.
   */
  constructor({ input, label, onChange, onDone }) {
    this.input = input;
    this.onChange = onChange;
    this.onDone = onDone;
    this.answers = new Map();
    this.parts = partsOf(input.value);
    this.box = document.createElement("div");
    this.box.className = "composer-input composer-fields";
    this.box.setAttribute("role", "group");
    this.box.setAttribute("aria-label", label);
    this.box.append(...this.parts.map((part) => ("question" in part ? this.#field(part.question) : part.words)));
    this.box.addEventListener("input", (event) => this.#typed(event));
    this.box.addEventListener("keydown", (event) => this.#onKey(event));
    input.before(this.box);
    input.hidden = true;
  }

  focus() {
    (this.#empty() ?? this.#fields()[0])?.focus();
  }

  close() {
    this.box.remove();
    this.input.hidden = false;
  }

  #fields() {
    return [...this.box.querySelectorAll("input")];
  }

  #empty() {
    return this.#fields().find((field) => field.value.trim() === "");
  }

  #field(question) {
    const field = document.createElement("input");
    field.className = "composer-field";
    field.dataset.question = question;
    field.placeholder = question;
    field.setAttribute("aria-label", question);
    field.maxLength = 300;
    this.#fit(field);
    return field;
  }

  #fit(field) {
    const shown = field.value || field.placeholder;
    let width = 2;
    for (const character of shown) width += /[\u2e80-\uffef]/.test(character) ? 2 : 1;
    field.style.width = `${Math.min(width, 40)}ch`;
  }

  #typed({ target }) {
    this.answers.set(target.dataset.question, target.value.replace(/[{}]/g, ""));
    // A question that is asked twice has one answer.
    for (const field of this.#fields()) {
      if (field !== target && field.dataset.question === target.dataset.question) field.value = target.value;
      this.#fit(field);
    }
    this.input.value = filledIn(this.parts, this.answers);
    this.onChange();
  }

  #onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const empty = this.#empty();
      if (empty) empty.focus();
      else this.onDone();
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.onDone();
    }
  }
}
