// @ts-check
/** Recording a voice note: hold the button while speaking, or tap it, speak and tap again; listen, then send. */

import { elementOf } from "../../shell/dom.js";
import { showToast } from "../../shell/toasts.js";
import { destroy, get, post, sendPart } from "../api.js";
import { sendInParts } from "./resumable.js";
import { playerOf } from "./voices.js";
import { clock } from "./waveform.js";

/** What browsers record, the widest understood first. */
export const TYPES = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4", "audio/ogg;codecs=opus"];
const BITS = 32_000;
const HELD_MS = 500;
const SHORTEST_SECONDS = 0.7;
const BARS = 64;

/** How loud it is from beginning to end, `count` figures from 0 to 100, the loudest 100. */
export function loudness(samples, count = BARS) {
  if (samples.length === 0) return [];
  const levels = Array.from({ length: count }, (_none, bar) => {
    const from = Math.floor((bar * samples.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * samples.length) / count));
    let sum = 0;
    for (let place = from; place < to; place++) sum += samples[place] ** 2;
    return Math.sqrt(sum / (to - from));
  });
  const most = Math.max(...levels);
  return levels.map((level) => (most > 0.001 ? Math.round((level / most) * 100) : 0));
}

/** Why it can't begin, as a word; null where it can be tried. */
export function hindranceOf({ isSecure, devices, Recorder }) {
  if (!isSecure) return "voiceInsecure";
  return devices?.getUserMedia && Recorder ? null : "voiceUnsupported";
}

/** What the browser's refusal of the microphone means, as a word. */
export function refusalOf(name) {
  if (name === "NotAllowedError" || name === "SecurityError") return "voiceDenied";
  if (name === "NotFoundError" || name === "OverconstrainedError") return "voiceNoDevice";
  return name === "NotReadableError" || name === "AbortError" ? "voiceBusy" : "voiceUnsupported";
}

/**
 * @param {HTMLFormElement} form the composer's
 * @param {{conversation: number, url: string, storage: any, seconds: number, word: (name: string, values?: object) => string,
 *   mayBegin: () => boolean, onSend: (attachment: object) => void}} options
 */
export function mountRecording(form, options) {
  const button = /** @type {HTMLButtonElement | null} */ (form.querySelector("[data-part=record]"));
  if (!button) return { close: () => {} };
  button.hidden = false;
  /** @type {Recording | null} */
  let recording = null;
  const begin = () => {
    if (recording || !options.mayBegin()) return;
    const hindrance = hindranceOf({
      isSecure: window.isSecureContext, devices: navigator.mediaDevices, Recorder: window.MediaRecorder,
    });
    if (hindrance) {
      showToast({ title: options.word(hindrance), kind: "bad" });
      return;
    }
    recording = new Recording(form, options, () => {
      recording = null;
      button.focus();
    });
    recording.begin();
  };
  button.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const since = Date.now();
    begin();
    // The button is hidden by now, and where the finger leaves is the page's to know.
    const left = () => Date.now() - since >= HELD_MS && recording?.released();
    document.addEventListener("pointerup", left, { once: true });
  });
  button.addEventListener("click", begin);
  button.addEventListener("contextmenu", (event) => event.preventDefault());
  return { close: () => recording?.discard() };
}

