// @ts-check
// The live connection of a page: says hello, pings, comes back by itself. The database is the truth; after every
// reconnection `onResync` tells the page to fetch what it missed.

export const PING_EVERY = 20_000;
export const PONG_WITHIN = 10_000;
export const FIRST_WAIT = 500;
export const LONGEST_WAIT = 4_000;
export const NOT_SIGNED_IN = 4401;
export const ENDED = 4403;
export const TOO_MANY = 4429;

/** Milliseconds to wait before try number `attempt` (0, 1, 2 …): doubling up to four seconds, between half and all of it. */
export function waitBefore(attempt, random = Math.random) {
  const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempt);
  return Math.round(longest * (0.5 + random() / 2));
}

/** The socket's address for a page's address. */
export function socketAddress(location) {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws/`;
}

export class LiveSocket {
  /**
   * @param {object} options
   * @param {string} options.url
   * @param {(url: string) => any} options.open
   * @param {Pick<typeof globalThis, "setTimeout" | "clearTimeout">} [options.timers]
   * @param {() => number} [options.random]
   * @param {(frame: any) => void} options.onFrame
   * @param {(state: string) => void} [options.onState]
   * @param {(cursor: string) => void} [options.onResync]
   *
   * `open(url)` gives a WebSocket, `timers` has setTimeout and clearTimeout. Callbacks: `onFrame(frame)` for every frame but pong,
   * `onState("connecting" | "open" | "reconnecting" | "signed-out" | "ended" | "crowded")`, `onResync(cursor)` when something may have been missed.
   */
  constructor({ url, open, timers = globalThis, random = Math.random, onFrame, onState = () => {}, onResync = () => {} }) {
    this.url = url;
    this.open = open;
    this.timers = timers;
    this.random = random;
    this.onFrame = onFrame;
    this.onState = onState;
    this.onResync = onResync;
    this.socket = null;
    this.state = "closed";
    this.attempt = 0;
    this.wasOpen = false;
    this.cursor = "";
    this.timer = null;
    this.pongTimer = null;
  }

  connect() {
    if (this.socket || this.state === "signed-out" || this.state === "ended") return;
    this.#clear();
    this.#become(this.wasOpen || this.attempt ? "reconnecting" : "connecting");
    let socket;
    try {
      socket = this.open(this.url);
    } catch {
      this.#retry();
      return;
    }
    this.socket = socket;
    socket.onmessage = (event) => socket === this.socket && this.#receive(event.data);
    socket.onclose = (event) => socket === this.socket && this.#lost(event.code);
    socket.onerror = () => {};
  }

  /** Sends a frame; false when there is no connection, so that the caller keeps what it wanted to say. */
  send(frame) {
    if (this.state !== "open") return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** Tries at once instead of waiting: the network is back, or the page is looked at again. */
  hurry() {
    if (this.state === "open") this.#ping();
    else if (!this.socket) {
      this.attempt = 0;
      this.connect();
    }
  }

  /** The device says that it has no network: nothing is waited for that can't come. */
  lostNetwork() {
    if (!this.socket) return;
    const { socket } = this;
    this.#lost(1006);
    socket.close();
  }

  close() {
    this.#clear();
    const socket = this.socket;
    this.socket = null;
    this.#become("closed");
    socket?.close();
  }

  #receive(text) {
    let frame;
    try {
      frame = JSON.parse(text);
    } catch {
      return;
    }
    if (typeof frame?.type !== "string") return;
    if (frame.type === "hello") this.#hello(frame);
    else if (frame.type === "pong") this.#pong(frame);
    else if (frame.type === "resync") this.onResync(this.cursor);
    if (frame.type !== "pong") this.onFrame(frame);
  }

  #hello(frame) {
    const cameBack = this.wasOpen;
    this.wasOpen = true;
    this.attempt = 0;
    this.cursor = frame.cursor ?? "";
    this.#become("open");
    this.#schedulePing();
    if (cameBack) this.onResync(this.cursor);
  }

  #pong(frame) {
    this.timers.clearTimeout(this.pongTimer);
    this.pongTimer = null;
    const cursor = frame.cursor ?? "";
    const moved = cursor !== this.cursor;
    this.cursor = cursor;
    this.#schedulePing();
    if (moved) this.onFrame({ type: "cursor", cursor });
  }

  #schedulePing() {
    this.timers.clearTimeout(this.timer);
    this.timer = this.timers.setTimeout(() => this.#ping(), PING_EVERY);
  }

  #ping() {
    if (this.pongTimer) return;
    this.socket.send('{"type":"ping"}');
    this.pongTimer = this.timers.setTimeout(() => this.lostNetwork(), PONG_WITHIN);
  }

  #lost(code) {
    this.socket = null;
    this.#clear();
    if (code === NOT_SIGNED_IN) this.#become("signed-out");
    else if (code === ENDED) this.#become("ended");
    // Coming back by itself it would push out another page; it does when it is looked at again.
    else if (code === TOO_MANY) this.#become("crowded");
    else this.#retry();
  }

  #retry() {
    this.#become("reconnecting");
    this.timer = this.timers.setTimeout(() => this.connect(), waitBefore(this.attempt, this.random));
    this.attempt += 1;
  }

  #clear() {
    this.timers.clearTimeout(this.timer);
    this.timers.clearTimeout(this.pongTimer);
    this.timer = this.pongTimer = null;
  }

  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }
}
