// @ts-check
// Where a small card stands beside something without covering what must stay clear.

const GAP = 10;
const EDGE = 8;

/**
 * @typedef {{left: number, top: number, width: number, height: number}} Box In pixels of the window.
 */

/**
 * Below it, else above it, else nowhere: null.
 * @param {Box} anchor
 * @param {{width: number, height: number}} card
 * @param {{width: number, height: number}} view
 * @param {Box[]} clear What it mustn't cover.
 * @returns {?{left: number, top: number}}
 */
export function beside(anchor, card, view, clear) {
  const left = Math.max(EDGE, Math.min(anchor.left + (anchor.width - card.width) / 2, view.width - card.width - EDGE));
  for (const top of [anchor.top + anchor.height + GAP, anchor.top - card.height - GAP]) {
    const box = { left, top, ...card };
    const isInside = top >= EDGE && top + card.height <= view.height - EDGE && left + card.width <= view.width;
    if (isInside && !clear.some((other) => overlap(box, other))) return { left, top };
  }
  return null;
}

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  if (!b.width || !b.height) return false;
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}
