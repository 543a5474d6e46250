// The feedback sheet keeps what is written; "my feedback" knows what concerns it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { concerns } from "../../static/feedback/live.js";
import { boxBetween, placeOf } from "../../static/feedback/marks.js";
import { forgetText, keepText } from "../../static/feedback/sheet.js";

function store(entries = {}) {
  const own = Object.create({
    getItem: (key) => own[key] ?? null,
    setItem: (key, value) => (own[key] = value),
    removeItem: (key) => delete own[key],
  });
  return Object.assign(own, entries);
}

function form(value = "") {
  const field = { value, listeners: [], addEventListener: (_name, listener) => field.listeners.push(listener) };
  return { field, dataset: { keep: "rapport.feedback.7" }, querySelector: () => field };
}

test("what was written before stands in the field again", () => {
  const sheet = form();
  keepText(sheet, store({ "rapport.feedback.7": "Half a sentence" }));
  assert.equal(sheet.field.value, "Half a sentence");
});

test("a refused text that came back is not overwritten", () => {
  const sheet = form("refused");
  keepText(sheet, store({ "rapport.feedback.7": "older" }));
  assert.equal(sheet.field.value, "refused");
});

test("what is typed is kept, and forgotten once it was sent", () => {
  const sheet = form();
  const kept = store({ other: "stays" });
  keepText(sheet, kept);
  sheet.field.value = "New";
  sheet.field.listeners.forEach((listener) => listener());
  assert.equal(kept.getItem("rapport.feedback.7"), "New");
  forgetText(kept);
  assert.deepEqual(Object.keys(kept), ["other"]);
});

test("a ticket's page hears of its ticket, the list of all", () => {
  assert.ok(concerns({ dataset: { ticket: "7" } }, 7));
  assert.ok(!concerns({ dataset: { ticket: "7" } }, 8));
  assert.ok(concerns({ dataset: { tickets: "" } }, 8));
  assert.ok(concerns({ dataset: { ticket: "7" } }, null));
});

test("what is drawn on a picture stays within it, whichever corner it was begun at, and a click draws nothing", () => {
  const picture = { width: 200, height: 100 };
  const box = { x: 20, y: 40, width: 180, height: 60 };
  assert.deepEqual(boxBetween({ x: 20, y: 40 }, { x: 300, y: 400 }, picture), box);
  assert.deepEqual(boxBetween({ x: 300, y: 400 }, { x: 20, y: 40 }, picture), box);
  assert.equal(boxBetween({ x: 20, y: 40 }, { x: 21, y: 90 }, picture), null);
});

test("a pointer is found on the picture however small it is shown", () => {
  const shown = { left: 10, top: 20, width: 100, height: 50 };
  assert.deepEqual(placeOf({ clientX: 60, clientY: 45 }, shown, { width: 200, height: 100 }), { x: 100, y: 50 });
});
