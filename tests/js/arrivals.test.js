import assert from "node:assert/strict";
import { test } from "node:test";

import { Arrivals, wordsOf } from "../../static/shell/arrivals.js";

const ANA = 7;
const BEN = 9;
const message = (more = {}) => ({ sender: BEN, body: "Are  you\nfree?", attachments: [], recalled_at: null, ...more });
const talk = (more = {}) => ({
  kind: "job", title: "Engineer", state: { is_muted: false }, participants: [{ user: BEN, name: "Ben" }], ...more,
});

test("it says who wrote and how it begins", () => {
  assert.deepEqual(wordsOf(message(), talk(), ANA), { title: "Ben", body: "Are you free?" });
  assert.equal(wordsOf(message(), talk({ kind: "group", title: "Move" }), ANA).title, "Ben · Move");
  assert.equal(wordsOf(message({ body: "", attachments: [{ name: "a.pdf" }] }), talk(), ANA).body, "a.pdf");
  assert.equal(wordsOf(message({ body: "x".repeat(500) }), talk(), ANA).body.length, 140);
});

test("one's own, the product's, what was taken back and what one muted need no word", () => {
  assert.equal(wordsOf(message({ sender: ANA }), talk(), ANA), null);
  assert.equal(wordsOf(message({ sender: null }), talk(), ANA), null);
  assert.equal(wordsOf(message({ recalled_at: "2026-01-01" }), talk(), ANA), null);
  assert.equal(wordsOf(message(), talk({ state: { is_muted: true } }), ANA), null);
});

test("several messages of one conversation are one toast, which goes when it was read", async () => {
  const shown = [];
  let asked = 0;
  const arrivals = new Arrivals({
    me: ANA, api: "/api/v1/conversations/0/", page: "/inbox/0/",
    get: async (url) => ((asked += 1), assert.equal(url, "/api/v1/conversations/3/"), talk()),
    show: (toast) => {
      shown.push(toast);
      return { remove: () => shown.splice(shown.indexOf(toast), 1) };
    },
  });
  await Promise.all([1, 2].map((n) => arrivals.came({ conversation: 3, message: message({ body: `No. ${n}` }) })));
  assert.equal(asked, 1);
  assert.deepEqual(shown, [{ title: "Ben", body: "No. 2", url: "/inbox/3/" }]);
  await arrivals.came({ conversation: 3, message: message({ body: "No. 3" }) });
  assert.deepEqual(shown.map((toast) => toast.body), ["No. 3"]);
  arrivals.read(3);
  assert.deepEqual(shown, []);
});

test("without a connection there is no toast, and the next message tries again", async () => {
  let isDown = true;
  const shown = [];
  const arrivals = new Arrivals({
    me: ANA, api: "/0/", page: "/0/",
    get: async () => {
      if (isDown) throw new TypeError("offline");
      return talk();
    },
    show: (toast) => (shown.push(toast), { remove: () => {} }),
  });
  await arrivals.came({ conversation: 3, message: message() });
  isDown = false;
  await arrivals.came({ conversation: 3, message: message() });
  assert.equal(shown.length, 1);
});
