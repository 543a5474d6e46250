// @ts-check
// What a live room holds, and what a frame of the socket changes in it. Pure: frames and fetched changes in any order,
// any of them twice, come to the same.

/**
 * @typedef {object} Question
 * @property {number} id
 * @property {number} rev
 * @property {string} state
 * @property {{id: number, name: string}} author
 * @property {string} body
 * @property {number} votes
 * @property {boolean} is_pinned
 * @property {boolean} is_answered
 * @property {string} reply
 * @property {{id: number, name: string} | null} replied_by
 */

/** Pinned first, then what is open by how many want it, then what is answered. */
export function before(one, other) {
  return (
    Number(other.is_pinned) - Number(one.is_pinned)
    || Number(one.is_answered) - Number(other.is_answered)
    || other.votes - one.votes
    || one.id - other.id
  );
}

/**
 * What a refusal is about, by what it repeats of the frame that was sent: the question being asked, the hand, or the vote for
 * a question. Null for what this room didn't send.
 * @param {{client_id?: string, request_id?: string}} refusal
 * @param {?{client_id: string}} asked
 * @returns {?{what: string, id: number}}
 */
export function refusedBy(refusal, asked) {
  if (asked && refusal.client_id === asked.client_id) return { what: "ask", id: 0 };
  const [what, id] = String(refusal.request_id ?? "").split(":");
  return what === "vote" || what === "hand" ? { what, id: Number(id) } : null;
}

export class RoomState {
  /** @param {any} room As the API gives it. @param {number} me */
  constructor(room, me) {
    this.me = me;
    this.replace(room);
  }

  /** @param {any} room All of it, fetched anew. */
  replace(room) {
    this.rev = room.rev;
    this.isHost = room.is_host;
    this.hands = room.hands;
    this.voted = new Set(room.voted);
    /** @type {Map<number, Question>} */
    this.questions = new Map(room.questions.map((question) => [question.id, question]));
  }

  /**
   * Takes a frame or fetched changes. False where something between is missing, which is to be fetched.
   * @param {{after?: number, rev: number, questions: Question[], hands?: any[]}} changes
   */
  apply(changes) {
    if ((changes.after ?? 0) > this.rev) return false;
    for (const question of changes.questions) this.#take(question);
    if (changes.hands && changes.rev >= this.rev) this.hands = changes.hands;
    this.rev = Math.max(this.rev, changes.rev);
    return true;
  }

  /** Whether words are missing that this reader may see: a frame holds only what everybody may. */
  get lacksWords() {
    return [...this.questions.values()].some((one) => !one.body && one.state !== "removed" && this.#sees(one));
  }

  /** Those to be shown, in order. */
  shown() {
    const seen = [...this.questions.values()].filter((one) => one.state === "live" || (one.body && this.#sees(one)));
    return seen.filter((one) => one.state !== "removed").sort(before);
  }

  #sees(question) {
    return question.state === "live" || this.isHost || question.author.id === this.me;
  }

  #take(question) {
    const known = this.questions.get(question.id);
    if (known && known.rev > question.rev) return;
    const words = !question.body && known?.rev === question.rev ? { body: known.body, reply: known.reply } : {};
    this.questions.set(question.id, { ...question, ...words });
  }
}
