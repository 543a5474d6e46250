// @ts-check
/**
 * Cards in the log, loaded once there is one. Their markup is the server's: what a card looks like for this reader is
 * fetched whenever it may have changed, and put in its message's place.
 */

import { parsed } from "../../shell/dom.js";

const AGAIN_AFTER_MS = 3000;
const MOST_TRIES = 5;

/** What each place waits for: a later card of the same place makes an earlier answer void. @type {WeakMap<Element, string>} */
const wanted = new WeakMap();

/**
 * @param {HTMLElement} box The place in the message.
 * @param {{id: number, card: {step?: number}}} message
 * @param {string} url Where the conversation's cards are, with a slash at the end.
 */
export function fillCard(box, message, url) {
  addStyles();
  const key = `${message.id}:${message.card?.step ?? 0}`;
  if (keyOf(box) === key || wanted.get(box) === key) return;
  wanted.set(box, key);
  // What somebody has just taken back isn't shown for as long as the answer takes.
  for (const secret of box.querySelectorAll("[data-secret]")) secret.remove();
  load(box, `${url}${message.id}/`, key, 1);
}

/** @param {Element} box */
function keyOf(box) {
  return box.querySelector("[data-card]")?.getAttribute("data-card");
}

/** @param {HTMLElement} box @param {string} url @param {string} key @param {number} tries */
async function load(box, url, key, tries) {
  let html = null;
  try {
    const response = await fetch(url, { credentials: "same-origin", headers: { "HX-Request": "true" } });
    if (response.ok && !response.redirected) html = await response.text();
  } catch {
    html = null;
  }
  if (wanted.get(box) !== key) return;
  if (html === null) {
    if (tries < MOST_TRIES) setTimeout(() => wanted.get(box) === key && load(box, url, key, tries + 1), AGAIN_AFTER_MS);
    return;
  }
  wanted.delete(box);
  // The reader's own action may have put the same card here meanwhile, and they may have gone on in it since.
  if (keyOf(box) === key) return;
  const hadFocus = box.contains(document.activeElement);
  box.replaceChildren(...parsed(html));
  /** @type {any} */ (window).htmx?.process(box);
  if (hadFocus) /** @type {HTMLElement | null} */ (box.querySelector("[data-card]"))?.focus();
}

function addStyles() {
  const href = /** @type {HTMLElement | null} */ (document.querySelector("[data-card-styles]"))?.dataset.cardStyles;
  if (!href || document.querySelector(`link[href="${href}"]`)) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  document.head.append(link);
}
