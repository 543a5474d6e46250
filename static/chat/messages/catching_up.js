// @ts-check
/** Fetches what happened after the last change known, until nothing is missing. No DOM: time and network are passed in. */

// What only came in the wrong order fills the hole by itself within a moment.
const HOLE_FOR_MS = 250;

export class CatchingUp {
  /**
   * @param {object} options
   * @param {import("./timeline.js").Timeline} options.timeline
   * @param {(after: number) => Promise<any>} options.fetch The changes after a revision.
   * @param {() => void} options.onCaught
   * @param {Pick<typeof globalThis, "setTimeout" | "clearTimeout">} [options.timers]
   */
  constructor({ timeline, fetch, onCaught, timers = globalThis }) {
    this.timeline = timeline;
    this.fetch = fetch;
    this.onCaught = onCaught;
    this.timers = timers;
    this.isRunning = false;
    this.isAskedAgain = false;
    this.timer = undefined;
  }

  close() {
    this.timers.clearTimeout(this.timer);
  }

  async run() {
    if (this.isRunning) {
      this.isAskedAgain = true;
      return;
    }
    this.isRunning = true;
    try {
      do {
        this.isAskedAgain = false;
        const after = this.timeline.rev;
        this.timeline.applyChanges(await this.fetch(after), after);
      } while (this.isAskedAgain || this.timeline.missingAfter !== null);
    } catch {
      // The next frame, pong or reconnect asks again.
    } finally {
      this.isRunning = false;
    }
    this.onCaught();
  }

  /** A frame came: does it leave a hole? */
  runIfNeeded() {
    if (this.timeline.missingAfter === null || this.timer) return;
    this.timer = this.timers.setTimeout(() => {
      this.timer = undefined;
      if (this.timeline.missingAfter !== null) this.run();
    }, HOLE_FOR_MS);
  }
}
