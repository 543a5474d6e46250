import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { intentOf } from "../../static/chat/sending/keys.js";
import { filledIn, nextPrompt, paletteAt, paletteQuery, partsOf, search, shownText } from "../../static/chat/presets/presets.js";
import { MyTyping, OthersTyping } from "../../static/chat/sending/typing.js";

const key = (name, fields = {}) => ({ key: name, isComposing: false, keyCode: 0, ...fields });

describe("keys", () => {
  test("Enter sends and Shift+Enter breaks the line", () => {
    assert.equal(intentOf(key("Enter")), "send");
    assert.equal(intentOf(key("Enter", { shiftKey: true })), "break");
    assert.equal(intentOf(key("Enter", { ctrlKey: true })), "send");
  });

  test("while an input method composes, Enter only confirms the word", () => {
    assert.equal(intentOf(key("Enter", { isComposing: true })), null);
    assert.equal(intentOf(key("Enter", { keyCode: 229 })), null);
    assert.equal(intentOf(key("Enter", { keyCode: 229 }), { palette: true }), null);
    assert.equal(intentOf(key("ArrowDown", { isComposing: true }), { palette: true }), null);
  });

  test("in the palette arrows move, Enter and Tab choose, Escape closes", () => {
    const palette = { palette: true };
    assert.equal(intentOf(key("ArrowDown"), palette), "next");
    assert.equal(intentOf(key("ArrowUp"), palette), "previous");
    assert.equal(intentOf(key("Enter"), palette), "choose");
    assert.equal(intentOf(key("Tab"), palette), "choose");
    assert.equal(intentOf(key("Escape"), palette), "close");
    assert.equal(intentOf(key("Enter", { shiftKey: true }), palette), "break");
  });

  test("Tab goes to the next thing to fill in, and leaves the box when there is none", () => {
    assert.equal(intentOf(key("Tab"), { prompt: true }), "fill");
    assert.equal(intentOf(key("Tab")), null);
    assert.equal(intentOf(key("Tab", { shiftKey: true }), { prompt: true }), null);
  });

  test("the arrow up edits my last message only from an empty box", () => {
    assert.equal(intentOf(key("ArrowUp"), { empty: true }), "editLast");
    assert.equal(intentOf(key("ArrowUp")), null);
  });
});

describe("presets", () => {
  const presets = [
    { id: 1, title: "Offer a time", text: "Does {?time} suit you?" },
    { id: 2, title: "Thanks", text: "Thank you, I'll offer a time tonight." },
    { id: 3, title: "约面试", text: "{?时间}方便吗？" },
  ];

  test("the palette opens on a slash at the very beginning only", () => {
    assert.equal(paletteQuery("/"), "");
    assert.equal(paletteQuery("/ off"), "off");
    assert.equal(paletteQuery("and/or"), null);
    assert.equal(paletteQuery("/one\ntwo"), null);
  });

  test("it opens also after a space, for the word that follows, and in the place of that word", () => {
    for (const slash of ["/", "／", "、"]) {
      assert.deepEqual(paletteAt(`Hello ${slash}ms`), { start: 6, query: "ms" });
      assert.deepEqual(paletteAt(`${slash}约 面试`), { start: 0, query: "约 面试" });
    }
    assert.equal(paletteAt("面试、薪资"), null);
    assert.equal(paletteAt("Hello /ms now"), null);
    assert.equal(paletteAt("km/h"), null);
  });

  test("a title is found by how it sounds and in the other language", () => {
    const kept = [
      { id: 1, title: "你好", text: "明天说", keys: ["你好", "hello", "nihao", "nh"] },
      { id: 2, title: "约面试", text: "{?时间}方便吗？", keys: ["约面试", "arrange an interview", "yuemianshi", "yms"] },
      { id: 3, title: "面试前", text: "地址", keys: ["面试前", "before it", "mianshiqian", "msq"] },
    ];
    const ids = (query) => search(kept, query).map((preset) => preset.id);
    assert.deepEqual(ids("ms"), [3, 2], "what begins with it stands first");
    assert.deepEqual(ids("yue"), [2]);
    assert.deepEqual(ids("interview"), [2]);
    assert.deepEqual(ids("zz"), []);
  });

  test("what was filled in stands in the text, and what wasn't stays a question", () => {
    const parts = partsOf("{?day} at {?time}, {?day}?");
    assert.equal(filledIn(parts, new Map([["day", "Monday "]])), "Monday at {?time}, Monday?");
    assert.equal(filledIn(partsOf("No question."), new Map()), "No question.");
  });

  test("a title that begins with the word comes first, then other titles, then texts", () => {
    assert.deepEqual(search(presets, "offer").map((preset) => preset.id), [1, 2]);
    assert.deepEqual(search(presets, "time tha").map((preset) => preset.id), [2]);
    assert.deepEqual(search(presets, "面试").map((preset) => preset.id), [3]);
    assert.deepEqual(search(presets, "").length, 3);
    assert.deepEqual(search(presets, "zzz"), []);
  });

  test("what is left to fill in is found after the cursor, then from the start", () => {
    const text = "At {?time} in {?place}?";
    assert.deepEqual(nextPrompt(text), { start: 3, end: 10, question: "time" });
    assert.equal(nextPrompt(text, 5).question, "place");
    assert.equal(nextPrompt(text, 20).question, "time");
    assert.equal(nextPrompt("At nine."), null);
    assert.equal(shownText(text), "At [time] in [place]?");
  });
});

describe("typing", () => {
  test("my typing is said at once and then every three seconds", () => {
    const typing = new MyTyping();
    assert.deepEqual([0, 1000, 2999, 3000, 5000, 6001].map((now) => typing.keystroke(now)), [
      true, false, false, true, false, true,
    ]);
    typing.sent();
    assert.equal(typing.keystroke(6002), true);
  });

  test("their typing expires after six seconds, or with their message", () => {
    const typing = new OthersTyping();
    typing.heard(7, 0);
    typing.heard(8, 1000);
    assert.deepEqual(typing.at(5999), [7, 8]);
    assert.equal(typing.nextChange(5000), 1000);
    assert.deepEqual(typing.at(6000), [8]);
    typing.messageFrom(8);
    assert.deepEqual(typing.at(6001), []);
    assert.equal(typing.nextChange(6001), null);
  });
});
