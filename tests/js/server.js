/** A server in a few lines, as far as the live protocol speaks of order: what the timeline must agree with. */

/** Numbers in [0, 1) that repeat for a seed (mulberry32). */
export function randomOf(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export class FakeServer {
  constructor(people, random) {
    this.people = people;
    this.random = random;
    this.messages = [];
    this.rev = 0;
  }

  page() {
    return { messages: this.messages.map((row) => ({ ...row })), headRev: this.rev, headSeq: this.messages.length };
  }

  changes(after) {
    return {
      messages: this.messages.filter((row) => row.rev > after).map((row) => ({ ...row })),
      participants: [],
      head_rev: this.rev,
      limited: false,
    };
  }

  send(sender, { client_id, body }) {
    const row = this.#store(sender, body, client_id);
    const { id, seq, rev, created_at } = row;
    return [
      { type: "message.ack", client_id, id, seq, rev, created_at },
      { type: "message.new", message: { ...row } },
    ];
  }

  /** A message of anybody, or a change of one; its frames. */
  randomChange() {
    const kind = this.random();
    if (kind < 0.5 || this.messages.length === 0) {
      const sender = this.people[Math.floor(this.random() * this.people.length)];
      const row = this.#store(sender, `text ${this.rev + 1}`, `any-${this.rev + 1}`);
      return [{ type: "message.new", message: { ...row } }];
    }
    if (kind < 0.6) {
      this.rev += 1;
      return [{ type: "conversation.changed", rev: this.rev }];
    }
    const row = this.messages[Math.floor(this.random() * this.messages.length)];
    this.rev += 1;
    row.rev = this.rev;
    if (kind < 0.8) row.body = `edited ${this.rev}`;
    else Object.assign(row, { body: "", recalled_at: "2025-03-09T11:00:00Z" });
    return [{ type: "message.changed", message: { ...row } }];
  }

  deliver(frame, timeline) {
    if (frame.type === "message.ack") timeline.applyAck(frame);
    else if (frame.type === "conversation.changed") timeline.sawRev(frame.rev);
    else timeline.applyMessage(frame.message);
  }

  #store(sender, body, client_id) {
    this.rev += 1;
    const seq = this.messages.length + 1;
    const row = {
      id: 1000 + seq, conversation: 12, seq, rev: this.rev, client_id, sender, kind: "text", body, reply_to: null,
      reactions: [], card: null, attachments: [], created_at: "2025-03-09T10:00:00Z", edited_at: null, recalled_at: null,
    };
    this.messages.push(row);
    return row;
  }
}
