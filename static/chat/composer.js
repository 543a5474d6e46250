/** The box one writes in: grows to six lines, keeps drafts, opens presets, quotes, edits, takes pictures. */

import { intentOf } from "./keys.js";
import { nextPrompt, paletteQuery } from "./presets.js";

const LIMIT = 8000;
const COUNT_FROM = 7500;
const LINES = 6;
const SAVE_AFTER_MS = 800;

export class Composer {
  /**
   * @param {object} actions `onSend({body, reply_to, attachments, preset, origin})`, `onEdit(id, body)`,
   *   `onDraft({body, reply_to}, {now})`, `onTyping()`, `onEditLast()`; `summary(message)` and `nameOf(person)` for the
   *   line above the box.
   */
  constructor({ form, palette, uploads, word, actions }) {
    Object.assign(this, { form, palette, uploads, word, actions });
    this.input = form.querySelector("textarea");
    this.sendButton = form.querySelector("[data-part=send]");
    this.context = form.querySelector("[data-part=context]");
    this.counter = form.querySelector("[data-part=counter]");
    this.replyTo = null;
    this.editing = null;
    this.preset = null;
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
    this.#grow();
    this.#refresh();
  }

  get text() {
    return this.input.value;
  }

  focus() {
    this.input.focus();
  }

  /** Puts a text in, the cursor at the first thing to fill in or at the end. */
  fill(text, { preset = null, origin = null, focus = true } = {}) {
    this.input.value = text;
    this.preset = preset;
    this.origin = origin;
    if (focus) this.input.focus();
    const prompt = nextPrompt(text);
    if (prompt) this.input.setSelectionRange(prompt.start, prompt.end);
    else this.input.setSelectionRange(text.length, text.length);
    this.palette.close();
    this.#changed();
  }

  /** A chip or a question: beside what is already written, not over it. */
  add(text, { origin = null } = {}) {
    const written = this.text.trim();
    this.fill(written ? `${written}\n${text}` : text, { origin: written ? null : origin });
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

  restore({ body, replyTo = null }) {
    this.input.value = body;
    if (replyTo) {
      this.replyTo = replyTo;
      this.#showContext("reply", replyTo);
    }
    this.#grow();
    this.#refresh();
  }

  setEnabled(enabled) {
    this.input.disabled = !enabled;
    this.form.classList.toggle("is-disabled", !enabled);
    this.#refresh();
  }

  submit() {
    const body = this.text.trim();
    const attachments = this.uploads.ready();
    if (this.input.disabled || this.uploads.isBusy || body.length > LIMIT) return;
    if (!body && attachments.length === 0) return;
    const prompt = this.preset ? nextPrompt(this.text) : null;
    if (prompt) {
      // Nobody should read "{?time}": what is left to fill in is selected instead.
      this.input.setSelectionRange(prompt.start, prompt.end);
      this.input.focus();
      this.counter.hidden = false;
      this.counter.textContent = this.word("fillFirst", { what: prompt.question });
      return;
    }
    const wasEditing = this.editing;
    const outgoing = { body, attachments, reply_to: this.replyTo?.id ?? null, preset: this.preset, origin: this.origin };
    this.editing = null;
    this.replyTo = null;
    this.context.hidden = true;
    this.preset = this.origin = null;
    this.input.value = wasEditing ? (this.kept ?? "") : "";
    this.uploads.clear();
    this.palette.close();
    clearTimeout(this.saveTimer);
    if (wasEditing) {
      if (body !== wasEditing.body) this.actions.onEdit(wasEditing, body);
    } else this.actions.onSend(outgoing);
    this.actions.onDraft(this.#draft(), { now: true });
    this.#grow();
    this.#refresh();
    this.input.focus();
  }

  #onKey(event) {
    const prompt = this.preset && nextPrompt(this.text);
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
    if (this.text === "") this.preset = this.origin = null;
    const query = this.editing ? null : paletteQuery(this.text);
    if (query !== null) this.palette.open(query);
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
    this.palette.open(paletteQuery(this.text) ?? "");
  }

  #changed() {
    this.#grow();
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
    return { body: slash ? "" : this.text, reply_to: this.replyTo?.id ?? null };
  }

  #showContext(kind, message) {
    this.context.hidden = false;
    this.context.dataset.kind = kind;
    this.context.querySelector("[data-part=context-title]").textContent =
      kind === "edit" ? this.word("editing") : this.word("replyingTo", { name: this.actions.nameOf(message.sender) });
    this.context.querySelector("[data-part=context-text]").textContent = this.actions.summary(message);
  }

  #refresh() {
    const length = this.text.trim().length;
    const over = length > LIMIT;
    this.counter.hidden = length < COUNT_FROM;
    this.counter.classList.toggle("is-over", over);
    if (length >= COUNT_FROM) {
      this.counter.textContent = over
        ? this.word("tooLong", { n: length - LIMIT })
        : this.word("charactersLeft", { n: LIMIT - length });
    }
    const nothing = length === 0 && this.uploads.ready().length === 0;
    const blocked = nothing || over || this.uploads.isBusy || this.input.disabled;
    this.sendButton.setAttribute("aria-disabled", String(blocked));
  }

  #grow() {
    const { input } = this;
    input.style.height = "auto";
    const style = getComputedStyle(input);
    const line = Number.parseFloat(style.lineHeight);
    const around = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
    const borders = input.offsetHeight - input.clientHeight;
    const most = line * LINES + around;
    input.style.height = `${Math.min(input.scrollHeight, most) + borders}px`;
    input.style.overflowY = input.scrollHeight > most + 1 ? "auto" : "hidden";
  }
}
