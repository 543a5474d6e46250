// @ts-check
/** Files on their way: chosen, pasted or dropped; shown at once, uploaded with progress, sent with the message. */

import { destroy, get, post, sendPart, upload } from "../api.js";
import { hindranceOf, isImage, isShown } from "./choosing.js";
import { LARGE, sendInParts } from "./resumable.js";
import { shrunk } from "./shrinking.js";

export class Uploads {
  constructor({ url, partsUrl, storage, fields, tray, template, chooser, dropZone, word, tell, limits }) {
    this.url = url;
    this.partsUrl = partsUrl;
    this.storage = storage;
    this.fields = fields;
    this.tray = tray;
    this.template = template;
    this.word = word;
    this.tell = tell;
    this.limits = limits;
    this.items = [];
    this.bringing = 0;
    this.onChange = () => {};
    chooser.input.addEventListener("change", () => {
      this.add([...chooser.input.files]);
      chooser.input.value = "";
    });
    chooser.button.addEventListener("click", () => chooser.input.click());
    let depth = 0;
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    const over = (change) => {
      depth = Math.max(0, depth + change);
      dropZone.classList.toggle("is-dropping", depth > 0);
    };
    dropZone.addEventListener("dragenter", (event) => holdsFiles(event) && over(1));
    dropZone.addEventListener("dragleave", (event) => holdsFiles(event) && over(-1));
    dropZone.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
    dropZone.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over(-depth);
      this.add([...event.dataTransfer.files]);
    });
  }

  get isBusy() {
    return this.bringing > 0 || this.items.some((item) => item.state === "uploading");
  }

  /** What a message may carry now: attachments as the server gave them, a picture with its own `preview`. */
  ready() {
    return this.items.filter((item) => item.state === "ready").map((item) => ({ ...item.attachment, preview: item.preview }));
  }

  add(files) {
    for (const file of files) {
      const hindrance = hindranceOf(file, this.limits, this.items.length);
      if (hindrance) this.tell(this.word(hindrance.word, { name: file.name, ...hindrance.values }));
      else this.#start(file);
    }
  }

  clear() {
    for (const item of this.items) item.element.remove();
    this.items = [];
    this.tray.hidden = true;
    this.onChange();
  }

  /** What a preset carries: copies that the server lays out for this conversation. */
  async bring(preset) {
    if (this.items.length + preset.files.length > this.limits.files_max) {
      this.tell(this.word("tooManyFiles", { n: this.limits.files_max }));
      return;
    }
    this.bringing += 1;
    this.onChange();
    try {
      const { results } = await post(`/api/v1/presets/${preset.id}/attachments/`, this.fields);
      for (const attachment of results) {
        const preview = attachment.form === "image" ? attachment.thumbnail ?? attachment.url : null;
        const item = this.#place({ file: null, name: attachment.name, preview });
        item.attachment = attachment;
        this.#become(item, "ready");
      }
    } catch (error) {
      this.tell(error.detail || this.word("uploadFailed", { name: preset.files.join(", ") }));
    } finally {
      this.bringing -= 1;
      this.onChange();
    }
  }

  #start(file) {
    const preview = isShown(file, this.limits) ? URL.createObjectURL(file) : null;
    this.#send(this.#place({ file, name: file.name || this.word("image"), preview }));
  }

  #place({ file, name, preview }) {
    const element = this.template.content.firstElementChild.cloneNode(true);
    const item = { file, element, preview, state: "uploading", stop: new AbortController() };
    element.querySelector("img").hidden = !preview;
    element.querySelector("[data-part=file]").hidden = Boolean(preview);
    element.querySelector("[data-part=file-name]").textContent = name;
    if (preview) {
      element.querySelector("img").src = preview;
      element.querySelector("img").alt = name;
    }
    element.querySelector("[data-part=remove]").setAttribute("aria-label", this.word("removeImage", { name }));
    element.querySelector("[data-part=remove]").addEventListener("click", () => this.#remove(item));
    element.querySelector("[data-part=again]").addEventListener("click", () => this.#send(item));
    this.items.push(item);
    this.tray.append(element);
    this.tray.hidden = false;
    return item;
  }

  async #send(item) {
    const progress = item.element.querySelector("progress");
    this.#become(item, "uploading");
    try {
      item.attachment = await this.#sent(item.file, {
        onProgress: (share) => {
          progress.value = share;
        },
        signal: item.stop.signal,
      });
      this.#become(item, "ready");
    } catch (error) {
      if (error.code === "aborted") return;
      this.#become(item, "failed");
      this.tell(error.detail || this.word("uploadFailed", { name: item.file.name }));
    }
  }

  async #sent(chosen, options) {
    const file = await shrunk(chosen);
    const most = this.limits.image_max_bytes;
    if (isImage(file, this.limits) && file.size > most) {
      const detail = this.word("fileTooLarge", { name: file.name, n: Math.floor(most / 1024 ** 2) });
      throw Object.assign(new Error(), { code: "file_too_large", detail });
    }
    if (file.size < LARGE) return await upload(this.url, { ...this.fields, file }, options);
    return await sendInParts(file, {
      ...options, ...this.fields, url: this.partsUrl, api: { destroy, get, post, sendPart }, storage: this.storage,
    });
  }

  #remove(item) {
    item.stop.abort();
    // What isn't sent counts among what waits, until it is gone there, too.
    if (item.attachment) destroy(`/api/v1/attachments/${item.attachment.id}/`).catch(() => {});
    item.element.remove();
    if (item.preview?.startsWith("blob:")) URL.revokeObjectURL(item.preview);
    this.items = this.items.filter((other) => other !== item);
    this.tray.hidden = this.items.length === 0;
    this.onChange();
  }

  #become(item, state) {
    item.state = state;
    item.element.dataset.state = state;
    item.element.querySelector("progress").hidden = state !== "uploading";
    item.element.querySelector("[data-part=again]").hidden = state !== "failed";
    this.onChange();
  }
}
