// @ts-check
/** What a key does to the groups of a blind label. */

/**
 * @param {string} key
 * @param {{chosen: boolean, size: number}[]} groups in their order
 * @returns {{group: number, option: number} | null} what is chosen, or, with option -1, opened again
 */
export function step(key, groups) {
  if (key === "Backspace") {
    const group = groups.findLastIndex((one) => one.chosen);
    return group < 0 ? null : { group, option: -1 };
  }
  const group = groups.findIndex((one) => !one.chosen);
  const option = /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
  return group < 0 || option < 0 || option >= groups[group].size ? null : { group, option };
}
