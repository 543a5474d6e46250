// @ts-check
/** Who is on the other side: whether they are there, and whether they are typing. */

import { live } from "../../shell/live.js";
import { OthersTyping } from "../sending/typing.js";

export class Header {
  constructor({ root, data, word, people }) {
    this.data = data;
    this.word = word;
    this.people = people;
    this.root = root;
    this.state = null;
    this.line = root.querySelector("[data-part=typing]");
    this.lineText = root.querySelector("[data-part=typing-text]");
    this.others = new OthersTyping();
    this.othersIds = data.people.map((person) => person.id).filter((id) => id !== data.me);
    this.stop = new AbortController();
    const { signal } = this.stop;
    document.addEventListener("rapport:presence", (event) => this.#hearPresence(event.detail), { signal });
    document.addEventListener("rapport:hello", () => this.#watch(), { signal });
    // The head was rendered anew; what the server doesn't know stands in it again.
    root.addEventListener("htmx:afterSwap", () => this.#show(), { signal });
    if (live.state === "open") this.#watch();
  }

  close() {
    this.stop.abort();
    clearTimeout(this.timer);
  }

  typing(user) {
    if (user === this.data.me) return;
    this.others.heard(user, Date.now());
    this.#showTyping();
  }

  wroteMessage(user) {
    this.others.messageFrom(user);
    this.#showTyping();
  }

  #watch() {
    if (this.othersIds.length) live.send({ type: "presence.watch", users: this.othersIds });
  }

  #hearPresence({ user, state }) {
    if (this.othersIds.length !== 1 || user !== this.othersIds[0]) return;
    this.state = state;
    if (state === "away") this.wroteMessage(user);
    this.#show();
  }

  #show() {
    const presence = this.root.querySelector("[data-part=presence]");
    if (!presence || !this.state) return;
    presence.className = `presence presence-${this.state}`;
    presence.textContent = this.word(`presence${this.state[0].toUpperCase()}${this.state.slice(1)}`);
    presence.hidden = !presence.textContent;
  }

  #showTyping() {
    const users = this.others.at(Date.now());
    this.line.classList.toggle("is-on", users.length > 0);
    const names = users.map((user) => this.people.get(user)?.name ?? "");
    this.lineText.textContent =
      users.length === 0 ? "" : users.length === 1 ? this.word("typingOne", { name: names[0] }) : this.word("typingMany");
    clearTimeout(this.timer);
    const next = this.others.nextChange(Date.now());
    if (next !== null) this.timer = setTimeout(() => this.#showTyping(), next + 20);
  }
}
