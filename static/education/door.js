// @ts-check
// Checking guests in: known codes are answered at once, everything is kept in this browser until the server has it.

import { post } from "../chat/api.js";
import { fillIn } from "../chat/words.js";
import { elementOf } from "../shell/dom.js";
import { DoorQueue, codeOf } from "./door_queue.js";

const AGAIN_AFTER = 15_000;
const AT_ONCE = 200;

const byId = (/** @type {string} */ id) => /** @type {any} */ (document.getElementById(id));
const page = byId("door");
const words = byId("door-words").dataset;
const queue = new DoorQueue(window.localStorage, `rapport-door-${page.dataset.salon}`);
/** @type {{code: string, name: string, is_in: boolean}[]} */
const guests = JSON.parse(byId("door-guests").textContent);
const known = new Map(guests.map((guest) => [guest.code, guest]));
let isSending = false;

function say(text) {
  byId("door-said").textContent = text;
  byId("door-said").hidden = false;
}

function draw() {
  const waiting = queue.waiting().length;
  const came = guests.filter((guest) => guest.is_in).length;
  byId("door-count").textContent = fillIn(words.count, { came, all: guests.length });
  byId("door-waiting").textContent = waiting ? fillIn(words.waiting, { n: waiting }) : words.sent;
  for (const row of /** @type {any} */ (byId("door-list").children)) {
    row.querySelector(".salon-tick").hidden = !known.get(row.dataset.code).is_in;
  }
}

function checkIn(typed) {
  const code = codeOf(typed);
  if (!code) return;
  const guest = known.get(code);
  if (guest?.is_in) {
    say(fillIn(words.again, { name: guest.name }));
    return;
  }
  queue.note(code, new Date());
  if (guest) {
    guest.is_in = true;
    say(fillIn(words.new, { name: guest.name }));
  } else say(fillIn(words.kept, { code }));
  draw();
  send();
}

async function send() {
  const waiting = queue.waiting().slice(0, AT_ONCE);
  if (isSending || !waiting.length) return;
  isSending = true;
  try {
    const found = await post(page.dataset.api, { arrivals: waiting });
    queue.settle(waiting);
    for (const one of found) heard(one);
  } catch (error) {
    // What the server refuses as a whole stays refused; without a connection it goes out again.
    if (!error.isPassing) say(error.detail || words.sent);
  } finally {
    isSending = false;
    draw();
  }
}

function heard(one) {
  const guest = known.get(codeOf(one.code));
  if (guest) guest.is_in = one.outcome !== "unknown";
  else if (one.outcome === "unknown") say(fillIn(words.unknown, { code: one.code }));
  else say(fillIn(one.outcome === "new" ? words.new : words.again, { name: one.name }));
}

for (const guest of guests) {
  const row = elementOf("door-guest");
  row.dataset.code = guest.code;
  row.querySelector(".list-row-title").textContent = guest.name;
  row.querySelector(".list-row-meta").textContent = guest.code;
  row.querySelector("button").addEventListener("click", () => checkIn(guest.code));
  byId("door-list").append(row);
}
for (const { code } of queue.waiting()) {
  const guest = known.get(code);
  if (guest) guest.is_in = true;
}
byId("door-form").addEventListener("submit", (event) => {
  event.preventDefault();
  checkIn(byId("door-code").value);
  byId("door-code").value = "";
});
window.addEventListener("online", send);
setInterval(send, AGAIN_AFTER);
draw();
send();
