// @ts-check
/** One open conversation: wires the timeline, what is on the screen, the composer and the live connection. */

import { newId } from "../../shell/ids.js";
import { later, sayOffline } from "../../shell/later.js";
import { live } from "../../shell/live.js";
import { showToast } from "../../shell/toasts.js";
import { get, patch } from "../api.js";
import { Around } from "./around.js";
import { CatchingUp } from "../messages/catching_up.js";
import { Composer } from "../sending/composer.js";
import { Drafts } from "../sending/drafts.js";
import { Header } from "./header.js";
import { namedIn } from "../mentions/names.js";
import { mountMenu } from "../messages/menu_mounting.js";
import { authorOf, summaryOf, systemText } from "../messages/message_view.js";
import { Recalled } from "../messages/recalled.js";
import { Paging } from "../messages/paging.js";
import { Palette } from "../presets/palette.js";
import { Reading } from "../reading/reading.js";
import { rowsOf } from "../messages/rows.js";
import { Stream } from "../messages/stream.js";
import { Timeline } from "../messages/timeline.js";
import { MyTyping } from "../sending/typing.js";
import { kindOf } from "../files/choosing.js";
import { mountRecording } from "../files/recording.js";
import { Viewer } from "../files/viewer.js";
import { Uploads } from "../files/uploads.js";
import { Calendar, wordsOf } from "../words.js";


export class Conversation {
  constructor({ root, sender, outbox }) {
    const data = JSON.parse(root.querySelector("#conversation-data").textContent);
    this.root = root;
    this.sender = sender;
    this.outbox = outbox;
    this.data = data;
    this.id = data.id;
    this.me = data.me;
    this.word = wordsOf();
    this.people = new Map(data.people.map((person) => [person.id, person]));
    this.warnings = new Map(data.warnings.map((warning) => [warning.message, warning]));
    this.quotes = new Map(data.quotes.map((message) => [message.id, message]));
    this.timeline = new Timeline({
      me: data.me, messages: data.messages, headRev: data.head_rev, headSeq: data.head_seq, readSeq: data.read_seq,
      unread: data.unread, participants: data.participants, around: data.around,
    });
    this.catchingUp = new CatchingUp({
      timeline: this.timeline,
      fetch: async (after) => this.#meet(await get(`${data.urls.changes}?after_rev=${after}`)),
      onCaught: () => {
        this.render();
        this.reading.moved();
      },
    });
    this.canWrite = data.can_write;
    this.previews = new Map();
    for (const unsent of outbox.of(this.id)) {
      this.timeline.send(unsent);
      if (unsent.refused) this.timeline.fail(unsent.client_id, unsent.refused);
    }
    this.stop = new AbortController();
    this.around = new Around({
      root, url: data.urls.around, signal: this.stop.signal, onSwap: (canWrite) => this.#mayWrite(canWrite),
    });
    this.#mountStream();
    this.#mountComposer();
    this.header = new Header({ root, data, word: this.word, people: this.people });
    this.reading = new Reading({ conversation: this, root, word: this.word });
    /** @type {any} */
    this.menu = null;
    this.loadMenu = mountMenu(this);
    this.#listen();
    this.render({ quiet: true });
    this.reading.begin();
  }

  close() {
    this.stop.abort();
    this.catchingUp.close();
    this.stream.close();
    this.recording.close();
    this.menu?.destroy();
    this.context.recalled.close();
    this.header.close();
    this.reading.close();
  }

  /** Shows the state; `quiet` when nothing of it is news. */
  render({ quiet = false } = {}) {
    const rows = rowsOf(this.timeline, { timeZone: this.data.zone, groupWithin: this.data.limits.group_within });
    let until = 0;
    for (const row of rows) {
      if (row.status === "sending" && live.state !== "open") {
        row.status = "waiting";
        row.reason = live.state === "signed-out" ? "signedOut" : "waiting";
      } else if (row.status === "sending" && (until = this.sender.pausedUntilFor(row.message.client_id))) {
        row.status = "waiting";
        row.words = this.word("limited", { time: this.context.calendar.exactClock(until) });
      }
    }
    this.rows = new Map(rows.map((row) => [row.key, row]));
    this.empty.hidden = rows.length > 0;
    this.stream.show(rows, { quiet, hasLater: this.timeline.hasLater });
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
    else if (type === "inbox.changed") this.#heardDraft(frame.state?.draft);
    else if (type === "warning") this.#warned();
    else return;
    this.render();
    this.reading.moved();
    this.catchingUp.runIfNeeded();
  }

  acked(frame) {
    this.timeline.applyAck(frame);
    this.render();
    this.around.refresh();
    this.catchingUp.runIfNeeded();
  }

  failed(client_id, why) {
    this.timeline.fail(client_id, why);
    this.render();
  }

  /** A command of mine that the server didn't do. */
  refused({ detail }) {
    showToast({ title: detail, kind: "bad" });
  }

