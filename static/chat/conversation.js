/** One open conversation: wires the timeline, what is on the screen, the composer and the live connection. */

import { live } from "../shell/live.js";
import { showToast } from "../shell/toasts.js";
import { get, patch } from "./api.js";
import { Composer } from "./composer.js";
import { Header } from "./header.js";
import { MessageMenu } from "./message_menu.js";
import { summaryOf, systemText } from "./message_view.js";
import { Palette } from "./palette.js";
import { Reading } from "./reading.js";
import { keyOf, rowsOf } from "./rows.js";
import { Stream } from "./stream.js";
import { Timeline } from "./timeline.js";
import { MyTyping } from "./typing.js";
import { Uploads } from "./uploads.js";
import { Calendar, wordsOf } from "./words.js";

const EDIT_WITHIN_MS = 15 * 60 * 1000;
const RECALL_WITHIN_MS = 2 * 60 * 1000;
const JUMP_PAGES = 20;

export class Conversation {
  constructor({ root, sender, outbox }) {
    const data = JSON.parse(root.querySelector("#conversation-data").textContent);
    Object.assign(this, { root, sender, outbox, data, id: data.id, me: data.me });
    this.word = wordsOf();
    this.people = new Map(data.people.map((person) => [person.id, person]));
    this.quotes = new Map(data.quotes.map((message) => [message.id, message]));
    this.timeline = new Timeline({
      me: data.me, messages: data.messages, headRev: data.head_rev, headSeq: data.head_seq, readSeq: data.read_seq,
      participants: data.participants,
    });
    this.canWrite = data.can_write;
    this.previews = new Map();
    for (const unsent of outbox.of(this.id)) {
      this.timeline.send(unsent);
      if (unsent.refused) this.timeline.fail(unsent.client_id, unsent.refused);
    }
    this.#mountStream();
    this.#mountComposer();
    this.header = new Header({ root, data, word: this.word, people: this.people });
    this.reading = new Reading({ conversation: this, root, word: this.word });
    this.#mountMenu();
    this.#listen();
    this.render({ quiet: true });
    this.reading.begin();
  }

  close() {
    this.stop.abort();
    clearTimeout(this.aroundTimer);
    clearTimeout(this.catchTimer);
    this.stream.close();
    this.menu.destroy();
    this.header.close();
    this.reading.close();
  }

  /** Shows the state; `quiet` when nothing of it is news. */
  render({ quiet = false } = {}) {
    const rows = rowsOf(this.timeline, { timeZone: this.data.zone });
    for (const row of rows) {
      if (row.status === "sending" && live.state !== "open") row.status = "waiting";
    }
    this.rows = new Map(rows.map((row) => [row.key, row]));
    this.empty.hidden = rows.length > 0;
    this.stream.show(rows, { quiet });
    const last = rows.findLast((row) => row.type === "message");
    const log = this.stream.log;
    if (last && !log.querySelector('[data-message][tabindex="0"]')) this.stream.elementOf(last.key).tabIndex = 0;
  }

  /** The live connection says something about this conversation. */
  hear(frame) {
    const { type } = frame;
    if (type === "message.new") this.#heardMessage(frame.message);
    else if (type === "message.changed") this.timeline.applyMessage(frame.message);
    else if (type === "receipt") this.timeline.applyReceipt(frame);
    else if (type === "typing") this.header.typing(frame.user);
    else if (type === "conversation.changed") this.#changed(frame);
    else if (type === "conversation.removed") this.#removed();
    else return;
    this.render();
    this.reading.moved();
    this.#catchUpIfNeeded();
  }

  acked(frame) {
    this.timeline.applyAck(frame);
    this.render();
    this.refreshAround();
    this.#catchUpIfNeeded();
  }

  failed(client_id, why) {
    this.timeline.fail(client_id, why);
    this.render();
  }

  /** A command of mine that the server didn't do. */
  refused({ detail }) {
    showToast({ title: detail, kind: "bad" });
  }

