// @ts-check
// Pictures that go along with feedback: taken of the page, framed where something is meant, covered where something is
// nobody's business. What is covered never leaves the browser: the file of the form is replaced at once.

import { QUALITY, shrunk, sizeWithin } from "../chat/files/shrinking.js";
import { boxBetween, draw, placeOf } from "./marks.js";

/** @typedef {import("./marks.js").Mark} Mark */

const PICTURE = /^image\/(png|jpeg|webp)$/;
const UNTIL_HIDDEN_MS = 300;

class Picture {
  /**
   * @param {File} file
   * @param {ImageBitmap} bitmap
   * @param {HTMLElement} shown
   * @param {() => void} onChange
   */
  constructor(file, bitmap, shown, onChange) {
    this.file = file;
    this.original = file;
    this.bitmap = bitmap;
    this.shown = shown;
    this.onChange = onChange;
    this.covers = false;
    /** @type {Mark[]} */
    this.marks = [];
    this.canvas = shown.querySelector("canvas");
    this.canvas.setAttribute("aria-label", file.name);
    [this.canvas.width, this.canvas.height] = sizeWithin(bitmap.width, bitmap.height);
    this.canvas.addEventListener("pointerdown", (event) => this.begin(event));
    shown.addEventListener("click", (event) => this.choose(/** @type {HTMLElement} */ (event.target)));
    this.paint(this.marks);
  }

  /** @param {HTMLElement} target */
  choose(target) {
    const tool = /** @type {HTMLElement | null} */ (target.closest("[data-tool]"));
    if (tool) {
      this.covers = tool.dataset.tool === "cover";
      for (const one of this.shown.querySelectorAll("[data-tool]")) {
        one.setAttribute("aria-pressed", String(one === tool));
      }
    } else if (target.closest("[data-undo]")) {
      this.marks.pop();
      this.keep();
    }
  }

  /** @param {PointerEvent} event */
  begin(event) {
    event.preventDefault();
    this.canvas.setPointerCapture(event.pointerId);
    const from = this.place(event);
    const mark = (/** @type {PointerEvent} */ now) => {
      const box = boxBetween(from, this.place(now), this.canvas);
      return box ? [...this.marks, { ...box, covers: this.covers }] : this.marks;
    };
    const ends = new AbortController();
    const { signal } = ends;
    this.canvas.addEventListener("pointermove", (now) => this.paint(mark(now)), { signal });
    const giveUp = () => {
      ends.abort();
      this.paint(this.marks);
    };
    this.canvas.addEventListener("pointercancel", giveUp, { signal });
    this.canvas.addEventListener(
      "pointerup",
      (now) => {
        ends.abort();
        this.marks = mark(now);
        this.keep();
      },
      { signal },
    );
  }

  /** @param {PointerEvent} event */
  place(event) {
    return placeOf(event, this.canvas.getBoundingClientRect(), this.canvas);
  }

  /** @param {Mark[]} marks */
  paint(marks) {
    const context = this.canvas.getContext("2d");
    context.drawImage(this.bitmap, 0, 0, this.canvas.width, this.canvas.height);
    draw(context, marks);
  }

  /** Not by `toBlob`, which takes a moment: who sends in it would send what was just covered. */
  keep() {
    this.paint(this.marks);
    this.file = this.marks.length ? fileOf(this.canvas, this.original) : this.original;
    this.onChange();
  }
}

/**
 * A PNG of a PNG; of a photo a JPEG, for as a PNG it would be too large to be taken.
 * @param {HTMLCanvasElement} canvas
 * @param {{name: string, type: string}} original
 */
function fileOf(canvas, { name, type }) {
  const [kind, ending] = type === "image/png" ? [type, "png"] : ["image/jpeg", "jpg"];
  const bytes = Uint8Array.from(atob(canvas.toDataURL(kind, QUALITY).split(",")[1]), (byte) => byte.charCodeAt(0));
  return new File([bytes], `${name.replace(/\.[^.]*$/, "")}.${ending}`, { type: kind });
}

/** What the person chooses to show of their screen, without the sheet over it. */
async function shoot() {
  const stream = await navigator.mediaDevices.getDisplayMedia(
    /** @type {any} */ ({ video: true, preferCurrentTab: true }),
  );
  document.documentElement.dataset.shooting = "";
  try {
    const video = document.createElement("video");
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    await new Promise((resolve) => setTimeout(resolve, UNTIL_HIDDEN_MS));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = sizeWithin(video.videoWidth, video.videoHeight);
    canvas.getContext("2d").drawImage(video, 0, 0, canvas.width, canvas.height);
    return fileOf(canvas, { name: "page.png", type: "image/png" });
  } finally {
    delete document.documentElement.dataset.shooting;
    for (const track of stream.getTracks()) track.stop();
  }
}

/** @param {HTMLElement} piece Beside the form's field for files. */
export function start(piece) {
  const input = /** @type {HTMLInputElement} */ (piece.closest("form").querySelector("input[type=file]"));
  const place = piece.querySelector("[data-pictures]");
  const template = piece.querySelector("template");
  const shot = /** @type {HTMLButtonElement} */ (piece.querySelector("[data-shoot]"));
  /** @type {(File | Picture)[]} */
  let kept = [];

  const put = () => {
    const chosen = new DataTransfer();
    for (const one of kept) chosen.items.add(one instanceof Picture ? one.file : one);
    input.files = chosen.files;
  };
  const read = async (/** @type {File} */ chosen) => {
    const file = await shrunk(chosen);
    if (!PICTURE.test(file.type)) return file;
    try {
      const bitmap = await createImageBitmap(file);
      const shown = /** @type {HTMLElement} */ (/** @type {Element} */ (template.content.firstElementChild).cloneNode(true));
      return new Picture(file, bitmap, shown, put);
    } catch {
      return file;
    }
  };
  const forget = (/** @type {(File | Picture)[]} */ gone) => {
    for (const one of gone) if (one instanceof Picture) one.bitmap.close();
  };
  const show = (/** @type {(File | Picture)[]} */ chosen) => {
    forget(kept.filter((one) => !chosen.includes(one)));
    kept = chosen;
    place.replaceChildren(...kept.filter((one) => one instanceof Picture).map((one) => one.shown));
    put();
  };

  let times = 0;
  const take = async () => {
    const mine = ++times;
    const chosen = await Promise.all([...input.files].map(read));
    // Others were chosen while these were being read.
    if (mine !== times) return forget(chosen);
    show(chosen);
  };
  let taking = take(); // what was chosen before this script had come
  input.addEventListener("change", () => (taking = take()));
  shot.hidden = !navigator.mediaDevices?.getDisplayMedia;
  shot.addEventListener("click", async () => {
    let file;
    try {
      file = await shoot();
    } catch {
      return; // they chose to show nothing
    }
    const taken = await read(file);
    await taking;
    show([...kept, taken]);
  });
}