  /** Sends a message; returns once it stands in the outbox, from where it goes out whatever happens. */
  send(outgoing, { previews = [] } = {}) {
    const client_id = newId();
    const message = {
      client_id, conversation: this.id, created_at: new Date().toISOString(), kind: kindOf(previews),
      attachments: [], after: this.timeline.headSeq, ...outgoing,
      mentions: this.data.urls.members ? namedIn(outgoing.body, [...this.people.values()]) : [],
    };
    this.sender.send({ ...message, attachments: message.attachments.map(({ preview: _preview, ...kept }) => kept) });
    this.timeline.send(message);
    if (this.timeline.hasLater) this.timeline.showNewest();
    this.stream.sticks = true;
    this.render();
    this.myTyping.sent();
    this.reading.moved();
    return true;
  }

  /** Something that happens to the conversation at once or not at all; false when there is no connection. */
  command(frame) {
    const isSent = live.send({ ...frame, conversation: this.id, request_id: newId() });
    if (!isSent) showToast({ title: this.word("offline"), kind: "bad" });
    return isSent;
  }

  /** A question asked in one tap: what it says was on the screen. */
  ask(text, topic) {
    this.send({ body: text, reply_to: null, origin: "suggested", topic });
  }

  #mountStream() {
    const { root } = this;
    this.empty = root.querySelector("[data-part=no-messages]");
    const words = JSON.parse(document.getElementById("system-words").textContent);
    const avatars = (person) => root.querySelector(`template[data-avatar="${Number(person)}"]`);
    this.context = {
      me: this.me, people: this.people, avatars, word: this.word, sentHint: this.data.sent_hint,
      isGroup: this.data.is_group,
      translations: new Map(),
      recalled: new Recalled({ onOver: () => this.render({ quiet: true }) }),
      systemText: (message) => systemText(message, words, (id) => this.#nameOf(id)),
      calendar: new Calendar({ language: document.documentElement.lang, timeZone: this.data.zone }),
      // Loaded with the first card.
      fillCard: async (box, message) => (await import("../cards/cards.js")).fillCard(box, message, this.data.urls.cards),
      quoteOf: (id) => this.timeline.find(id) ?? this.quotes.get(id) ?? null,
      warnings: this.warnings,
    };
    this.stream = new Stream({
      scroller: root.querySelector("[data-part=scroller]"),
      log: root.querySelector("[data-part=log]"),
      template: document.getElementById("message"),
      divider: document.getElementById("divider"),
      context: this.context,
      onEarlier: () => this.paging.earlier(),
      onLater: () => this.paging.later(),
      onMove: () => this.reading?.moved(),
    });
    this.paging = new Paging({
      root, me: this.me, timeline: this.timeline, stream: this.stream,
      fetch: (place) => get(`${this.data.urls.messages}?${new URLSearchParams(place)}`),
      onShow: () => {
        this.render({ quiet: true });
        this.reading?.moved();
      },
    });
  }

