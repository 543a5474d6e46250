// The feedback sheet keeps what is written; "my feedback" knows what concerns it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { concerns } from "../../static/feedback/live.js";
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
