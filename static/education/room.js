// @ts-check
// The live room: questions by votes, asked and voted for over the socket; what a host does goes to the API.

import { get, post, request } from "../chat/api.js";
import { fillIn } from "../chat/words.js";
import { elementOf } from "../shell/dom.js";
import { newId } from "../shell/ids.js";
import { live } from "../shell/live.js";
import { showToast } from "../shell/toasts.js";
import { RoomState, refusedBy } from "./room_state.js";

const NOT_FOUND = 404;

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const page = byId("room");
const words = byId("room-words").dataset;
const salon = Number(page.dataset.salon);
const first = JSON.parse(byId("room-state").textContent);
const state = new RoomState(first, Number(document.body.dataset.user));
/** @type {Map<number, HTMLElement>} */
const elements = new Map();
let isLive = first.is_live;
let isMuted = first.is_muted;
let handIsUp = first.hand_is_up;
let muted = first.muted;
/** What was sent and isn't acknowledged yet: it goes out again, under the same id, when the connection is back. @type {any} */
let asked = null;
/** @type {any} */
let answering = null;
let willDraw = false;

function draw() {
  if (willDraw) return;
  willDraw = true;
  requestAnimationFrame(() => {
    willDraw = false;
    drawNow();
  });
}

function drawNow() {
  const list = byId("room-list");
  const shown = state.shown();
  const focused = /** @type {HTMLElement} */ (document.activeElement);
  let next = list.firstElementChild;
  for (const question of shown) {
    const element = elementFor(question);
    if (element === next) next = next.nextElementSibling;
    else list.insertBefore(element, next);
  }
  const ids = new Set(shown.map((question) => question.id));
  for (const [id, element] of elements) {
    if (ids.has(id)) continue;
    element.remove();
    elements.delete(id);
  }
  if (focused !== document.activeElement && focused?.isConnected) focused.focus({ preventScroll: true });
  byId("room-count").textContent = shown.length ? String(shown.length) : "";
  byId("room-empty").hidden = shown.length > 0;
  drawPeople("room-hands", "room-hands-list", state.hands, "lower");
  drawPeople("room-muted-people", "room-muted-list", muted, "unmute");
  drawOwn();
}

function drawOwn() {
  for (const element of page.querySelectorAll("[data-when=over]")) element.hidden = isLive;
  const form = byId("room-ask");
  if (!form) return;
  form.hidden = !isLive || isMuted;
  byId("room-muted").hidden = !isLive || !isMuted;
  byId("room-hand").setAttribute("aria-pressed", String(handIsUp));
  byId("room-body").readOnly = Boolean(asked);
  for (const button of form.querySelectorAll("[type=submit]")) button.disabled = Boolean(asked);
}

function elementFor(question) {
  const element = elements.get(question.id) ?? elementOf("room-question");
  elements.set(question.id, element);
  element.dataset.id = String(question.id);
  const part = (/** @type {string} */ name) => /** @type {any} */ (element.querySelector(`[data-part="${name}"]`));
  const text = (name, value) => {
    if (part(name).textContent !== value) part(name).textContent = value;
  };
  const isMine = question.author.id === state.me;
  text("body", question.body);
  text("author", question.author.name);
  part("pinned").hidden = !question.is_pinned;
  part("answered").hidden = !question.is_answered;
  part("held").hidden = question.state !== "held";
  part("hidden").hidden = question.state !== "hidden";
  part("reply-box").hidden = !question.reply;
  text("reply", question.reply);
  text("replied-by", question.replied_by ? fillIn(words.replied, { name: question.replied_by.name }) : "");
  for (const votes of element.querySelectorAll("[data-part=votes]")) votes.textContent = String(question.votes);
  const mayVote = isLive && !isMuted && !state.isHost && !isMine && question.state === "live";
  act(element, "vote", mayVote);
  element.querySelector("[data-act=vote]").setAttribute("aria-pressed", String(state.voted.has(question.id)));
  part("votes-words").hidden = mayVote;
  const mayHost = isLive && state.isHost;
  act(element, "reply", mayHost && question.state === "live");
  act(element, "pin", mayHost && question.state === "live" && !question.is_pinned);
  act(element, "unpin", mayHost && question.is_pinned);
  act(element, "answered", mayHost && !question.is_answered);
  act(element, "open", mayHost && question.is_answered);
  act(element, "hide", mayHost && question.state === "live");
  act(element, "show", mayHost && question.state !== "live");
  act(element, "mute", mayHost && !isMine);
  act(element, "take-back", isLive && isMine && !question.is_answered);
  part("report").href = page.dataset.report.replace("/0/", `/${question.id}/`);
  part("report").hidden = isMine;
  element.querySelector("[data-menu]").hidden = isMine && (!isLive || question.is_answered) && !mayHost;
  return element;
}

function act(element, name, isThere) {
  const button = element.querySelector(`[data-act="${name}"]`);
  if (button) button.hidden = !isThere;
}

function drawPeople(section, list, people, action) {
  if (!byId(section)) return;
  byId(section).hidden = !people.length;
  byId(list).replaceChildren(
    ...people.map((person) => {
      const chip = /** @type {HTMLButtonElement} */ (elementOf("room-person"));
      chip.textContent = person.name;
      chip.disabled = !state.isHost || !isLive;
      chip.addEventListener("click", () => manage(person, action));
      return chip;
    }),
  );
}

async function catchUp() {
  try {
    const changes = await get(`${page.dataset.room}?after_rev=${state.rev}`);
    if (changes.is_limited || !state.apply(changes)) state.replace(await get(page.dataset.room));
    else state.voted = new Set(changes.voted);
    isLive = changes.is_live;
    isMuted = changes.is_muted;
    handIsUp = changes.hand_is_up;
    muted = changes.muted;
    state.hands = changes.hands;
  } catch {
    // The next frame shows the hole again.
  }
  draw();
}

