// @ts-check
/**
 * What the author's own page keeps of a message taken back: for five minutes it offers to write it again. It stays on
 * this page alone; the server gives it to nobody.
 */

export const KEPT_MS = 5 * 60 * 1000;

export class Recalled {
  /** @param {{onOver: () => void, timers?: Pick<typeof globalThis, "setTimeout" | "clearTimeout">}} options */
  constructor({ onOver, timers = globalThis }) {
    this.onOver = onOver;
    this.timers = timers;
    /** @type {Map<number, {text: string, timer: any}>} */
    this.kept = new Map();
  }

  /**
   * Keeps the text of a message that is being taken back.
   * @param {{id: number, body: string}} message
   */
  keep({ id, body }) {
    if (!body) return;
    this.timers.clearTimeout(this.kept.get(id)?.timer);
    const timer = this.timers.setTimeout(() => {
      this.kept.delete(id);
      this.onOver();
    }, KEPT_MS);
    this.kept.set(id, { text: body, timer });
  }

  /** @param {number} id */
  textOf(id) {
    return this.kept.get(id)?.text ?? "";
  }

  close() {
    for (const { timer } of this.kept.values()) this.timers.clearTimeout(timer);
    this.kept.clear();
  }
}
