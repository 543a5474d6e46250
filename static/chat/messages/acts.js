// @ts-check
/** Doing what a message's menu offers. */

import { request } from "../api.js";
import { copyText } from "../../shell/copying.js";
import { sayOffline } from "../../shell/later.js";
import { showToast } from "../../shell/toasts.js";

export class Acts {
  /**
   * @param {object} options
   * @param {{id: number, me: number, feedback: string, report: string, pin: string, preview: string, history: string, remind: string, recalled: import("./recalled.js").Recalled, picker: () => Promise<any>, translation: string, translations: Map<number, object>}} options.about
   *   The conversation, the person, the addresses of the sheets and of translations, and those there are.
   * @param {(frame: object) => boolean} options.command Something that happens at once or not at all.
   * @param {import("../sending/sender.js").Sender} options.sender
   * @param {import("./timeline.js").Timeline} options.timeline
   * @param {import("../sending/composer.js").Composer} options.composer
   * @param {(name: string, values?: object) => string} options.word
   * @param {() => void} options.onChange
   */
  constructor({ about, command, sender, timeline, composer, word, onChange }) {
    this.about = about;
    this.command = command;
    this.sender = sender;
    this.timeline = timeline;
    this.composer = composer;
    this.word = word;
    this.onChange = onChange;
  }

  /**
   * @param {import("./actions.js").Action | "again" | "bare"} name
   * @param {any} message
   * @param {{emoji?: string}} [detail]
   */
  do(name, message, { emoji } = {}) {
    if (name === "reply") this.composer.reply(message);
    if (name === "edit") this.composer.edit(message);
    if (name === "translate") this.#translate(message);
    if (name === "copy") this.#copy(message.body);
    if (name === "recall" && this.command({ type: "message.recall", message: message.id })) this.about.recalled.keep(message);
    if (name === "again") this.composer.add(this.about.recalled.textOf(message.id));
    if (name === "history") this.#sheet(this.about.history.replace("/0/", `/${message.id}/`), this.word("history"));
    if (name === "remind") this.#sheet(this.about.remind.replace("/0/", `/${message.id}/`), this.word("remind"));
    if (name === "pick") {
      const react = (chosen) => this.command({ type: "message.react", message: message.id, emoji: chosen, on: true });
      const back = document.activeElement;
      this.about.picker().then((picker) => picker.forReaction(react, back), sayOffline);
    }
    if (name === "bare") this.#change("DELETE", this.about.preview.replace("/0/", `/${message.id}/`));
    if (name === "pin" || name === "unpin") this.#change("PUT", this.about.pin.replace("/0/", `/${message.id}/`), { on: name === "pin" });
    if (name === "react") {
      const users = message.reactions?.find((reaction) => reaction.emoji === emoji)?.users ?? [];
      this.command({ type: "message.react", message: message.id, emoji, on: !users.includes(this.about.me) });
    }
    if (name === "retry") {
      this.timeline.send(message);
      this.sender.retry(message.client_id, { confirm: message.code === "confirm_needed" });
      this.onChange();
    }
    if (name === "discard") {
      this.sender.discard(message.client_id);
      this.timeline.discard(message.client_id);
      this.onChange();
    }
    if (name === "report") {
      const url = `${this.about.report}?message=${message.id}`;
      document.dispatchEvent(new CustomEvent("rapport:chat-sheet", { detail: { url, title: this.word("report") } }));
    }
    if (name === "feedback") {
      this.#sheet(`${this.about.feedback}&message=${message.id}`, this.word("feedback"));
    }
  }

  #sheet(url, title) {
    document.dispatchEvent(new CustomEvent("rapport:chat-sheet", { detail: { url, title } }));
  }

  /** Everybody's page hears of it. */
  async #change(method, url, body = undefined) {
    try {
      await request(method, url, body);
    } catch (error) {
      showToast({ title: error.detail || this.word("offline"), kind: "bad" });
    }
  }

  async #translate(message) {
    const { translate } = await import("../translation/translating.js");
    await translate(message, {
      url: this.about.translation, translations: this.about.translations, word: this.word, onChange: this.onChange,
    });
  }

  async #copy(text) {
    try {
      await copyText(text);
      showToast({ title: this.word("copied"), kind: "good" });
    } catch {
      showToast({ title: this.word("copyFailed"), kind: "bad" });
    }
  }
}
