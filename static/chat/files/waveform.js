// @ts-check
/** A voice note's length in figures and its waveform as a path. Pure; the tile and the player both draw it. */

export const BAR = 3;
export const HEIGHT = 32;

/** "0:14", as the server writes it. */
export function lengthOf(seconds) {
  const whole = Math.max(1, Math.floor(seconds + 0.5));
  return clock(whole);
}

/** Minutes and seconds, from 0:00 on. */
export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The bars, each an even height, so that it stands in the middle; `share` of them where only a part is wanted. */
export function waveOf(levels, share = 1) {
  return levels
    .slice(0, Math.ceil(levels.length * share))
    .map((level, number) => {
      const half = Math.max(1, Math.floor((level * (HEIGHT / 2 - 2)) / 100));
      return `M${number * BAR + 1} ${HEIGHT / 2 - half}v${2 * half}`;
    })
    .join("");
}
