// What a page fetches only when it is needed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isHeard } from "../../static/shell/htmx.js";
import { keepUntil, later } from "../../static/shell/later.js";

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

test("something is fetched once, and again only after a failure", async () => {
  let asked = 0;
  const answers = [new Error("no connection"), "there"];
  const fetchIt = later(async () => {
    asked += 1;
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  await assert.rejects(fetchIt());
  assert.equal(await fetchIt(), "there");
  assert.equal(await fetchIt(), "there");
  assert.equal(asked, 2);
});

test("what happens before it is there is given again in its order, and once", async () => {
  const page = new EventTarget();
  const heard = [];
  let isThere = false;
  let come;
  const load = later(() => new Promise((resolve) => (come = resolve)));
  keepUntil(page, ["click"], { wants: () => !isThere, load, tell: assert.fail });
  page.addEventListener("click", (event) => heard.push(event.constructor.name));
  page.dispatchEvent(new Event("click", { cancelable: true }));
  page.dispatchEvent(new CustomEvent("click"));
  await soon();
  assert.deepEqual(heard, []);
  isThere = true;
  come();
  await soon();
  assert.deepEqual(heard, ["Event", "CustomEvent"]);
  page.dispatchEvent(new Event("click"));
  assert.equal(heard.length, 3);
});

test("what doesn't come is said, and the next try fetches it", async () => {
  const page = new EventTarget();
  const heard = [];
  const said = [];
  let isThere = false;
  const load = later(async () => {
    if (said.length === 0) throw new Error("no connection");
    isThere = true;
  });
  keepUntil(page, ["click"], { wants: () => !isThere, load, tell: (error) => said.push(error.message) });
  page.addEventListener("click", () => heard.push("click"));
  page.dispatchEvent(new Event("click"));
  await soon();
  assert.deepEqual([heard, said], [[], ["no connection"]]);
  page.dispatchEvent(new Event("click"));
  await soon();
  assert.deepEqual([heard, said], [["click"], ["no connection"]]);
});

test("only what htmx would act on waits for it", () => {
  const inside = (kind, trigger) => {
    const speaker = { matches: (selector) => selector.split(", ").includes(kind), getAttribute: () => trigger ?? null };
    return { closest: () => speaker };
  };
  assert.ok(isHeard({ type: "click", target: inside("button") }));
  assert.ok(isHeard({ type: "submit", target: inside("form") }));
  assert.ok(isHeard({ type: "opened", target: inside("details", "opened") }));
  // A tick in a form, a menu that opens and a letter typed are the page's own.
  assert.ok(!isHeard({ type: "click", target: inside("form") }));
  assert.ok(!isHeard({ type: "click", target: inside("details", "opened") }));
  assert.ok(!isHeard({ type: "click", target: inside("div", "input delay:300ms, load") }));
  assert.ok(!isHeard({ type: "click", target: { closest: () => null } }));
});