  /** Fetches what happened after the last change known; until nothing is missing. */
  async catchUp() {
    if (this.catching) {
      this.catchAgain = true;
      return;
    }
    this.catching = true;
    try {
      do {
        this.catchAgain = false;
        const after = this.timeline.rev;
        const changes = await get(`${this.data.urls.changes}?after_rev=${after}`);
        this.timeline.applyChanges(changes, after);
      } while (this.catchAgain || this.timeline.missingAfter !== null);
    } catch {
      // The next frame, pong or reconnect asks again.
    } finally {
      this.catching = false;
    }
    this.render();
    this.reading.moved();
  }

  /** Loads until a message is there, then shows it. */
  async jumpTo(test) {
    for (let page = 0; page < JUMP_PAGES; page += 1) {
      const found = this.timeline.shown().find(test);
      if (found) {
        const key = keyOf(found, this.me);
        this.stream.toRow(key, { smooth: true });
        const element = this.stream.elementOf(key);
        element.focus({ preventScroll: true });
        element.classList.add("is-found");
        setTimeout(() => element.classList.remove("is-found"), 1600);
        return;
      }
      if (!this.timeline.hasEarlier || !(await this.loadEarlier())) return;
    }
  }

  async loadEarlier() {
    if (this.loading || !this.timeline.hasEarlier) return false;
    this.loading = true;
    this.earlier.hidden = false;
    this.earlierFailed.hidden = true;
    try {
      const page = await get(`${this.data.urls.messages}?before_seq=${this.timeline.first}`);
      this.timeline.applyEarlier(page.messages, { complete: !page.has_more });
      this.render({ quiet: true });
      return true;
    } catch {
      this.earlierFailed.hidden = false;
      return false;
    } finally {
      this.loading = false;
      this.earlier.hidden = true;
    }
  }

  send(outgoing, { previews = [] } = {}) {
    const client_id = crypto.randomUUID();
    const message = {
      client_id, conversation: this.id, created_at: new Date().toISOString(), kind: previews.length ? "image" : "text",
      attachments: [], ...outgoing,
    };
    this.timeline.send(message);
    this.stream.sticks = true;
    this.render();
    this.sender.send({ ...message, attachments: message.attachments.map(({ preview: _preview, ...kept }) => kept) });
    this.myTyping.sent();
    this.reading.moved();
  }

  /** A question asked in one tap: what it says was on the screen. */
  ask(text) {
    this.send({ body: text, reply_to: null, origin: "suggested" });
  }

  #mountStream() {
    const { root } = this;
    this.empty = root.querySelector("[data-part=no-messages]");
    this.earlier = root.querySelector("[data-part=earlier]");
    this.earlierFailed = root.querySelector("[data-part=earlier-failed]");
    const words = JSON.parse(document.getElementById("system-words").textContent);
    const avatars = new Map();
    for (const template of root.querySelectorAll("template[data-avatar]")) {
      avatars.set(Number(template.dataset.avatar), template);
    }
    this.context = {
      me: this.me, people: this.people, avatars, word: this.word, sentHint: this.data.sent_hint,
      isGroup: this.data.is_group,
      systemText: (message) => systemText(message, words, (id) => this.#nameOf(id)),
      calendar: new Calendar({ language: document.documentElement.lang, timeZone: this.data.zone }),
      quoteOf: (id) => this.timeline.find(id) ?? this.quotes.get(id) ?? null,
    };
    this.stream = new Stream({
      scroller: root.querySelector("[data-part=scroller]"),
      log: root.querySelector("[data-part=log]"),
      template: document.getElementById("message"),
      divider: document.getElementById("divider"),
      context: this.context,
      onEarlier: () => this.loadEarlier(),
      onMove: () => this.reading?.moved(),
    });
    this.earlierFailed.querySelector("button").addEventListener("click", () => this.loadEarlier());
  }

