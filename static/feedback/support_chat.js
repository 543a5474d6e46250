// @ts-check
/** A support conversation in the console: what is said appears by itself, and its person sees that somebody of the team types. */

import { EXPIRES_AFTER_MS, MyTyping } from "../chat/sending/typing.js";
import { LiveSocket, socketAddress } from "../shell/socket.js";

const htmx = /** @type {any} */ (window).htmx;
const typing = new MyTyping();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let forgetting;

/** @returns {any} */
const chat = () => document.querySelector("[data-support-chat]");
/** @param {string} name */
const number = (name) => Number(chat()?.dataset[name]);

const socket = new LiveSocket({
  url: socketAddress(window.location),
  open: (url) => new WebSocket(url),
  timers: { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window) },
  onFrame: hear,
  onState: (state) => state === "open" && arrive(),
  onResync: () => htmx.trigger("#support-thread", "support-news"),
});

/** @param {any} frame */
function hear(frame) {
  if (!chat() || frame.conversation !== number("supportChat")) return;
  if (frame.type === "typing" && frame.user === number("person")) showTyping(true);
  if (frame.type !== "message.new" && frame.type !== "message.changed") return;
  if (frame.message.sender === number("person")) showTyping(false);
  htmx.trigger("#support-thread", "support-news");
}

/** @param {boolean} isTyping */
function showTyping(isTyping) {
  clearTimeout(forgetting);
  chat().querySelector("[data-support-typing]").hidden = !isTyping;
  if (isTyping) forgetting = setTimeout(() => showTyping(false), EXPIRES_AFTER_MS);
}

/** Whoever takes part tells how far they read, as in any conversation. */
function arrive() {
  const lines = document.querySelector(".support-lines");
  if (!lines) return;
  lines.scrollTop = lines.scrollHeight;
  const seq = Number(/** @type {any} */ (document.querySelector("[data-support-seen]")).value);
  if ("takesPart" in chat().dataset && !document.hidden) socket.send({ type: "read", conversation: number("supportChat"), seq });
}

document.addEventListener("input", (event) => {
  const field = /** @type {any} */ (event.target);
  if (!field.matches("#support-answer textarea") || !("takesPart" in chat().dataset)) return;
  if (field.value.trim() && typing.keystroke(Date.now())) socket.send({ type: "typing", conversation: number("supportChat") });
});

document.addEventListener("htmx:afterSettle", (event) => {
  const target = /** @type {any} */ (event).detail.target;
  if (target.id !== "support-thread" && target.id !== "support-chat") return;
  arrive();
  if (target.id !== "support-chat") return;
  typing.sent();
  /** @type {any} */ (document.querySelector("#support-answer textarea"))?.focus();
  htmx.trigger("body", "support-answered");
});

if (chat()) {
  socket.connect();
  window.addEventListener("pagehide", () => socket.close());
}
