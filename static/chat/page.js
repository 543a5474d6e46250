// @ts-check
/** The chat's page: the list, the conversation that is open, and the way between them without loading the page anew. */

import { fragmentOf, parsed } from "../shell/dom.js";
import { htmx } from "../shell/htmx.js";
import { sayOffline } from "../shell/later.js";
import { live } from "../shell/live.js";
import { openOverlay } from "../shell/overlays.js";
import { post } from "./api.js";
import { Conversation } from "./conversation_page/conversation.js";
import { List } from "./inbox/list.js";
import { Outbox } from "./sending/outbox.js";
import { Sender } from "./sending/sender.js";

const SKELETON_AFTER_MS = 300;

const chat = document.querySelector("[data-chat]");
const stage = chat.querySelector("[data-part=open]");
const me = Number(document.body.dataset.user);
const outbox = new Outbox({ me, storage: storageOf(window) });
const noneOpen = stage.querySelector("[data-conversation]") ? null : [...stage.childNodes];
/** @type {?Conversation} */
let conversation = null;

const sender = new Sender({
  live,
  outbox,
  timers: { setTimeout: window.setTimeout.bind(window), clearTimeout: window.clearTimeout.bind(window) },
  onAck: (frame) => frame.conversation === conversation?.id && conversation.acked(frame),
  onFail: (client_id, why) => conversation?.failed(client_id, why),
  onPause: () => conversation?.render(),
});

const list = new List({ root: chat.querySelector(".chat-list"), chat, onOpen: open, openId: () => conversation?.id });

document.addEventListener("rapport:frame", ({ detail: frame }) => {
  sender.hear(frame);
  if (frame.type === "hello") sender.resendAll();
  if (frame.type === "error" && !frame.client_id && frame.detail) conversation?.refused(frame);
  if (frame.conversation && frame.conversation === conversation?.id) conversation.hear(frame);
});

document.addEventListener("rapport:state", ({ detail: { state } }) => {
  if (state !== "open") sender.lost();
});

// Here a message is seen where it comes, in its conversation or in the list.
document.addEventListener("rapport:message.new", (event) => event.preventDefault(), { capture: true });

// A notification about the conversation that is on the screen needs no toast.
document.addEventListener(
  "rapport:notification",
  (event) => {
    const { url = "", kind, id } = event.detail;
    if (!conversation || !document.hasFocus() || !url.includes(`/inbox/${conversation.id}/`)) return;
    event.preventDefault();
    // Who was mentioned reads it at this moment.
    if (kind === "mentioned") post("/api/v1/notifications/mark-read/", { ids: [id] }).catch(() => {});
  },
  { capture: true },
);

document.addEventListener("rapport:chat-sheet", ({ detail: { url, title } }) => {
  openOverlay("sheet", title);
  htmx().then((library) => library.ajax("GET", url, { target: "#sheet-body", swap: "innerHTML" }), sayOffline);
});

stage.addEventListener("click", (event) => {
  if (event.target.closest("[data-part=toggle-side]")) toggleSide();
  if (event.target.closest("[data-part=find]") && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    find();
  }
  if (event.target.closest("[data-part=reload]")) open(Number(stage.dataset.wanted), location.href, { push: false });
  const back = event.target.closest("[data-part=back]");
  if (back && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    close();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || document.querySelector("dialog[open]")) return;
  if (chat.classList.contains("has-side")) toggleSide();
});

// Pressed once more in its field, the browser's own search comes.
document.addEventListener("keydown", (event) => {
  const isFind = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "f";
  if (!isFind || event.defaultPrevented || !conversation || document.querySelector("dialog[open]")) return;
  if (event.target.closest?.("[data-part=within]")) return;
  event.preventDefault();
  find();
});

// The keys of the inbox: what they do is loaded with the first of them.
document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  // Where nothing is open and nothing has the focus, the arrows have nothing else to move.
  const isArrow = ["ArrowDown", "ArrowUp"].includes(event.key) && event.target === document.body && !conversation;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping && (isArrow || "jkeszx/?".includes(event.key));
  if (event.defaultPrevented || event.isComposing || !isPlain || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  import("./inbox/keys.js").then(({ commandOf, press }) => {
    const command = commandOf(event.key);
    if (command) press(command, { list, openId: conversation?.id, words: list.lines.dataset });
  });
});