  #mountComposer() {
    const form = this.root.querySelector("[data-part=composer]");
    const { word } = this;
    this.myTyping = new MyTyping();
    const input = form.querySelector("textarea");
    const palette = new Palette({
      box: form.querySelector("[data-part=palette]"),
      input,
      option: document.getElementById("preset-option"),
      load: () => get(this.data.urls.presets),
      onChoose: (preset) => this.composer.fill(preset.text, { preset: preset.id, origin: "preset" }),
    });
    const uploads = new Uploads({
      url: this.data.urls.attachments,
      fields: { conversation: this.id },
      tray: form.querySelector("[data-part=tray]"),
      template: document.getElementById("upload"),
      chooser: { input: form.querySelector("input[type=file]"), button: form.querySelector("[data-part=attach]") },
      dropZone: this.root.querySelector("[data-part=stage]"),
      types: this.data.image_types,
      maxBytes: this.data.image_max_bytes,
      tell: (title) => showToast({ title, kind: "bad" }),
      word,
    });
    this.composer = new Composer({
      form, palette, uploads, word,
      actions: {
        onSend: (outgoing) => this.send(outgoing, { previews: outgoing.attachments }),
        onEdit: (message, body) => this.#command({ type: "message.edit", message: message.id, body }),
        onDraft: (draft, { now }) => this.#keepDraft(draft, now),
        onTyping: () => {
          if (this.myTyping.keystroke(Date.now())) live.send({ type: "typing", conversation: this.id });
        },
        onEditLast: () => this.#editLast(),
        nameOf: (person) => (person === this.me ? word("yourself") : (this.people.get(person)?.name ?? "")),
        summary: (message) => summaryOf(message, word),
      },
    });
    const draft = this.outbox.draftOf(this.id) ?? { body: this.data.draft, reply_to: null };
    const replyTo = draft.reply_to && this.context.quoteOf(draft.reply_to);
    if (draft.body || replyTo) this.composer.restore({ body: draft.body, replyTo });
    this.composer.setEnabled(this.canWrite);
  }

  #mountMenu() {
    this.menu = new MessageMenu({
      menu: this.root.querySelector("[data-part=message-menu]"),
      log: this.stream.log,
      scroller: this.stream.scroller,
      actionsFor: (key) => this.#actionsFor(this.rows.get(key)),
      onAction: (name, key, detail) => this.#act(name, this.rows.get(key), detail),
    });
    this.stream.log.addEventListener("click", (event) => {
      const row = this.rows.get(event.target.closest("[data-message]")?.dataset.key);
      if (!row) return;
      const quote = event.target.closest("[data-part=quote]");
      const reaction = event.target.closest(".reaction");
      if (quote) {
        event.preventDefault();
        const id = Number(quote.dataset.quotes);
        this.jumpTo((message) => message.id === id);
      } else if (reaction) this.#act("react", row, { emoji: reaction.dataset.emoji });
      else if (event.target.closest("[data-part=retry]")) this.#act("retry", row);
    });
  }

  #listen() {
    this.stop = new AbortController();
    const { signal } = this.stop;
    const on = (target, name, run) => target.addEventListener(name, run, { signal });
    on(this.root.querySelector("#conversation-head"), "htmx:beforeSwap", (event) => this.#keepWhatIsInHand(event));
    on(document, "rapport:hello", () => this.catchUp());
    on(document, "rapport:catch-up", () => this.catchUp());
    on(document, "rapport:cursor", () => this.catchUp());
    on(document, "rapport:state", () => this.render({ quiet: true }));
    on(this.root, "click", (event) => {
      const chip = event.target.closest("[data-fills]");
      if (chip) this.composer.add(chip.dataset.fills, { origin: "suggested" });
      const question = event.target.closest("[data-asks]");
      if (question) {
        this.ask(question.dataset.asks);
        question.disabled = true;
        question.textContent = this.word("asked");
      }
    });
    if (live.state === "open") this.catchUp();
  }

  #heardMessage(message) {
    const isNew = this.timeline.applyMessage(message);
    if (message.sender === this.me || message.sender === null) return;
    this.header.wroteMessage(message.sender);
    if (isNew) this.reading.arrived();
    this.refreshAround();
  }

  #changed(frame) {
    if (frame.rev) this.timeline.sawRev(frame.rev);
    this.refreshAround();
  }

  /** The head, chips and side panel as the server sees them now, half a second after the last change. */
  refreshAround() {
    clearTimeout(this.aroundTimer);
    this.aroundTimer = setTimeout(() => {
      if (this.#isAroundInHand()) this.refreshAround();
      else window.htmx.ajax("GET", this.data.urls.around, { target: "#conversation-head", swap: "innerHTML" });
    }, 500);
  }

  /** Nothing is taken away from under a hand: an open menu or a focused button waits for its turn. */
  #isAroundInHand() {
    const parts = this.root.querySelectorAll("#conversation-head, #conversation-chips, #conversation-facts");
    return [...parts].some((part) => part.querySelector("details[open]") || part.contains(document.activeElement));
  }

  /** The answer may come when a menu has been opened meanwhile. */
  #keepWhatIsInHand(event) {
    if (event.detail.requestConfig?.path !== this.data.urls.around || !this.#isAroundInHand()) return;
    event.detail.shouldSwap = false;
    this.refreshAround();
  }

  #removed() {
    this.canWrite = false;
    this.composer.setEnabled(false);
    showToast({ title: this.word("removed"), kind: "bad" });
  }

  #catchUpIfNeeded() {
    // What only came in the wrong order fills the hole by itself within a moment.
    if (this.timeline.missingAfter === null || this.catchTimer) return;
    this.catchTimer = setTimeout(() => {
      this.catchTimer = null;
      if (this.timeline.missingAfter !== null) this.catchUp();
    }, 250);
  }

  #actionsFor(row) {
    const actions = new Set();
    if (row?.type !== "message" || row.message.kind === "system") return actions;
    const { message, mine, outgoing, status } = row;
    if (outgoing) {
      actions.add("copy");
      if (status === "failed") actions.add("retry").add("discard");
      return actions;
    }
    if (message.recalled_at) return actions;
    const age = Date.now() - Date.parse(message.created_at);
    if (this.canWrite) actions.add("reply").add("react");
    if (message.body) actions.add("copy");
    if (mine && this.canWrite && age < EDIT_WITHIN_MS && message.kind !== "card") actions.add("edit");
    if (mine && this.canWrite && age < RECALL_WITHIN_MS) actions.add("recall");
    if (this.data.urls.feedback) actions.add("feedback");
    return actions;
  }

  #act(name, row, detail = {}) {
    const { message } = row;
    if (name === "reply") this.composer.reply(message);
    if (name === "edit") this.composer.edit(message);
    if (name === "copy") {
      navigator.clipboard.writeText(message.body).then(
        () => showToast({ title: this.word("copied"), kind: "good" }),
        () => showToast({ title: this.word("copyFailed"), kind: "bad" }),
      );
    }
    if (name === "recall") this.#command({ type: "message.recall", message: message.id });
    if (name === "react") {
      const users = message.reactions?.find((reaction) => reaction.emoji === detail.emoji)?.users ?? [];
      this.#command({ type: "message.react", message: message.id, emoji: detail.emoji, on: !users.includes(this.me) });
    }
    if (name === "retry") {
      this.timeline.send(message);
      this.sender.retry(message.client_id, { confirm: message.code === "confirm_needed" });
      this.render();
    }
    if (name === "discard") {
      this.sender.discard(message.client_id);
      this.timeline.discard(message.client_id);
      this.render();
    }
    if (name === "feedback") {
      const url = `${this.data.urls.feedback}&message=${message.id}`;
      document.dispatchEvent(new CustomEvent("rapport:chat-sheet", { detail: { url, title: this.word("feedback") } }));
    }
  }

  #nameOf(id) {
    return id === this.me ? this.word("you") : this.people.get(id)?.name;
  }

  #editLast() {
    const last = [...this.rows.values()].findLast((row) => row.mine && !row.outgoing);
    if (!last || !this.#actionsFor(last).has("edit")) return false;
    this.composer.edit(last.message);
    return true;
  }

  #command(frame) {
    const sent = live.send({ ...frame, conversation: this.id, request_id: crypto.randomUUID() });
    if (!sent) showToast({ title: this.word("offline"), kind: "bad" });
  }

  async #keepDraft(draft, now) {
    if (!draft.body && !draft.reply_to) this.outbox.forgetDraft(this.id);
    else this.outbox.saveDraft(this.id, draft);
    if (!now || draft.body === (this.syncedDraft ?? this.data.draft)) return;
    try {
      await patch(this.data.urls.state, { draft: draft.body });
      this.syncedDraft = draft.body;
      if (!draft.reply_to) this.outbox.settleDraft(this.id, draft);
    } catch {
      // It stays in this browser and is tried again with the next change.
    }
  }
}
