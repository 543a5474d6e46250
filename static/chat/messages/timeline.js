// @ts-check
/**
 * What a conversation looks like from all that has arrived so far.
 *
 * Pure: no DOM, no network, no clock. Frames, acknowledgements and fetched changes may be applied in any order and
 * any number of times; the result depends only on what was applied. The server's order is `seq`; `rev` counts the
 * changes, and a missing one says that something got lost on the way.
 *
 * All that arrived is known; what is shown is a window of it, from `first` to `last`, so that a talk of years is no
 * heavier than one of a week. A window without a last message follows the end.
 *
 * @typedef {{id: number, conversation: number, seq: number, rev: number, client_id: ?string, sender: ?number,
 *   kind: string, body: string, created_at: string, edited_at: ?string, recalled_at: ?string, reply_to?: ?number,
 *   reactions?: Array<{emoji: string, users: number[]}>, attachments?: Array, mentions?: number[], card?: any,
 *   partial?: boolean}} Message
 * @typedef {{client_id: string, conversation?: number, kind?: string, body: string, created_at: string,
 *   state: "sending"|"failed", after: number, reply_to?: ?number, attachments?: Array, mentions?: number[], detail?: ?string,
 *   code?: ?string}} Outgoing `after` is the newest seq when it was written: there it stays once it failed.
 */

// Rows in the window; where it would grow beyond, the far end is cut.
export const AT_MOST = 400;
// How many known ones a step shows, as many as a page of the server.
const STEP = 50;

export class Timeline {
  /**
   * @param {object} start What the page was rendered from: a contiguous run of the newest messages, and how many of
   *   the others' messages are unread, also before that run; `around` is a run from further back, which is shown.
   */
  constructor({
    me, messages = [], headRev = 0, headSeq = 0, readSeq = 0, unread = null, participants = [], around = [],
    atMost = AT_MOST,
  }) {
    this.me = me;
    this.atMost = atMost;
    /** @type {Map<number, Message>} Everything known, by seq. */
    this.messages = new Map();
    /** @type {Map<string, Outgoing>} Mine that the server hasn't acknowledged, in the order they were written. */
    this.outgoing = new Map();
    /** @type {Map<string, number>} Mine that it has, so that a late echo of the same send finds its row. */
    this.acked = new Map();
    this.receipts = new Map();
    /** All changes up to `rev` have been applied; those beyond it that came early wait in `ahead`. */
    this.rev = headRev;
    this.ahead = new Set();
    this.expected = headRev;
    this.first = headSeq + 1;
    this.last = Infinity;
    this.headSeq = headSeq;
    this.readSeq = readSeq;
    /** Where the unread divider stands; it doesn't move while the conversation is open. */
    this.unreadFrom = readSeq < headSeq ? readSeq + 1 : null;
    for (const message of messages) {
      this.#put(message);
      this.first = Math.min(this.first, message.seq);
    }
    /** From here to the end all is known. */
    this.tailFirst = this.first;
    this.start = { readSeq, headSeq, unread };
    this.applyParticipants(participants);
    this.applyAround(around);
  }

  get hasEarlier() {
    return this.first > 1;
  }

  /** There are messages after the window; it doesn't follow the end. */
  get hasLater() {
    return this.last !== Infinity;
  }

  /** The rev after which changes must be fetched, or null while nothing is missing. */
  get missingAfter() {
    return this.ahead.size > 0 || this.expected > this.rev ? this.rev : null;
  }

  /** Messages shown, in order. */
  shown() {
    const { first, last } = this;
    return [...this.messages.values()]
      .filter(({ seq }) => seq >= first && seq <= last)
      .sort((a, b) => a.seq - b.seq);
  }

  find(id) {
    for (const message of this.messages.values()) if (message.id === id) return message;
    return null;
  }

  /** A `message.new` or `message.changed` frame's message. Returns true when it was news. */
  applyMessage(message) {
    const isNew = !this.messages.has(message.seq);
    this.#put(message);
    this.#sawRev(message.rev);
    return isNew;
  }