  /** Something of mine to be warned of came or went: only I may fetch what. */
  async #warned() {
    const { results } = await get(this.data.urls.warnings);
    this.warnings.clear();
    for (const warning of results) this.warnings.set(warning.message, warning);
    this.render();
  }

  #mountComposer() {
    const form = this.root.querySelector("[data-part=composer]");
    const { word } = this;
    this.myTyping = new MyTyping();
    this.drafts = new Drafts({
      conversation: this.id,
      outbox: this.outbox,
      stored: this.data.draft,
      storedPreset: this.data.draft_preset,
      store: (body, preset) => patch(this.data.urls.state, { draft: body, draft_preset: preset ?? null }),
    });
    const input = form.querySelector("textarea");
    this.picker = later(async () => (await import("../emoji/mounting.js")).mountPicker(this));
    form.querySelector("[data-part=emoji]").addEventListener("click", () => this.picker().then((one) => one.forText(), sayOffline));
    const palette = new Palette({
      box: form.querySelector("[data-part=palette]"),
      input,
      option: document.getElementById("preset-option"),
      load: () => get(this.data.urls.presets),
      onChoose: (preset) => this.composer.take(preset),
    });
    new Viewer({ root: this.root, dialog: /** @type {HTMLDialogElement} */ (document.getElementById("picture-viewer")), word });
    const uploads = new Uploads({
      url: this.data.urls.attachments,
      partsUrl: this.data.urls.uploads,
      storage: this.outbox.uploads(),
      fields: { conversation: this.id },
      tray: form.querySelector("[data-part=tray]"),
      template: document.getElementById("upload"),
      chooser: { input: form.querySelector("input[type=file]"), button: form.querySelector("[data-part=attach]") },
      dropZone: this.root.querySelector("[data-part=stage]"),
      limits: this.data.limits,
      tell: (title) => showToast({ title, kind: "bad" }),
      word,
    });
    this.composer = new Composer({
      form, palette, uploads, word, limit: this.data.limits.body_max,
      actions: {
        onSend: (outgoing) => this.send(outgoing, { previews: outgoing.attachments }),
        onEdit: (message, body) => this.command({ type: "message.edit", message: message.id, body }),
        onDraft: (draft, { now }) => {
          this.drafts.keep(draft);
          if (now) this.drafts.sync();
        },
        onTyping: () => {
          if (this.myTyping.keystroke(Date.now())) live.send({ type: "typing", conversation: this.id });
        },
        onEditLast: () => this.#editLast(),
        nameOf: (sender) => (sender === this.me ? word("yourself") : authorOf({ sender }, this)),
        summary: (message) => summaryOf(message, word),
      },
    });
    this.recording = mountRecording(form, {
      conversation: this.id, url: this.data.urls.uploads, storage: this.outbox.uploads(),
      seconds: this.data.limits.voice_seconds, word,
      mayBegin: () => this.canWrite,
      onSend: (attachment) => this.composer.sendVoice(attachment),
    });
    const draft = this.drafts.first();
    const replyTo = draft.reply_to ? this.context.quoteOf(draft.reply_to) : null;
    if (draft.body || replyTo) this.composer.restore({ body: draft.body, preset: draft.preset, replyTo });
    this.composer.setEnabled(this.canWrite);
    if (this.data.urls.members) {
      // In a group an @ offers its people.
      import("../mentions/mentioning.js").then(({ mountMentioning }) => mountMentioning(form, this), sayOffline);
    }
  }

  #listen() {
    const { signal } = this.stop;
    const on = (target, name, run) => target.addEventListener(name, run, { signal });
    on(document, "rapport:hello", () => {
      this.catchingUp.run();
      this.drafts.sync();
    });
    on(document, "rapport:catch-up", () => this.catchingUp.run());
    on(document, "rapport:cursor", () => this.catchingUp.run());
    on(window, "storage", (event) => this.#otherTabChanged(event));
    on(document, "rapport:state", () => this.render({ quiet: true }));
    listenForChips(this.root, {
      fill: ({ fills, topic }) => this.composer.add(fills, { origin: "suggested", topic }),
      ask: ({ asks, topic }) => this.ask(asks, topic),
      asked: this.word("asked"),
      signal,
    });
    if (live.state === "open") this.catchingUp.run();
  }

  #heardMessage(message) {
    const isNew = this.timeline.applyMessage(message);
    if (message.sender === this.me || message.sender === null) return;
    this.header.wroteMessage(message.sender);
    if (isNew) this.reading.arrived();
    this.around.refresh();
  }

  #heardDraft(body) {
    if (body === undefined) return;
    const shown = this.drafts.heard(body, this.composer.text);
    if (shown !== null) this.composer.replace(shown);
  }

  /** Another tab of this browser wrote or sent the same text. */
  #otherTabChanged({ key, oldValue, newValue }) {
    if (this.outbox.conversationOf(key) !== this.id || !newValue) return;
    const before = oldValue ? JSON.parse(oldValue).body : this.drafts.stored;
    if (this.composer.text === before) this.composer.replace(JSON.parse(newValue).body);
  }

  #changed(frame) {
    if (frame.rev) this.timeline.sawRev(frame.rev);
    this.around.refresh();
  }

  #mayWrite(canWrite) {
    if (canWrite === this.canWrite) return;
    this.canWrite = canWrite;
    this.composer.setEnabled(canWrite);
  }

  #removed() {
    this.#mayWrite(false);
    showToast({ title: this.word("removed"), kind: "bad" });
  }

  /** Who joined meanwhile has a name here, too. */
  #meet(changes) {
    for (const { user, name } of changes.participants) this.people.set(user, { id: user, name });
    return changes;
  }

  #nameOf(id) {
    return id === this.me ? this.word("you") : this.people.get(id)?.name;
  }

  #editLast() {
    const last = [...this.rows.values()].findLast((row) => row.mine && !row.outgoing);
    if (!last) return false;
    this.loadMenu().then(({ offers }) => {
      if (offers(last).has("edit")) this.composer.edit(last.message);
    }, sayOffline);
    return true;
  }
}

/**
 * A tap on a chip fills the composer, or asks at once.
 * @param {HTMLElement} root
 * @param {object} options
 * @param {(chip: DOMStringMap) => void} options.fill
 * @param {(question: DOMStringMap) => void} options.ask
 * @param {string} options.asked
 * @param {AbortSignal} options.signal
 */
function listenForChips(root, { fill, ask, asked, signal }) {
  const onClick = (event) => {
    const chip = event.target.closest("[data-fills]");
    if (chip) fill(chip.dataset);
    const question = event.target.closest("[data-asks]");
    if (!question) return;
    ask(question.dataset);
    question.disabled = true;
    question.textContent = asked;
  };
  root.addEventListener("click", onClick, { signal });
}
