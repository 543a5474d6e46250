// The small rules of the shell: times, counts, toasts, menus, theme, refusals.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeFetcher, shown, titleWith } from "../../static/shell/counts.js";
import { exactWords, momentWords } from "../../static/shell/moments.js";
import { nextItem } from "../../static/shell/overlays.js";
import { isShownRefusal } from "../../static/shell/requests.js";
import { themeCookie } from "../../static/shell/theme.js";
import { lifetime, safeAddress } from "../../static/shell/toasts.js";

const NOW = Date.parse("2026-05-14T12:00:00Z");
const EN = { now: "just now", minutes: "{n} min ago", hours: "{n} h ago" };
const ZH = { now: "刚刚", minutes: "{n} 分钟前", hours: "{n} 小时前" };

function words(iso, language = "en", zone = "Asia/Shanghai") {
  return momentWords(Date.parse(iso), NOW, language === "en" ? EN : ZH, language, zone);
}

test("times are relative up to a day", () => {
  assert.equal(words("2026-05-14T11:59:30Z"), "just now");
  assert.equal(words("2026-05-14T11:59:00Z"), "1 min ago");
  assert.equal(words("2026-05-14T11:00:01Z"), "59 min ago");
  assert.equal(words("2026-05-14T11:00:00Z"), "1 h ago");
  assert.equal(words("2026-05-13T12:00:01Z"), "23 h ago");
  assert.equal(words("2026-05-14T09:00:00Z", "zh-Hans"), "3 小时前");
});

test("then exact, in the reader's zone and language", () => {
  assert.equal(words("2026-05-13T12:00:00Z"), "13 May, 20:00");
  assert.equal(words("2026-05-13T12:00:00Z", "en", "Europe/Berlin"), "13 May, 14:00");
  assert.equal(words("2026-05-13T12:00:00Z", "zh-Hans"), "5月13日 20:00");
});

test("the year is said when it is another one for the reader", () => {
  assert.match(words("2025-05-13T12:00:00Z"), /2025/);
  assert.match(exactWords(Date.parse("2025-12-31T20:00:00Z"), NOW, "en", "Asia/Shanghai"), /^1 Jan, 04:00$/);
});

test("a clock that is a little ahead isn't the future", () => {
  assert.equal(words("2026-05-14T12:00:20Z"), "just now");
  assert.equal(words("2026-05-14T13:00:00Z"), "14 May, 21:00");
});

test("the title counts, and counts anew", () => {
  assert.equal(titleWith("Inbox · Rapport", 3), "(3) Inbox · Rapport");
  assert.equal(titleWith("(3) Inbox · Rapport", 120), "(99+) Inbox · Rapport");
  assert.equal(titleWith("(99+) Inbox · Rapport", 0), "Inbox · Rapport");
  assert.equal(titleWith("(Senior) engineer", 0), "(Senior) engineer");
  assert.equal(shown(100), "99+");
});

test("many hints are one fetch", async () => {
  const runs = [];
  const calls = [];
  const got = [];
  const refetch = makeFetcher("/settings/counts/", {
    fetch: async (url) => {
      calls.push(url);
      return { ok: true, json: async () => ({ bell: 2 }) };
    },
    setTimeout: (run) => runs.push(run),
    apply: (counts) => got.push(counts),
  });
  for (let hint = 0; hint < 10; hint++) refetch();
  assert.equal(runs.length, 1);
  await runs[0]();
  assert.deepEqual(calls, ["/settings/counts/"]);
  assert.deepEqual(got, [{ bell: 2 }]);
  refetch();
  assert.equal(runs.length, 2);
});

test("a fetch that fails changes nothing and may be tried again", async () => {
  const runs = [];
  const refetch = makeFetcher("/settings/counts/", {
    fetch: async () => {
      throw new TypeError("offline");
    },
    setTimeout: (run) => runs.push(run),
    apply: () => assert.fail("nothing was fetched"),
  });
  refetch();
  await runs[0]();
  refetch();
  assert.equal(runs.length, 2);
});

test("errors stay, recognition stays longer, long texts can be read", () => {
  assert.equal(lifetime({ kind: "bad", title: "No" }), 0);
  assert.ok(lifetime({ kind: "warm", title: "You answered" }) > lifetime({ title: "You answered" }));
  assert.ok(lifetime({ title: "x".repeat(300) }) > 15_000);
});

test("only this site's addresses become links", () => {
  const site = "https://jobs.example";
  assert.equal(safeAddress("/inbox/3/?a=1#m", site), "/inbox/3/?a=1#m");
  for (const url of ["https://evil.example/", "//evil.example", "javascript:alert(1)", "data:text/html,x", "", null]) {
    assert.equal(safeAddress(url, site), "");
  }
});

test("arrow keys go round a menu", () => {
  assert.equal(nextItem("ArrowDown", -1, 3), 0);
  assert.equal(nextItem("ArrowDown", 2, 3), 0);
  assert.equal(nextItem("ArrowUp", 0, 3), 2);
  assert.equal(nextItem("Home", 2, 3), 0);
  assert.equal(nextItem("End", 0, 3), 2);
  assert.equal(nextItem("a", 0, 3), -1);
  assert.equal(nextItem("ArrowDown", 0, 0), -1);
});

test("a theme is remembered for a year, and forgotten at once", () => {
  assert.equal(themeCookie("dark", false), "theme=dark; path=/; max-age=31536000; samesite=lax");
  assert.equal(themeCookie("", true), "theme=; path=/; max-age=0; samesite=lax; secure");
});

test("a refusal is shown where it says, nothing else of an error is", () => {
  assert.equal(isShownRefusal(409, "#toasts"), true);
  assert.equal(isShownRefusal(500, null), false);
  assert.equal(isShownRefusal(200, "#list"), false);
});
