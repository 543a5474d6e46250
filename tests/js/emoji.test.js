import assert from "node:assert/strict";
import { test } from "node:test";

import { EMOJIS } from "../../static/chat/emoji/emojis.js";
import { found, groupsOf, withRecent } from "../../static/chat/emoji/finding.js";

const groups = groupsOf(EMOJIS);
const all = groups.flatMap((group) => group.emojis);
const chars = (query) => found(all, query).map((emoji) => emoji.char);

test("each emoji is there once, with a name in both languages", () => {
  assert.ok(all.length > 150);
  assert.equal(new Set(all.map((emoji) => emoji.char)).size, all.length);
  for (const { char, en, zh } of all) {
    assert.match(en[0], /^[a-z]/, char);
    assert.match(zh[0], /[\u4e00-\u9fff]/, char);
    // What the server takes for a reaction.
    assert.ok([...char].length <= 16 && /\p{Emoji}/u.test(char), char);
  }
  for (const group of groups) assert.ok(group.en && group.zh && group.emojis.length);
});

test("it is found by the beginning of an English word and within a Chinese one, the exact one first", () => {
  assert.equal(chars("thumbs")[0], "👍");
  assert.equal(chars("HEART")[0], "❤️");
  assert.ok(chars("cel").includes("🎉"));
  assert.equal(chars("谢谢")[0], "🙏");
  assert.ok(chars("庆祝").includes("🎂") === false && chars("生日").includes("🎂"));
  assert.deepEqual(chars("xyzzy"), []);
  assert.equal(chars(" ").length, all.length);
});

test("the one used last stands first, and once", () => {
  assert.deepEqual(withRecent(["👍", "🎉"], "🎉"), ["🎉", "👍"]);
  assert.equal(withRecent(all.map((emoji) => emoji.char), "🐼").length, 14);
});
