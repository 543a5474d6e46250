// @ts-check
/** The box one writes in: grows to six lines, keeps drafts, opens presets, quotes, edits, takes pictures. */

import { Growing } from "./growing.js";
import { intentOf } from "./keys.js";
import { nextPrompt, paletteAt, paletteQuery } from "../presets/presets.js";
import { hindranceOf, roomIn } from "./writing.js";

const LINES = 6;
const SAVE_AFTER_MS = 800;

const fieldsModule = () => import("../presets/fields.js");

export class Composer {
  /**
   * @param {object} options
   * @param {HTMLElement} options.form
   * @param {import("../presets/palette.js").Palette} options.palette
   * @param {import("../files/uploads.js").Uploads} options.uploads
   * @param {(name: string, values?: object) => string} options.word
   * @param {number} options.limit Characters in one message.
   * @param {any} options.actions `onSend({body, reply_to, attachments, preset, origin})` and `onEdit(message, body)` say
   *   whether the text is in safe hands; `onDraft({body, reply_to, preset}, {now})`, `onTyping()`, `onEditLast()`;
   *   `summary(message)` and `nameOf(person)` for the line above the box.
   */
  constructor({ form, palette, uploads, word, limit, actions }) {
    this.limit = limit;
    this.form = form;
    this.palette = palette;
    this.uploads = uploads;
    this.word = word;
    this.actions = actions;
    this.input = form.querySelector("textarea");
    this.growing = new Growing(this.input, LINES);
    this.sendButton = form.querySelector("[data-part=send]");
    this.context = form.querySelector("[data-part=context]");
    this.counter = form.querySelector("[data-part=counter]");
    this.replyTo = null;
    this.editing = null;
    this.preset = null;
    this.topic = null;
    this.input.addEventListener("keydown", (event) => this.#onKey(event));
    this.input.addEventListener("input", () => this.#onInput());
    this.input.addEventListener("paste", (event) => this.#onPaste(event));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    form.querySelector("[data-part=cancel]").addEventListener("click", () => this.cancel());
    form.querySelector("[data-part=slash]")?.addEventListener("click", () => this.#openPalette());
    uploads.onChange = () => this.#refresh();
    // Measuring lays out the whole page, and an empty box has its height already.
    if (this.text) this.growing.fit();
    this.#refresh();
  }

  get text() {
    return this.input.value;
  }

  focus() {
    (this.fields ?? this.input).focus();
  }

  /** Puts a text in, the cursor at the first thing to fill in or at the end. */
  fill(text, { preset = null, origin = null, topic = null, focus = true } = {}) {
    this.input.value = text;
    this.topic = topic;
    this.preset = preset;
    this.origin = origin;
    if (focus) this.input.focus();
    this.input.setSelectionRange(text.length, text.length);
    this.palette.close();
    this.#changed();
    this.#askInFields({ focus });
  }

  /** A preset from the list: in the place of the slash and what was searched after it. */
  take(preset) {
    const { text } = this;
    const before = text.slice(0, paletteAt(text)?.start ?? text.length);
    this.fill(before + preset.text, { preset: preset.id, origin: "preset" });
    if (preset.files?.length) this.uploads.bring(preset);
  }

  /** What is left to fill in is asked for in fields, where the text box was. */
  async #askInFields({ focus }) {
    this.fields?.close();
    this.fields = null;
    if (this.editing || !nextPrompt(this.text)) return;
    const { Fields } = await fieldsModule();
    if (this.fields || !nextPrompt(this.text)) return;
    this.fields = new Fields({
      input: this.input,
      label: this.input.getAttribute("aria-label") ?? "",
      onChange: () => this.#changed(),
      onDone: () => {
        this.fields?.close();
        this.fields = null;
        this.#changed();
        this.input.focus();
        this.input.setSelectionRange(this.text.length, this.text.length);
      },
    });
    if (focus) this.fields.focus();
  }

  /** A chip or a question: beside what is already written, not over it. */
  add(text, { origin = null, topic = null } = {}) {
    const written = this.text.trim();
    // Two questions in one message ask about no one topic.
    this.fill(written ? `${written}\n${text}` : text, { origin: written ? null : origin, topic: written ? null : topic });
  }

  reply(message) {
    this.cancel({ keepText: this.editing === null });
    this.replyTo = message;
    this.#showContext("reply", message);
    this.input.focus();
    this.#saveDraft();
  }

  edit(message) {
    this.editing = message;
    this.replyTo = null;
    this.kept = this.text;
    this.#showContext("edit", message);
    this.fill(message.body);
    this.input.setSelectionRange(message.body.length, message.body.length);
  }

  cancel({ keepText = false } = {}) {
    const wasEditing = this.editing !== null;
    this.editing = null;
    this.replyTo = null;
    this.context.hidden = true;
    if (wasEditing && !keepText) this.fill(this.kept ?? "");
    else this.#saveDraft();
  }

  restore({ body, preset = null, replyTo = null }) {
    this.input.value = body;
    this.preset = preset;
    if (preset) this.origin = "preset";
    if (replyTo) {
      this.replyTo = replyTo;
      this.#showContext("reply", replyTo);
    }
    this.growing.fit();
    this.#refresh();
    this.#askInFields({ focus: false });
  }

  setEnabled(enabled) {
    this.input.disabled = !enabled;
    this.input.placeholder = enabled ? this.input.dataset.open : this.input.dataset.shut;
    this.form.classList.toggle("is-disabled", !enabled);
    this.#refresh();
  }

  submit() {
    const { editing, text } = this;
    const attachments = this.uploads.ready();
    if (this.input.disabled || this.uploads.isBusy) return;
    const hindrance = hindranceOf({ text, pictures: attachments.length, limit: this.limit });
    if (hindrance === "empty" || hindrance === "long") return;
    if (hindrance) {
      this.#askFor(hindrance);
      return;
    }
    const body = text.trim();
    const { preset, origin, topic } = this;
    const outgoing = { body, attachments, reply_to: this.replyTo?.id ?? null, preset, origin, topic };
    // Whatever goes wrong here, the text still stands in the box.
    const isSafe = editing ? body === editing.body || this.actions.onEdit(editing, body) : this.actions.onSend(outgoing);
    if (isSafe) this.#finish();
  }

  /** A voice note goes at once, as the answer to what is quoted; what is written stays. */
  sendVoice(attachment) {
    this.actions.onSend({ body: "", attachments: [attachment], reply_to: this.replyTo?.id ?? null });
    this.cancel({ keepText: true });
    this.#refresh();
  }

  /** What another tab or device did to the same text. */
  replace(body) {
    if (this.editing) this.kept = body;
    else this.restore({ body });
  }

  /** Nobody should read "{?time}": what is left to fill in is asked for instead. */
  #askFor(prompt) {
    if (this.fields) this.fields.focus();
    else this.#askInFields({ focus: true });
    this.counter.hidden = false;
    this.counter.textContent = this.word("fillFirst", { what: prompt.question });
  }

  #finish() {
    this.input.value = this.editing ? (this.kept ?? "") : "";
    this.editing = null;
    this.replyTo = null;
    this.context.hidden = true;
    this.preset = this.origin = this.topic = null;
    this.fields?.close();
    this.fields = null;
    this.uploads.clear();
    this.palette.close();
    clearTimeout(this.saveTimer);
    this.actions.onDraft(this.#draft(), { now: true });
    this.growing.fit();
    this.#refresh();
    this.input.focus();
  }

  #onKey(event) {
    const prompt = nextPrompt(this.text);
    const intent = intentOf(event, {
      palette: this.palette.isOpen,
      prompt: Boolean(prompt),
      empty: this.text === "",
      replying: this.replyTo !== null || this.editing !== null,
    });
    if (intent === null || intent === "break") return;
    if (intent === "editLast" && !this.actions.onEditLast()) return;
    event.preventDefault();
    if (intent === "next") this.palette.move(1);
    if (intent === "previous") this.palette.move(-1);
    if (intent === "choose") this.palette.choose();
    if (intent === "close") this.palette.close();
    if (intent === "cancel") this.cancel();
    if (intent === "send") this.submit();
    if (intent === "fill") {
      const next = nextPrompt(this.text, this.input.selectionEnd);
      this.input.setSelectionRange(next.start, next.end);
    }
    event.stopPropagation();
  }

  #onInput() {
    if (this.text === "") this.preset = this.origin = this.topic = null;
    const query = this.editing ? null : paletteQuery(this.text);
    if (query !== null) this.#open(query);
    else if (this.palette.isOpen) this.palette.close();
    if (query === null && this.text && !this.editing) this.actions.onTyping();
    this.#changed();
  }

