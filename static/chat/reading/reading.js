// @ts-check
/** What I have seen: moves my read pointer, shows how many new messages wait below, and where the unread ones begin. */

import { live } from "../../shell/live.js";

const SAY_EVERY_MS = 300;

export class Reading {
  constructor({ conversation, root, word }) {
    this.conversation = conversation;
    this.word = word;
    this.stream = conversation.stream;
    this.below = root.querySelector("[data-part=below]");
    this.belowCount = root.querySelector("[data-part=below-text]");
    this.above = root.querySelector("[data-part=above]");
    this.aboveText = root.querySelector("[data-part=above-text]");
    this.fresh = 0;
    this.hasJumped = false;
    this.again = false;
    this.timer = null;
    // One that was marked unread is read again, whatever the pointer says.
    this.said = conversation.data.marked_unread ? 0 : conversation.timeline.readSeq;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.below.addEventListener("click", () => this.toEnd(), { signal });
    this.above.addEventListener("click", () => this.toFirstUnread(), { signal });
    for (const name of ["focus", "blur"]) window.addEventListener(name, () => this.moved(), { signal });
    document.addEventListener("visibilitychange", () => this.moved(), { signal });
  }

  close() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  /** The first look: at the first unread message, else at the end. */
  begin() {
    const { timeline } = this.conversation;
    const from = timeline.unreadFrom;
    if (from !== null && this.stream.elementOf("unread")) {
      this.stream.toRow("unread");
      this.fresh = timeline.unread();
    } else this.stream.toEnd();
    if (live.state === "open") this.#deliver();
    document.addEventListener("rapport:hello", () => this.#deliver(), { signal: this.stop.signal });
    this.moved();
  }

  /** A message of somebody else came. */
  arrived() {
    this.fresh = this.stream.sticks && this.#isLooking() ? 0 : this.fresh + 1;
    this.moved();
  }

  toEnd() {
    this.conversation.paging.toNewest();
    this.conversation.composer.focus();
  }

  async toFirstUnread() {
    const from = this.conversation.timeline.unreadFrom;
    if (from !== null) this.hasJumped = await this.conversation.paging.jumpTo(from, { row: "unread" });
    this.#showAbove();
  }

  /** Something moved: the view, the focus, the messages. */
  moved() {
    if (this.stream.isAtEnd && this.#isLooking()) this.fresh = 0;
    const atEnd = this.stream.isAtEnd;
    this.below.hidden = atEnd;
    const count = this.fresh > 99 ? "99+" : this.fresh;
    this.belowCount.textContent =
      this.fresh === 0 ? "" : this.fresh === 1 ? this.word("newOne") : this.word("newMany", { n: count });
    this.below.classList.toggle("has-news", this.fresh > 0);
    this.#showAbove();
    this.#sayReadSoon();
  }

  /** At once, so that no count flashes up meanwhile; then at most every so often. */
  #sayReadSoon() {
    if (this.timer) {
      this.again = true;
      return;
    }
    this.again = false;
    this.#sayRead();
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.again) this.#sayReadSoon();
    }, SAY_EVERY_MS);
  }

  #showAbove() {
    const { timeline } = this.conversation;
    const { unreadFrom } = timeline;
    const isHidden = unreadFrom === null || this.hasJumped || timeline.first <= unreadFrom;
    this.above.hidden = isHidden;
    if (!isHidden) this.aboveText.textContent = this.word("firstUnread", { n: this.conversation.data.unread });
  }

  #sayRead() {
    if (!this.#isLooking()) return;
    const seq = Math.min(this.stream.seenSeq(), this.conversation.timeline.headSeq);
    if (seq <= this.said) return;
    if (live.send({ type: "read", conversation: this.conversation.id, seq })) {
      this.said = seq;
      this.conversation.timeline.applyReceipt({ user: this.conversation.me, read: seq });
      document.dispatchEvent(
        new CustomEvent("rapport:chat-read", {
          detail: { conversation: this.conversation.id, count: this.conversation.timeline.unread() },
        }),
      );
    }
  }

  #deliver() {
    const { timeline, id } = this.conversation;
    if (timeline.headSeq > 0) live.send({ type: "delivered", conversation: id, seq: timeline.headSeq });
    this.moved();
  }

  #isLooking() {
    return document.visibilityState === "visible" && document.hasFocus();
  }
}