  /** A `message.ack`: my bubble takes its place in the order, under the same key. */
  applyAck({ client_id, id, seq, rev, created_at }) {
    const mine = this.outgoing.get(client_id);
    if (mine && !this.messages.has(seq)) {
      const { body, reply_to = null, attachments = [], mentions = [], kind = "text", conversation = null } = mine;
      this.#put({
        id, conversation, seq, rev, client_id, sender: this.me, kind, body, reply_to, attachments, mentions, created_at,
        reactions: [], card: null, preview: null, edited_at: null, recalled_at: null, partial: true,
      });
    }
    if (mine) this.#sawRev(rev);
    else this.expectRev(rev);
    this.outgoing.delete(client_id);
    this.acked.set(client_id, seq);
  }

  /** A refusal, or no answer in time. The bubble stays and offers a retry. */
  fail(client_id, { code = null, detail = null } = {}) {
    const mine = this.outgoing.get(client_id);
    if (mine) this.outgoing.set(client_id, { ...mine, state: "failed", code, detail });
  }

  /** An optimistic bubble, or the retry of one: the same client_id never makes a second bubble. */
  send(outgoing) {
    if (this.acked.has(outgoing.client_id)) return;
    const known = this.outgoing.get(outgoing.client_id);
    this.outgoing.set(outgoing.client_id, { after: this.headSeq, ...known, ...outgoing, state: "sending" });
    this.unreadFrom = null;
  }

  /** Takes back a bubble that was never stored. */
  discard(client_id) {
    this.outgoing.delete(client_id);
  }

  /** The answer to "what changed after `afterRev`?". */
  applyChanges({ messages = [], participants = [], head_rev, limited = false }, afterRev = this.rev) {
    if (limited) {
      // Too much happened: the answer is a fresh last page, and what lies before it is loaded again on scrolling up.
      const seqs = messages.map((message) => message.seq);
      this.first = this.tailFirst = seqs.length ? Math.min(...seqs) : this.first;
      this.last = Infinity;
      for (const seq of this.messages.keys()) if (seq < this.first) this.messages.delete(seq);
    }
    for (const message of messages) this.#put(message);
    this.applyParticipants(participants);
    if (limited || afterRev <= this.rev) this.rev = Math.max(this.rev, head_rev);
    this.#advance();
  }

  /** An older page; `complete` when there is nothing before it. */
  applyEarlier(messages, { complete = false } = {}) {
    for (const message of messages) {
      this.#put(message);
      this.first = Math.min(this.first, message.seq);
    }
    if (complete || messages.length === 0) this.first = 1;
    this.#settle({ keep: "first" });
  }

  /** A page after the window; `complete` when there is nothing after it. */
  applyLater(messages, { complete = false } = {}) {
    for (const message of messages) {
      this.#put(message);
      this.last = Math.max(this.last, message.seq);
    }
    if (complete) this.last = Math.max(this.last, this.headSeq);
    this.#settle({ keep: "last" });
  }

  /** A page from anywhere: the window moves there. */
  applyAround(messages) {
    if (messages.length === 0) return;
    for (const message of messages) this.#put(message);
    this.first = messages[0].seq;
    this.last = messages.at(-1).seq;
    this.#settle({ keep: "first" });
  }

  /** Shows some more of what is already known before the window; false when it must be fetched. */
  showEarlier() {
    const from = this.first;
    while (this.first > 1 && from - this.first < STEP && this.messages.has(this.first - 1)) this.first -= 1;
    this.#settle({ keep: "first" });
    return this.first < from;
  }

  /** The same after it. */
  showLater() {
    const from = this.last;
    if (from === Infinity) return true;
    while (this.last - from < STEP && this.messages.has(this.last + 1)) this.last += 1;
    const moved = this.last > from;
    this.#settle({ keep: "last" });
    return moved;
  }

  /** Back to the end. */
  showNewest() {
    this.last = Infinity;
    this.first = Math.max(this.tailFirst, this.headSeq - 2 * STEP);
  }

  /** The newest rev that the server spoke of without showing it (a changed member, a lost frame). */
  expectRev(rev) {
    this.expected = Math.max(this.expected, rev);
  }

  /** A change that carries its rev but no message (a member joined, the stage moved). */
  sawRev(rev) {
    this.#sawRev(rev);
  }

  applyParticipants(participants) {
    for (const { user, delivered = 0, read = 0, left_at = null } of participants) {
      if (left_at) this.receipts.delete(user);
      else this.applyReceipt({ user, delivered, read });
    }
  }

  /** Pointers only grow. */
  applyReceipt({ user, delivered = 0, read = 0 }) {
    const known = this.receipts.get(user) ?? { delivered: 0, read: 0 };
    const next = { read: Math.max(known.read, read ?? 0), delivered: 0 };
    next.delivered = Math.max(known.delivered, delivered ?? 0, next.read);
    this.receipts.set(user, next);
    if (user === this.me) this.readSeq = Math.max(this.readSeq, next.read);
  }

  /** "sent", "delivered" or "read": as far as the slowest of the others has come. */
  statusOf(message) {
    const others = [...this.receipts].filter(([user]) => user !== this.me).map(([, pointers]) => pointers);
    if (others.length === 0) return "sent";
    if (others.every((pointers) => pointers.read >= message.seq)) return "read";
    return others.every((pointers) => pointers.delivered >= message.seq) ? "delivered" : "sent";
  }

  /** How many of the others' messages I haven't read. */
  unread() {
    return this.#othersBetween(this.readSeq, Infinity) + this.#unknownUnread();
  }

  /** How many of those that were unread at the start lie in what was never fetched and not read since. */
  #unknownUnread() {
    const { readSeq, headSeq, unread } = this.start;
    if (unread === null || this.readSeq >= this.tailFirst - 1) return 0;
    return Math.max(0, unread - this.#othersBetween(readSeq, headSeq));
  }

  #othersBetween(after, until) {
    let count = 0;
    for (const { seq, sender, kind } of this.messages.values()) {
      if (seq > after && seq <= until && sender !== this.me && kind !== "system") count += 1;
    }
    return count;
  }

  /** Joins the window to the end where it reaches it, and cuts it at the other side where it is too large. */
  #settle({ keep }) {
    if (this.last >= this.headSeq) this.last = Infinity;
    if (this.last === Infinity) this.tailFirst = Math.min(this.tailFirst, this.first);
    const end = Math.min(this.last, this.headSeq);
    if (end - this.first < this.atMost) return;
    if (keep === "first") this.last = this.first + this.atMost - 1;
    else this.first = end - this.atMost + 1;
  }

  #put(message) {
    const known = this.messages.get(message.seq);
    if (known && (known.rev > message.rev || (known.rev === message.rev && message.partial))) return;
    this.messages.set(message.seq, message);
    this.headSeq = Math.max(this.headSeq, message.seq);
    if (message.sender === this.me && message.client_id) {
      this.outgoing.delete(message.client_id);
      this.acked.set(message.client_id, message.seq);
    }
  }

  #sawRev(rev) {
    if (rev > this.rev) this.ahead.add(rev);
    this.expectRev(rev);
    this.#advance();
  }

  #advance() {
    for (const rev of this.ahead) if (rev <= this.rev) this.ahead.delete(rev);
    while (this.ahead.delete(this.rev + 1)) this.rev += 1;
    this.expected = Math.max(this.expected, this.rev);
  }
}