list.root.querySelector("[data-part=select]")?.addEventListener("click", () => {
  import("./inbox/selecting.js").then(({ selectionOf }) => selectionOf(list).begin());
});

window.addEventListener("popstate", () => {
  const id = location.pathname.match(/\/inbox\/(\d+)\/$/)?.[1];
  if (id) open(Number(id), location.href, { push: false });
  else close({ push: false });
});

if (!noneOpen) {
  mount();
  // Found by a search, say: the page came for the sake of this message.
  if (conversation.data.at) conversation.paging.jumpTo(conversation.data.at);
  // A question brought along from a job's page waits in the box.
  const question = new URLSearchParams(location.search).get("ask");
  if (question) {
    history.replaceState({}, "", location.pathname);
    if (conversation.canWrite) conversation.composer.add(question.slice(0, 300), { origin: "suggested" });
  }
}
if (live.state === "open") sender.resendAll();

/** Opens a conversation in the middle; the list stays as it is. */
async function open(id, url, { push = true } = {}) {
  if (conversation?.id === id) {
    showOpen(true);
    return;
  }
  const asked = (stage.dataset.wanted = String(id));
  if (push) history.pushState({}, "", url);
  list.mark(id);
  showOpen(true);
  const waiting = setTimeout(() => showInstead("loading"), SKELETON_AFTER_MS);
  let html = null;
  try {
    const response = await fetch(`${chat.dataset.inbox}${id}/open/`, { credentials: "same-origin" });
    if (response.redirected || response.status === 404) {
      location.assign(url);
      return;
    }
    if (response.ok) html = await response.text();
  } catch {
    html = null;
  } finally {
    clearTimeout(waiting);
  }
  if (stage.dataset.wanted !== asked) return;
  if (html === null) {
    showInstead("load-failed");
    return;
  }
  unmount();
  stage.replaceChildren(...parsed(html));
  window.htmx?.process(stage);
  mount();
  if (matchMedia("(pointer: fine)").matches && conversation.canWrite) conversation.composer.focus();
}

/** Back to the list. */
function close({ push = true } = {}) {
  const id = conversation?.id;
  if (push) history.pushState({}, "", chat.dataset.inbox);
  stage.dataset.wanted = "";
  unmount();
  list.mark(null);
  showOpen(false);
  if (noneOpen) stage.replaceChildren(...noneOpen);
  else stage.replaceChildren();
  setTitle(chat.dataset.title);
  if (id) list.focus(id);
}

function mount() {
  conversation = new Conversation({ root: stage, sender, outbox });
  list.mark(conversation.id);
  setTitle(stage.querySelector("[data-conversation]").dataset.title);
}

function unmount() {
  conversation?.close();
  conversation = null;
  chat.classList.remove("has-side");
}

function showOpen(isOpen) {
  document.body.classList.toggle("has-conversation", isOpen);
}

function showInstead(name) {
  unmount();
  stage.replaceChildren(fragmentOf(name));
}

/** Looks for something in the conversation that is open. */
function find() {
  const searched = conversation;
  import("./search/within.js").then(({ within }) => searched && within(searched).open(), sayOffline);
}

function toggleSide() {
  const isOpen = chat.classList.toggle("has-side");
  const button = stage.querySelector(".conversation-details");
  button.setAttribute("aria-expanded", String(isOpen));
  if (isOpen) stage.querySelector(".side-close").focus();
  else button.focus();
}

/** Keeps the count and the product's name around the page's own part of the title. */
function setTitle(name) {
  const count = document.title.match(/^\(\d+\+?\) /)?.[0] ?? "";
  const brand = document.title.slice(document.title.lastIndexOf(" · "));
  document.title = `${count}${name}${brand}`;
}

function storageOf(owner) {
  try {
    return owner.localStorage;
  } catch {
    return null;
  }
}
