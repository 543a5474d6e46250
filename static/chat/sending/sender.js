// @ts-check
/**
 * Gets messages to the server, whatever the connection does. Every try carries the same client_id, so that the server
 * stores one message. No DOM: the live connection, the outbox and timers are passed in.
 */

export const ANSWER_WITHIN_MS = 12_000;
const RETRY_AT_MOST_S = 30;
/** A limit by the minute is over within one. */
const PAUSE_AT_MOST_S = 90;

export class Sender {
  /**
   * @param {object} options
   * @param {{send: (frame: object) => boolean}} options.live
   * @param {import("./outbox.js").Outbox} options.outbox
   * @param {Pick<typeof globalThis, "setTimeout" | "clearTimeout">} [options.timers]
   * @param {(frame: any) => void} [options.onAck]
   * @param {(client_id: string, why: {code: string, detail: ?string}) => void} [options.onFail]
   * @param {() => void} [options.onPause] A message waits for the sender's limit, or goes out again.
   * @param {() => number} [options.now]
   */
  constructor({
    live, outbox, timers = globalThis, onAck = () => {}, onFail = () => {}, onPause = () => {}, now = Date.now,
  }) {
    this.live = live;
    this.outbox = outbox;
    this.timers = timers;
    this.onAck = onAck;
    this.onFail = onFail;
    this.onPause = onPause;
    this.now = now;
    this.waiting = new Map();
    this.paused = new Map();
    this.pausedUntil = 0;
  }

  /** A new message, or the retry of one. Returns false while there is no connection: it goes out when there is. */
  send(unsent) {
    const { preview: _preview, ...kept } = unsent;
    this.outbox.add(kept);
    return this.#transmit(unsent);
  }

  /** The person asks again for what failed; `confirm` when the server wanted to be sure. */
  retry(client_id, { confirm = false } = {}) {
    const unsent = this.outbox.retry(client_id, confirm ? { confirm: true } : {});
    return unsent ? this.#transmit(unsent) : false;
  }

  discard(client_id) {
    this.#stopWaiting(client_id);
    this.outbox.settle(client_id);
  }

  /** The connection is open (again): everything unsettled goes out, in the order in which it was written. */
  resendAll() {
    for (const unsent of this.outbox.waiting()) this.#transmit(unsent);
  }

  /** When a message goes out that waits for its sender's limit; 0 for every other one. */
  pausedUntilFor(client_id) {
    return this.paused.has(client_id) ? this.pausedUntil : 0;
  }

  /** There is no connection: nobody answers, and all goes out again when there is one. */
  lost() {
    for (const client_id of [...this.waiting.keys()]) this.#stopWaiting(client_id);
  }

  /** Frames of the live connection; the others are ignored. */
  hear(frame) {
    if (frame.type === "message.ack") {
      this.#stopWaiting(frame.client_id);
      this.outbox.settle(frame.client_id);
      this.onAck(frame);
    } else if (frame.type === "error" && frame.client_id) this.#refused(frame);
  }

  #transmit(unsent) {
    this.#stopWaiting(unsent.client_id);
    if (this.now() < this.pausedUntil) {
      // What is written meanwhile goes out behind what waits.
      this.paused.set(unsent.client_id, unsent);
      this.onPause();
      return true;
    }
    const { client_id, conversation, body, reply_to = null, attachments = [], confirm = false } = unsent;
    const frame = {
      type: "message.send", client_id, conversation, body, reply_to, confirm,
      attachments: attachments.map((attachment) => attachment.id),
    };
    if (unsent.origin) frame.origin = unsent.origin;
    if (unsent.preset) frame.preset = unsent.preset;
    if (unsent.topic) frame.topic = unsent.topic;
    if (unsent.mentions?.length) frame.mentions = unsent.mentions;
    if (!this.live.send(frame)) return false;
    const timer = this.timers.setTimeout(() => {
      this.waiting.delete(client_id);
      this.onFail(client_id, { code: "no_answer", detail: null });
    }, ANSWER_WITHIN_MS);
    this.waiting.set(client_id, timer);
    return true;
  }

  #refused({ client_id, code, detail = null, retry_after = null }) {
    this.#stopWaiting(client_id);
    const unsent = this.outbox.get(client_id);
    if (!unsent) return;
    if (code === "overloaded" && retry_after !== null && retry_after <= RETRY_AT_MOST_S) {
      const timer = this.timers.setTimeout(() => this.#transmit(unsent), retry_after * 1000);
      this.waiting.set(client_id, timer);
      return;
    }
    if (code === "rate_limited" && retry_after !== null && retry_after <= PAUSE_AT_MOST_S) {
      this.#pause(unsent, retry_after * 1000);
      return;
    }
    this.outbox.refuse(client_id, { code, detail });
    this.onFail(client_id, { code, detail });
  }

  /** All that is sent waits until the limit lets the next one through; then it goes out in its order. */
  #pause(unsent, ms) {
    const isFirst = this.now() >= this.pausedUntil;
    this.paused.set(unsent.client_id, unsent);
    if (isFirst) {
      this.pausedUntil = this.now() + ms;
      this.timers.setTimeout(() => this.#resume(), ms);
    }
    this.onPause();
  }

  #resume() {
    const held = [...this.paused.values()];
    this.paused.clear();
    this.pausedUntil = 0;
    for (const unsent of held) this.#transmit(unsent);
    this.onPause();
  }

  #stopWaiting(client_id) {
    this.paused.delete(client_id);
    this.timers.clearTimeout(this.waiting.get(client_id));
    this.waiting.delete(client_id);
  }
}
