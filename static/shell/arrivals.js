// @ts-check
// A message that came while another page is open: who wrote, its first words, and the way there.

const LONGEST = 140;

/**
 * What a toast says of a message; null for what needs none: one's own, the product's, and what one muted.
 * @param {any} message
 * @param {any} talk The conversation as the API gives it.
 * @param {number} me
 */
export function wordsOf(message, talk, me) {
  if (!message.sender || message.sender === me || message.recalled_at || talk.state.is_muted) return null;
  const name = talk.participants.find((one) => one.user === message.sender)?.name ?? "";
  const title = talk.kind === "group" && talk.title ? `${name} · ${talk.title}` : name || talk.title;
  const text = message.body || message.attachments?.[0]?.name || "";
  const line = text.replace(/\s+/g, " ").trim();
  return { title, body: line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line };
}

/** One toast a conversation: a later message takes the place of the one before. */
export class Arrivals {
  /**
   * @param {object} options
   * @param {number} options.me
   * @param {string} options.api The address of a conversation's state, with 0 for its number.
   * @param {string} options.page That of its page.
   * @param {(url: string) => Promise<any>} options.get
   * @param {(toast: {title: string, body: string, url: string}) => {remove: () => void}} options.show
   */
  constructor({ me, api, page, get, show }) {
    this.me = me;
    this.api = api;
    this.page = page;
    this.get = get;
    this.show = show;
    /** @type {Map<number, {remove: () => void}>} */
    this.shown = new Map();
    /** @type {Map<number, any>} What came last, while it is asked who wrote. */
    this.coming = new Map();
  }

  /** @param {{conversation: number, message: any}} frame */
  async came({ conversation, message }) {
    if (!message.sender || message.sender === this.me) return;
    const isAsked = this.coming.has(conversation);
    this.coming.set(conversation, message);
    if (isAsked) return;
    try {
      const talk = await this.get(this.api.replace("/0/", `/${conversation}/`));
      const words = wordsOf(this.coming.get(conversation), talk, this.me);
      if (!words) return;
      this.shown.get(conversation)?.remove();
      this.shown.set(conversation, this.show({ ...words, url: this.page.replace("/0/", `/${conversation}/`) }));
    } catch {
      // The count in the title says it all the same.
    } finally {
      this.coming.delete(conversation);
    }
  }

  /** It was read elsewhere. @param {number} conversation */
  read(conversation) {
    this.shown.get(conversation)?.remove();
    this.shown.delete(conversation);
  }
}
