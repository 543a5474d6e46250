// @ts-check
/**
 * What is being written in one conversation, here and on the server. No DOM: storage and network are passed in.
 *
 * The browser's copy is newer until the server has said that it stored it, an emptied one too: a message that went
 * into the outbox must not come back as a draft after a reload.
 *
 * @typedef {{body: string, reply_to?: ?number, preset?: ?number, isStored?: boolean}} Draft
 */

export class Drafts {
  /**
   * @param {object} options
   * @param {number} options.conversation
   * @param {import("./outbox.js").Outbox} options.outbox
   * @param {string} options.stored What the server has.
   * @param {?number} [options.storedPreset] The preset that it began as.
   * @param {(body: string, preset?: ?number) => Promise<unknown>} options.store Gives the server the text, and the preset
   *   that it began as.
   */
  constructor({ conversation, outbox, stored, storedPreset = null, store }) {
    this.conversation = conversation;
    this.outbox = outbox;
    this.stored = stored;
    this.storedPreset = storedPreset;
    this.store = store;
    this.isStoring = false;
  }

  /** What stands in the box when the conversation opens. */
  first() {
    const kept = this.#kept();
    // Where both had the same once and differ now, it was changed on another device.
    if (kept && !(kept.isStored && kept.body !== this.stored)) return kept;
    return { body: this.stored, ...(this.storedPreset ? { preset: this.storedPreset } : {}) };
  }

  /** @param {Draft} draft */
  keep(draft) {
    this.outbox.saveDraft(this.conversation, draft);
  }

  /**
   * Another device changed the draft. The text that should now stand in the box, null to leave the box alone.
   * @param {string} body
   * @param {string} shown What stands in the box.
   */
  heard(body, shown) {
    const before = this.stored;
    const kept = this.#kept();
    const isMineNewer = this.isStoring || (kept !== null && !kept.isStored);
    if (isMineNewer) return null;
    this.stored = body;
    return shown === before && body !== before ? body : null;
  }

  /** Brings the server's copy up to date; what fails is tried again with the next change or connection. */
  async sync() {
    if (this.isStoring) return;
    this.isStoring = true;
    try {
      for (let draft = this.#kept(); draft && !draft.isStored; draft = this.#kept()) {
        const preset = draft.preset ?? null;
        if (draft.body !== this.stored || preset !== this.storedPreset) await this.store(draft.body, preset);
        this.stored = draft.body;
        this.storedPreset = preset;
        if (this.#kept()?.body === draft.body) this.#settle(draft);
      }
    } catch {
      // It is still kept here.
    } finally {
      this.isStoring = false;
    }
  }

  /** @returns {?Draft} */
  #kept() {
    return this.outbox.draftOf(this.conversation);
  }

  /** The reply and the preset that a draft began with are kept in this browser alone. */
  #settle(draft) {
    if (draft.reply_to || draft.preset) this.keep({ ...draft, isStored: true });
    else this.outbox.settleDraft(this.conversation, draft);
  }
}
