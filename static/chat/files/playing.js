// @ts-check
/** Plays a voice note; one at a time. What a browser recorded doesn't say how long it is, so the server's word counts. */

import { showToast } from "../../shell/toasts.js";
import { clock, lengthOf, waveOf } from "./waveform.js";

export const SPEEDS = [1, 1.5, 2];

/** @type {Playing | null} */
let heard = null;

export class Playing {
  /**
   * @param {HTMLElement} player
   * @param {{levels: number[], seconds: number, word: (name: string, values?: object) => string}} options
   */
  constructor(player, { levels, seconds, word }) {
    this.player = player;
    this.levels = levels;
    this.seconds = seconds;
    this.word = word;
    this.speed = 0;
    this.audio = new Audio();
    this.audio.preload = "auto";
    this.audio.addEventListener("timeupdate", () => this.#show());
    this.audio.addEventListener("play", () => this.#show());
    this.audio.addEventListener("pause", () => this.#show());
    this.audio.addEventListener("ended", () => this.#rewind());
    /** @type {Promise<void> | null} */
    this.loaded = null;
  }

  async play() {
    if (!this.audio.paused) {
      this.audio.pause();
      return;
    }
    if (heard !== this) heard?.audio.pause();
    heard = this;
    try {
      await this.#load();
      await this.audio.play();
    } catch (error) {
      if (error.name !== "AbortError") showToast({ title: this.word("voiceUnplayable"), kind: "bad" });
    }
  }

  async seek(seconds) {
    try {
      await this.#load();
    } catch {
      showToast({ title: this.word("voiceUnplayable"), kind: "bad" });
      return;
    }
    this.audio.currentTime = seconds;
    this.#show();
  }

  faster() {
    this.speed = (this.speed + 1) % SPEEDS.length;
    this.audio.playbackRate = SPEEDS[this.speed];
    this.#part("speed").textContent = `${SPEEDS[this.speed]}×`;
  }

  /** The whole of it, once: only what is there whole can be sought in. */
  #load() {
    this.loaded ??= this.#fetch().catch((error) => {
      this.loaded = null;
      throw error;
    });
    return this.loaded;
  }

  async #fetch() {
    const response = await fetch(this.player.dataset.url ?? "", { credentials: "same-origin" });
    if (!response.ok) throw new Error(String(response.status));
    this.audio.src = URL.createObjectURL(await response.blob());
    await new Promise((resolve, reject) => {
      this.audio.addEventListener("loadedmetadata", resolve, { once: true });
      this.audio.addEventListener("error", reject, { once: true });
      this.audio.load();
    });
    if (!Number.isFinite(this.audio.duration)) {
      // Going beyond the end makes the browser find it, without which it can't seek.
      await new Promise((resolve) => {
        this.audio.addEventListener("seeked", resolve, { once: true });
        this.audio.currentTime = 1e7;
      });
      this.audio.currentTime = 0;
    }
    if (Number.isFinite(this.audio.duration)) this.seconds = this.audio.duration;
  }

  #rewind() {
    this.audio.currentTime = 0;
    this.#show();
  }

  #show() {
    const { currentTime, paused } = this.audio;
    if (!this.player.isConnected && !paused) this.audio.pause();
    const place = /** @type {HTMLInputElement} */ (this.#part("place"));
    place.value = String(currentTime);
    place.setAttribute("aria-valuetext", clock(currentTime));
    this.#part("played").setAttribute("d", waveOf(this.levels, Math.min(1, currentTime / this.seconds)));
    this.#part("length").textContent = currentTime > 0 ? clock(currentTime) : lengthOf(this.seconds);
    const button = this.#part("play");
    button.setAttribute("aria-label", (paused ? button.dataset.play : button.dataset.pause) ?? "");
    for (const icon of button.querySelectorAll("span[data-when]")) {
      /** @type {HTMLElement} */ (icon).hidden = /** @type {HTMLElement} */ (icon).dataset.when === (paused ? "pause" : "play");
    }
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.player.querySelector(`[data-part=${name}]`));
  }
}
