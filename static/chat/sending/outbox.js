// @ts-check
/**
 * What this browser must not forget: messages that the server hasn't acknowledged, and drafts that it hasn't stored.
 *
 * One storage key for each, so that two open tabs never overwrite each other. A message goes out again with the same
 * client_id, which makes any number of tries one message. Whoever signs in next in this browser finds nothing.
 */

const PREFIX = "rapport.chat.";

export class Outbox {
  /** `storage` is the browser's localStorage; where it is full or forbidden (null), memory has to do. */
  constructor({ me, storage }) {
    this.prefix = `${PREFIX}${me}.`;
    this.storage = usable(storage) ? storage : new MemoryStorage();
    // What the browser's storage has no room for: it stands here as long as the page is open.
    this.overflow = new MemoryStorage();
    for (const key of this.#keys(PREFIX)) if (!key.startsWith(this.prefix)) this.#remove(key);
  }

  /** For what else is this person's alone in this browser, such as uploads that were begun. */
  uploads() {
    const key = (name) => `${this.prefix}${name}`;
    return {
      getItem: (name) => this.#read(key(name)),
      setItem: (name, value) => this.#write(name, value),
      removeItem: (name) => this.#remove(key(name)),
    };
  }

  /** Remembers a send until it is settled. */
  add({ client_id, conversation, ...fields }) {
    this.#write(`unsent.${client_id}`, { client_id, conversation, ...fields });
  }

  /** Acknowledged, or taken back: nothing is left to send. */
  settle(client_id) {
    this.#remove(`${this.prefix}unsent.${client_id}`);
  }

  /** The server said no. It is kept, with the reason, and sent again only when the person asks. */
  refuse(client_id, { code, detail = null }) {
    const unsent = this.get(client_id);
    if (unsent) this.add({ ...unsent, refused: { code, detail } });
  }

  /** What to send again when the person asks for it; null when there is no such message. */
  retry(client_id, changes = {}) {
    const unsent = this.get(client_id);
    if (!unsent) return null;
    const { refused: _refused, ...again } = { ...unsent, ...changes };
    this.add(again);
    return again;
  }

  get(client_id) {
    return this.#read(`${this.prefix}unsent.${client_id}`);
  }

  /** Everything unsent in a conversation, oldest first. */
  of(conversation) {
    return this.#unsent().filter((unsent) => unsent.conversation === conversation);
  }

  /** What goes out again by itself after a reconnect, in every conversation, oldest first. */
  waiting() {
    return this.#unsent().filter((unsent) => !unsent.refused);
  }

  /** A draft that the server may not have yet: `{body, reply_to}`; null when it has all. */
  draftOf(conversation) {
    return this.#read(`${this.prefix}draft.${conversation}`);
  }

  saveDraft(conversation, draft) {
    this.#write(`draft.${conversation}`, draft);
  }

  /** The server has `draft`; a newer one typed meanwhile stays. */
  settleDraft(conversation, draft) {
    if (this.draftOf(conversation)?.body === draft.body) this.forgetDraft(conversation);
  }

  forgetDraft(conversation) {
    this.#remove(`${this.prefix}draft.${conversation}`);
  }

  /** Which draft of mine another tab changed, by the key of a `storage` event; null for anything else. */
  conversationOf(key) {
    const prefix = `${this.prefix}draft.`;
    return key?.startsWith(prefix) ? Number(key.slice(prefix.length)) : null;
  }

  #unsent() {
    return this.#keys(`${this.prefix}unsent.`)
      .map((key) => this.#read(key))
      .filter(Boolean)
      .sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  }

  #keys(prefix) {
    const keysOf = (storage) => Array.from({ length: storage.length }, (_, index) => storage.key(index));
    const keys = new Set([...keysOf(this.storage), ...keysOf(this.overflow)]);
    return [...keys].filter((key) => key?.startsWith(prefix));
  }

  #read(key) {
    try {
      return JSON.parse(this.overflow.getItem(key) ?? this.storage.getItem(key));
    } catch {
      this.#remove(key);
      return null;
    }
  }

  #write(name, value) {
    const key = this.prefix + name;
    const text = JSON.stringify(value);
    try {
      this.storage.setItem(key, text);
      this.overflow.removeItem(key);
    } catch {
      this.overflow.setItem(key, text);
    }
  }

  #remove(key) {
    this.storage.removeItem(key);
    this.overflow.removeItem(key);
  }
}

/** The part of the Storage interface that the outbox uses. */
export class MemoryStorage {
  #values = new Map();

  get length() {
    return this.#values.size;
  }

  key(index) {
    return [...this.#values.keys()][index] ?? null;
  }

  getItem(key) {
    return this.#values.get(key) ?? null;
  }

  setItem(key, value) {
    this.#values.set(key, value);
  }

  removeItem(key) {
    this.#values.delete(key);
  }
}

function usable(storage) {
  try {
    storage.setItem(`${PREFIX}probe`, "1");
    storage.removeItem(`${PREFIX}probe`);
    return true;
  } catch {
    return false;
  }
}
