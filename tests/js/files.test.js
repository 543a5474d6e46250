import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { hindranceOf, kindOf } from "../../static/chat/files/choosing.js";
import { sendInParts } from "../../static/chat/files/resumable.js";
import { sizeWithin } from "../../static/chat/files/shrinking.js";
import { excerptOf, metaOf, sizeWords } from "../../static/chat/files/tiles.js";
import { hindranceOf as recordable, loudness, refusalOf } from "../../static/chat/files/recording.js";
import { levelsOf } from "../../static/chat/files/voices.js";
import { lengthOf, waveOf } from "../../static/chat/files/waveform.js";
import { MemoryStorage } from "../../static/chat/sending/outbox.js";

const word = (name, values = {}) => `${name}:${values.n ?? ""}`;

describe("what may be chosen", () => {
  const limits = {
    image_types: ["image/png"], image_max_bytes: 5 * 1024 * 1024, file_extensions: ["pdf"],
    file_max_bytes: 20 * 1024 * 1024, files_max: 10,
  };

  test("a picture by its type, a document by its name, both by their size", () => {
    assert.equal(hindranceOf({ name: "a.png", type: "image/png", size: 5 }, limits, 0), null);
    assert.equal(hindranceOf({ name: "简历.PDF", type: "", size: 5 }, limits, 9), null);
    assert.equal(hindranceOf({ name: "a.exe", type: "", size: 5 }, limits, 0).word, "badFile");
    assert.equal(hindranceOf({ name: "a.pdf", type: "", size: 0 }, limits, 0).word, "fileEmpty");
    assert.equal(hindranceOf({ name: "a.pdf", type: "", size: 5 }, limits, 10).word, "tooManyFiles");
    const large = hindranceOf({ name: "a.png", type: "image/png", size: 6 * 1024 * 1024 }, limits, 0);
    assert.deepEqual(large, { word: "fileTooLarge", values: { n: 5 } });
  });

  test("a photo may be larger, because it is made smaller before it leaves", () => {
    const size = 12 * 1024 * 1024;
    assert.equal(hindranceOf({ name: "IMG_1.HEIC", type: "", size }, limits, 0), null);
    assert.equal(hindranceOf({ name: "a.jpg", type: "image/jpeg", size }, { ...limits, image_types: ["image/jpeg"] }, 0), null);
    assert.deepEqual(sizeWithin(4032, 3024), [2560, 1920]);
    assert.deepEqual(sizeWithin(800, 600), [800, 600]);
  });

  test("one document makes a message one of files", () => {
    assert.equal(kindOf([]), "text");
    assert.equal(kindOf([{ form: "image" }]), "image");
    assert.equal(kindOf([{ form: "image" }, { form: "document" }]), "file");
  });
});

describe("a tile", () => {
  test("says kind, size and length", () => {
    assert.equal(sizeWords(2.3 * 1024 * 1024, word), "2.3\u00a0MB");
    assert.equal(metaOf({ size: 10, facts: { kind: "pdf", pages: 1 } }, word), "PDF · byteMany:10 · pageOne:1");
  });

  test("lists the first of what a ZIP holds", () => {
    const entries = [..."abcdefg"].map((name) => ({ name, size: 1 }));
    assert.equal(excerptOf({ facts: { kind: "zip", entries, count: 9 } }, word), "a\nb\nc\nd\ne\nandMore:4");
  });
});

describe("a large file", () => {
  const size = 5 * 1024 * 1024;
  const file = { name: "a.zip", size, lastModified: 1, slice: (from, to) => ({ from, to: Math.min(to, size) }) };

  /** A server that keeps parts, and a network that fails at the given parts. */
  function fake(failing) {
    const server = { offset: 0, sent: 0, begun: 0, calls: 0 };
    const state = () => ({ id: "u", offset: server.offset, attachment: server.offset === size ? { id: 7 } : null });
    const api = {
      post: async () => {
        server.begun += 1;
        return state();
      },
      get: async () => state(),
      destroy: async () => {},
      sendPart: async (_url, part, offset) => {
        if (failing.includes((server.calls += 1))) throw Object.assign(new Error("offline"), { isPassing: true });
        assert.equal(offset, server.offset);
        server.sent += part.to - part.from;
        server.offset = part.to;
        return state();
      },
    };
    return { server, api };
  }

  const options = { url: "/u/", conversation: 1, wait: async () => {} };

  test("goes on after a network that failed, and sends no byte twice", async () => {
    const { server, api } = fake([2, 4]);
    const attachment = await sendInParts(file, { ...options, api, storage: new MemoryStorage() });
    assert.deepEqual([attachment.id, server.sent, server.begun], [7, size, 1]);
  });

  test("is gone on with after the page was left", async () => {
    const { server, api } = fake([4, 5, 6, 7]);
    const storage = new MemoryStorage();
    await assert.rejects(sendInParts(file, { ...options, api, storage }));
    const attachment = await sendInParts(file, { ...options, api, storage });
    assert.deepEqual([attachment.id, server.sent, server.begun], [7, size, 1]);
  });
});

describe("a voice note", () => {
  test("shows its length and its bars as the server does", () => {
    assert.deepEqual([0.2, 14.4, 14.5, 59.6, 300].map(lengthOf), ["0:01", "0:14", "0:15", "1:00", "5:00"]);
    assert.equal(waveOf([0, 40, 100, 60]), "M1 15v2M4 11v10M7 2v28M10 8v16");
    assert.equal(waveOf([0, 40, 100, 60], 0.5), "M1 15v2M4 11v10");
    assert.equal(levelsOf({ facts: {} }).length, 40);
    assert.equal(kindOf([{ form: "voice" }]), "file");
  });

  test("its waveform is how loud it is from beginning to end", () => {
    const samples = Float32Array.from({ length: 4000 }, (_none, place) => (place < 2000 ? 0 : place < 3000 ? 0.4 : 0.8));
    assert.deepEqual(loudness(samples, 4), [0, 0, 50, 100]);
    assert.deepEqual(loudness(new Float32Array(100), 4), [0, 0, 0, 0]);
    assert.deepEqual(loudness(new Float32Array(0)), []);
  });

  test("what stands in the way is said", () => {
    const devices = { getUserMedia() {} };
    assert.equal(recordable({ isSecure: false, devices, Recorder: class {} }), "voiceInsecure");
    assert.equal(recordable({ isSecure: true, devices: undefined, Recorder: class {} }), "voiceUnsupported");
    assert.equal(recordable({ isSecure: true, devices, Recorder: class {} }), null);
    assert.deepEqual(["NotAllowedError", "NotFoundError", "NotReadableError"].map(refusalOf), ["voiceDenied", "voiceNoDevice", "voiceBusy"]);
  });
});
