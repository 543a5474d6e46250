// @ts-check
/** Finding an emoji by a word of either language, and those one used last. Pure. */

const MOST_RECENT = 14;

/**
 * @typedef {{char: string, en: string[], zh: string[]}} Emoji
 */

/**
 * Lines of "😀 grin, smile | 笑, 开心", under headings of "# Smileys | 表情".
 * @param {string} text
 * @returns {{en: string, zh: string, emojis: Emoji[]}[]}
 */
export function groupsOf(text) {
  const groups = [];
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (!line) continue;
    const isHeading = line.startsWith("# ");
    const [char, rest] = isHeading ? ["", line.slice(2)] : [line.split(" ", 1)[0], line.slice(line.indexOf(" ") + 1)];
    const [en, zh] = rest.split("|").map((half) => half.split(",").map((word) => word.trim()));
    if (isHeading) groups.push({ en: en[0], zh: zh[0], emojis: [] });
    else groups.at(-1).emojis.push({ char, en, zh });
  }
  return groups;
}

/**
 * Those with a word that begins so, or of Chinese one that has it within; the best first.
 * @param {Emoji[]} emojis
 * @param {string} query
 */
export function found(emojis, query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return emojis;
  const rank = ({ char, en, zh }) => {
    if (char === wanted || en.includes(wanted) || zh.includes(wanted)) return 0;
    if (en.some((word) => word.split(" ").some((part) => part.startsWith(wanted)))) return 1;
    return zh.some((word) => word.includes(wanted)) ? 1 : 2;
  };
  return [0, 1].flatMap((place) => emojis.filter((emoji) => rank(emoji) === place));
}

/**
 * @param {string[]} recent
 * @param {string} char
 */
export function withRecent(recent, char) {
  return [char, ...recent.filter((one) => one !== char)].slice(0, MOST_RECENT);
}
