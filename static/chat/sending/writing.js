// @ts-check
/** Whether a text may be sent as it stands. Pure. */

import { nextPrompt } from "../presets/presets.js";

const COUNTED_NEAR = 500;

/**
 * Characters as the server counts them: an emoji is one, whatever the browser stores it in.
 * @param {string} text
 */
export function lengthOf(text) {
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}

/**
 * How much room is left, once it is worth saying.
 * @param {string} text
 * @param {number} limit
 * @returns {?{isOver: boolean, count: number}} `count` characters too many, or left.
 */
export function roomIn(text, limit) {
  if (text.length < limit - COUNTED_NEAR) return null;
  const left = limit - lengthOf(text.trim());
  if (left > COUNTED_NEAR) return null;
  return { isOver: left < 0, count: Math.abs(left) };
}

/**
 * Why a text isn't sent: nothing to send, too long, or something left to fill in that nobody should read.
 * @param {{text: string, pictures: number, limit: number}} what
 * @returns {null | "empty" | "long" | {start: number, end: number, question: string}}
 */
export function hindranceOf({ text, pictures, limit }) {
  const body = text.trim();
  if (!body && pictures === 0) return "empty";
  if (roomIn(body, limit)?.isOver) return "long";
  return nextPrompt(text);
}