  #onPaste(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    this.uploads.add(files);
  }

  #openPalette() {
    if (this.palette.isOpen) {
      this.palette.close();
      return;
    }
    this.input.focus();
    this.#open(paletteQuery(this.text) ?? "");
  }

  #open(query) {
    this.palette.open(query);
    // Whoever chooses types on at once: the fields are there by then.
    fieldsModule();
  }

  #changed() {
    this.growing.fit();
    this.#refresh();
    this.#saveDraft();
  }

  #saveDraft() {
    if (this.editing) return;
    this.actions.onDraft(this.#draft(), { now: false });
    clearTimeout(this.saveTimer);
    this.saveTimer = setTimeout(() => this.actions.onDraft(this.#draft(), { now: true }), SAVE_AFTER_MS);
  }

  #draft() {
    const slash = paletteQuery(this.text) !== null;
    return { body: slash ? "" : this.text, reply_to: this.replyTo?.id ?? null, preset: slash ? null : this.preset };
  }

  #showContext(kind, message) {
    this.context.hidden = false;
    this.context.dataset.kind = kind;
    this.context.querySelector("[data-part=context-title]").textContent =
      kind === "edit" ? this.word("editing") : this.word("replyingTo", { name: this.actions.nameOf(message.sender) });
    this.context.querySelector("[data-part=context-text]").textContent = this.actions.summary(message);
  }

  #refresh() {
    const room = roomIn(this.text, this.limit);
    this.counter.hidden = room === null;
    this.counter.classList.toggle("is-over", Boolean(room?.isOver));
    if (room) this.counter.textContent = this.word(room.isOver ? "tooLong" : "charactersLeft", { n: room.count });
    const isEmpty = this.text.trim() === "" && this.uploads.ready().length === 0;
    this.form.classList.toggle("is-empty", isEmpty);
    const isBlocked = isEmpty || room?.isOver || this.uploads.isBusy || this.input.disabled;
    this.sendButton.setAttribute("aria-disabled", String(Boolean(isBlocked)));
  }
}