/** A question that all but a few may no longer read comes without its words: whoever may, fetches them. */
async function fetchWords() {
  const lacking = [...state.questions.values()].filter((one) => !one.body && (state.isHost || one.author.id === state.me));
  for (const one of lacking.filter((question) => question.state !== "removed")) {
    try {
      const found = await get(page.dataset.question.replace("/0/", `/${one.id}/`));
      state.apply({ rev: state.rev, questions: [found] });
    } catch (error) {
      if (error.status === NOT_FOUND) state.questions.delete(one.id);
    }
  }
  draw();
}

function sayRefused(error) {
  showToast({ title: error.detail || words.failed, kind: "bad" });
}

async function manage(person, action) {
  try {
    await post(page.dataset.guest.replace("/0/", `/${person.id}/`), { action });
  } catch (error) {
    sayRefused(error);
    return;
  }
  muted = muted.filter((one) => one.id !== person.id);
  if (action === "mute") muted.push(person);
  draw();
}

async function moderate(question, action) {
  const url = `${page.dataset.question.replace("/0/", `/${question.id}/`)}moderation/`;
  try {
    state.apply({ rev: state.rev, questions: [await post(url, { action })] });
  } catch (error) {
    sayRefused(error);
  }
  draw();
}

function watch() {
  live.send({ type: "salon.watch", salon });
  if (asked) live.send(asked);
}

function startAsking() {
  const form = byId("room-ask");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (asked) return;
    const confirmed = event.submitter?.id === "room-as-it-is";
    asked = { type: "salon.ask", salon, client_id: newId(), body: byId("room-body").value, confirmed };
    live.send(asked);
    draw();
  });
  byId("room-hand").addEventListener("click", () => {
    live.send({ type: "salon.hand", salon, up: !handIsUp, request_id: `hand:${salon}` });
  });
  document.addEventListener("rapport:salon.asked", ({ detail }) => {
    if (detail.client_id !== asked?.client_id) return;
    asked = null;
    byId("room-body").value = "";
    byId("room-error").hidden = byId("room-as-it-is").hidden = true;
    draw();
  });
  document.addEventListener("rapport:salon.hand", ({ detail }) => {
    handIsUp = detail.up;
    draw();
  });
}

function askRefused(refusal) {
  asked = null;
  byId("room-error").textContent = refusal.detail;
  byId("room-error").hidden = false;
  byId("room-as-it-is").hidden = refusal.code !== "confirm_needed";
}

function vote(question) {
  const on = !state.voted.has(question.id);
  if (!live.send({ type: "salon.vote", question: question.id, on, request_id: `vote:${question.id}` })) return;
  state.voted[on ? "add" : "delete"](question.id);
  draw();
}

function startAnswering() {
  const dialog = byId("room-reply");
  if (!dialog) return;
  byId("room-reply-form").addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const url = `${page.dataset.question.replace("/0/", `/${answering.id}/`)}reply/`;
      const found = await request("PUT", url, { body: byId("room-reply-body").value });
      state.apply({ rev: state.rev, questions: [found] });
      dialog.close();
      draw();
    } catch (error) {
      byId("room-reply-error").textContent = error.detail || words.failed;
      byId("room-reply-error").hidden = false;
    }
  });
}

function answer(question) {
  answering = question;
  byId("room-reply-to").textContent = question.body;
  byId("room-reply-body").value = question.reply;
  byId("room-reply-error").hidden = true;
  byId("room-reply").showModal();
}

async function takeBack(question) {
  const url = page.dataset.question.replace("/0/", `/${question.id}/`);
  try {
    await request("DELETE", url);
  } catch (error) {
    if (error.status !== NOT_FOUND) {
      sayRefused(error);
      return;
    }
  }
  state.questions.delete(question.id);
  draw();
}

byId("room-list").addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  const question = state.questions.get(Number(button?.closest("[data-id]").dataset.id));
  if (!question) return;
  button.closest("details")?.removeAttribute("open");
  const { act: action } = button.dataset;
  if (action === "vote") vote(question);
  else if (action === "reply") answer(question);
  else if (action === "mute") manage(question.author, "mute");
  else if (action === "take-back") takeBack(question);
  else moderate(question, action);
});
document.addEventListener("rapport:salon.changed", ({ detail }) => {
  if (detail.salon !== salon) return;
  if (!state.apply(detail)) catchUp();
  else if (state.lacksWords) fetchWords();
  draw();
});
document.addEventListener("rapport:salon.watching", ({ detail }) => {
  if (detail.salon === salon && detail.rev > state.rev) catchUp();
});
document.addEventListener("rapport:salon.muted", ({ detail }) => {
  if (detail.salon !== salon) return;
  isMuted = detail.is_muted;
  handIsUp = false;
  draw();
});
document.addEventListener("rapport:error", ({ detail }) => {
  const refused = refusedBy(detail, asked);
  if (!refused) return;
  if (refused.what === "ask") askRefused(detail);
  else sayRefused(detail);
  if (refused.what === "vote") state.voted[state.voted.has(refused.id) ? "delete" : "add"](refused.id);
  draw();
});
document.addEventListener("rapport:state", ({ detail }) => detail.state === "open" && watch());
document.addEventListener("rapport:catch-up", catchUp);
startAsking();
startAnswering();
const left = Date.parse(page.dataset.ends) - Date.now();
// A longer wait than browsers count isn't worth it: the page is loaded again before.
if (isLive && left < 2 ** 31) {
  setTimeout(() => {
    isLive = false;
    draw();
  }, Math.max(0, left));
}
if (live.state === "open") watch();
drawNow();
