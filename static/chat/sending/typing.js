// @ts-check
/** Who is typing, on both sides. Pure: the time is passed in, in milliseconds. */

export const EXPIRES_AFTER_MS = 6000;
export const SAY_EVERY_MS = 3000;

/** When my keystrokes are worth a frame: at once, then every three seconds while I go on. */
export class MyTyping {
  #saidAt = -Infinity;

  /** True when a frame is due now. */
  keystroke(now) {
    if (now - this.#saidAt < SAY_EVERY_MS) return false;
    this.#saidAt = now;
    return true;
  }

  /** I sent: the next keystroke begins something new. */
  sent() {
    this.#saidAt = -Infinity;
  }
}

/** Who else is typing: forgotten six seconds after their last frame, or with their next message. */
export class OthersTyping {
  #heardAt = new Map();

  heard(user, now) {
    this.#heardAt.set(user, now);
  }

  messageFrom(user) {
    this.#heardAt.delete(user);
  }

  /** Their ids, those who began first first. */
  at(now) {
    for (const [user, heardAt] of this.#heardAt) {
      if (now - heardAt >= EXPIRES_AFTER_MS) this.#heardAt.delete(user);
    }
    return [...this.#heardAt.keys()];
  }

  /** Milliseconds until somebody is forgotten; null when nobody types. */
  nextChange(now) {
    const ends = [...this.#heardAt.values()].map((heardAt) => heardAt + EXPIRES_AFTER_MS - now);
    return ends.length ? Math.max(0, Math.min(...ends)) : null;
  }
}