class Recording {
  constructor(form, options, onOver) {
    this.form = form;
    this.options = options;
    this.word = options.word;
    this.onOver = onOver;
    this.row = form.querySelector(".composer-row");
    this.box = elementOf("recorder");
    this.chunks = [];
    this.isOver = false;
    this.isReleased = false;
    this.isSending = false;
    this.part("discard").addEventListener("click", () => this.discard());
    this.part("stop").addEventListener("click", () => this.stop());
    this.part("send-voice").addEventListener("click", () => this.send());
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.recorder?.state !== "recording") return;
      event.stopPropagation();
      this.stop();
    });
  }

  async begin() {
    this.row.hidden = true;
    this.row.after(this.box);
    this.#become("asking", "voiceAsking");
    this.part("discard").focus();
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.isOver) {
        for (const track of stream.getTracks()) track.stop();
        return;
      }
      this.stream = stream;
      this.#record(stream);
    } catch (error) {
      if (this.isOver) return;
      showToast({ title: this.word(refusalOf(error.name)), kind: "bad" });
      this.#end();
    }
  }

  /** The finger that held the button left. */
  released() {
    this.isReleased = true;
    // Asked for the microphone meanwhile, nobody has said a word: what was held goes on as if tapped.
    if (this.recorder?.state === "recording") this.stop();
  }

  stop() {
    if (this.recorder?.state === "recording") this.recorder.stop();
  }

  discard() {
    this.isOver = true;
    this.upload?.abort();
    if (this.recorder?.state === "recording") this.recorder.stop();
    this.#end();
  }

  async send() {
    if (this.isSending || !this.file) return;
    this.isSending = true;
    this.#say("voiceSending");
    this.part("send-voice").setAttribute("aria-disabled", "true");
    this.upload = new AbortController();
    try {
      const { conversation, url, storage } = this.options;
      const attachment = await sendInParts(this.file, {
        url, conversation, storage, api: { destroy, get, post, sendPart }, signal: this.upload.signal,
        more: { waveform: this.levels },
      });
      this.isOver = true;
      this.#end();
      this.options.onSend(attachment);
    } catch (error) {
      if (this.isOver) return;
      this.isSending = false;
      this.part("send-voice").removeAttribute("aria-disabled");
      this.#say("voiceFailed");
      if (error.detail) showToast({ title: error.detail, kind: "bad" });
    }
  }

  #record(stream) {
    const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
    this.recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS, ...(mimeType ? { mimeType } : {}) });
    this.recorder.addEventListener("dataavailable", (event) => this.chunks.push(event.data));
    this.recorder.addEventListener("stop", () => this.#recorded());
    this.recorder.start(1000);
    this.began = performance.now();
    this.#become("recording", "voiceRecording", { length: clock(this.options.seconds) });
    this.part("stop").focus();
    this.#listenIn(stream);
    this.timer = setInterval(() => this.#tick(), 200);
  }

  /** The level shows that the microphone hears something. */
  #listenIn(stream) {
    this.sound = new AudioContext();
    const analyser = this.sound.createAnalyser();
    analyser.fftSize = 512;
    this.sound.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    this.level = () => {
      analyser.getFloatTimeDomainData(samples);
      return Math.min(100, Math.round(Math.max(...samples.map(Math.abs)) * 160));
    };
  }

  #tick() {
    const seconds = (performance.now() - (this.began ?? 0)) / 1000;
    this.part("time").textContent = clock(seconds);
    /** @type {HTMLMeterElement} */ (this.part("level")).value = this.level?.() ?? 0;
    if (seconds >= this.options.seconds) this.stop();
  }

  async #recorded() {
    const seconds = (performance.now() - (this.began ?? 0)) / 1000;
    this.#free();
    if (this.isOver) return;
    if (seconds < SHORTEST_SECONDS) {
      showToast({ title: this.word("voiceShort"), kind: "bad" });
      this.#end();
      return;
    }
    const type = (this.recorder?.mimeType || "audio/webm").split(";")[0];
    this.file = new File(this.chunks, `voice.${type.split("/")[1]}`, { type });
    this.levels = await this.#levels(this.file);
    if (this.isOver) return;
    this.heard = URL.createObjectURL(this.file);
    const facts = { seconds: Math.round(seconds * 10) / 10, waveform: this.levels };
    const player = playerOf({ url: this.heard, facts }, this.word);
    /** @type {HTMLElement} */ (player.querySelector("[data-part=save]")).hidden = true;
    this.part("player").replaceChildren(player);
    this.#become("listening", "voiceStopped");
    this.part("send-voice").focus();
  }

  /** What the browser can't decode has no waveform, and is a voice note all the same. */
  async #levels(file) {
    const sound = new AudioContext();
    try {
      return loudness((await sound.decodeAudioData(await file.arrayBuffer())).getChannelData(0));
    } catch {
      return [];
    } finally {
      sound.close();
    }
  }

  #free() {
    clearInterval(this.timer);
    for (const track of this.stream?.getTracks() ?? []) track.stop();
    if (this.sound?.state !== "closed") this.sound?.close();
  }

  #end() {
    this.#free();
    if (this.heard) URL.revokeObjectURL(this.heard);
    this.box.remove();
    this.row.hidden = false;
    this.onOver();
  }

  #become(state, said, values = {}) {
    this.box.dataset.state = state;
    for (const part of this.box.querySelectorAll(":scope > [data-when]")) {
      /** @type {HTMLElement} */ (part).hidden = /** @type {HTMLElement} */ (part).dataset.when !== state;
    }
    this.#say(said, values);
  }

  #say(name, values = {}) {
    this.part("said").textContent = this.word(name, values);
  }

  /** @param {string} name @returns {HTMLElement} */
  part(name) {
    return /** @type {HTMLElement} */ (this.box.querySelector(`[data-part=${name}]`));
  }
}
