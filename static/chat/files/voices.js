// @ts-check
/** A voice note's tile in a message: its waveform and length; the player comes with the first that is heard. */

import { elementOf } from "../../shell/dom.js";
import { sayOffline } from "../../shell/later.js";
import { BAR, clock, HEIGHT, lengthOf, waveOf } from "./waveform.js";

const BARS_WITHOUT_WAVEFORM = 40;

export const isVoice = (attachment) => attachment.form === "voice";

export const levelsOf = ({ facts }) => (facts.waveform?.length ? facts.waveform : new Array(BARS_WITHOUT_WAVEFORM).fill(0));

/** Most messages have none, so the place for them is made when it is needed. */
export function fillVoices(images, message, word) {
  const voices = message.recalled_at ? [] : (message.attachments ?? []).filter(isVoice);
  let box = images.parentElement.querySelector('[data-part="voices"]');
  if (voices.length === 0) {
    box?.remove();
    return;
  }
  if (!box) {
    box = document.createElement("div");
    box.className = "message-voices";
    box.dataset.part = "voices";
    images.after(box);
  }
  const key = voices.map((one) => one.id).join();
  if (box.dataset.voices === key) return;
  box.dataset.voices = key;
  box.replaceChildren(...voices.map((one) => playerOf(one, word)));
}

/** A player of something recorded: an attachment, or what still waits to be sent, whose `url` is the browser's. */
export function playerOf(one, word) {
  const player = elementOf("voice-player");
  /** @param {string} name @returns {any} */
  const part = (name) => player.querySelector(`[data-part=${name}]`);
  const levels = levelsOf(one);
  const length = lengthOf(one.facts.seconds);
  player.setAttribute("aria-label", word("voiceNamed", { length }));
  player.dataset.url = one.url;
  part("length").textContent = length;
  part("wave").parentElement.setAttribute("viewBox", `0 0 ${levels.length * BAR} ${HEIGHT}`);
  part("wave").setAttribute("d", waveOf(levels));
  part("place").max = String(one.facts.seconds);
  part("place").setAttribute("aria-valuetext", clock(0));
  part("save").href = one.url;
  for (const control of player.querySelectorAll("[data-live]")) control.hidden = false;
  /** @type {Promise<{play: () => void, seek: (seconds: number) => void, faster: () => void}> | null} */
  let playing = null;
  const load = () => {
    playing ??= import("./playing.js").then(({ Playing }) => new Playing(player, { levels, seconds: one.facts.seconds, word }));
    playing.catch(() => {
      playing = null;
      sayOffline();
    });
    return playing;
  };
  const run = (act) => load().then(act, () => {});
  part("play").addEventListener("click", () => run((voice) => voice.play()));
  part("place").addEventListener("input", () => run((voice) => voice.seek(Number(part("place").value))));
  part("speed").addEventListener("click", () => run((voice) => voice.faster()));
  return player;
}
