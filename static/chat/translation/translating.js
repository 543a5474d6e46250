// @ts-check
/** A message in the reader's language, in its own place; one tap shows the original again. */

import { get, post } from "../api.js";
import { showToast } from "../../shell/toasts.js";

const AGAIN_AFTER_MS = 1_200;
const AT_MOST_TRIES = 20;

/**
 * @param {{id: number, body: string}} message
 * @param {object} where
 * @param {string} where.url Its number is 0.
 * @param {Map<number, {of: string, text: string, isShown: boolean, isWaiting: boolean}>} where.translations What is there
 *   already, by message.
 * @param {(name: string) => string} where.word
 * @param {() => void} where.onChange
 * @param {(ms: number) => Promise<unknown>} [where.pause]
 */
export async function translate(message, { url, translations, word, onChange, pause = wait }) {
  const known = translations.get(message.id);
  if (known?.of === message.body) {
    if (known.isWaiting) return;
    known.isShown = !known.isShown;
    onChange();
    return;
  }
  const own = { of: message.body, text: "", isShown: false, isWaiting: true };
  translations.set(message.id, own);
  onChange();
  const address = url.replace("/0/", `/${message.id}/`);
  try {
    let answer = await post(address);
    for (let tries = 0; answer.state === "waiting" && tries < AT_MOST_TRIES; tries += 1) {
      await pause(AGAIN_AFTER_MS);
      answer = await get(address);
    }
    if (answer.state !== "done") throw new Error(answer.detail);
    Object.assign(own, { text: answer.text, isShown: true, isWaiting: false });
  } catch (error) {
    if (translations.get(message.id) === own) translations.delete(message.id);
    const { detail, message: why } = /** @type {any} */ (error);
    showToast({ title: detail || why || word("translationFailed"), kind: "bad" });
  }
  onChange();
}

function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
