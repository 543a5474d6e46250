// @ts-check
/**
 * Finding a preset and filling it in. Pure.
 *
 * The server has filled the variables for this conversation; what only the writer knows is left as `{?a question}`.
 *
 * @typedef {{id: number, title: string, text: string, shortcut?: string, scope?: string}} Preset
 */

const PROMPT = /\{\?([^{}]*)\}/g;

// What the key of the slash gives: the slash, and what Chinese keyboards make of it.
const SLASHES = ["/", "／", "、"];

/** What is searched while the message begins with a slash; null when the palette has no business. */
export function paletteQuery(text) {
  return SLASHES.includes(text[0]) && !text.includes("\n") && text.length <= 60 ? text.slice(1).trim() : null;
}

/** The best first: title begins with it, title holds it, text holds it. Every word must be found somewhere. */
export function search(presets, query) {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rank = (preset) => {
    const title = preset.title.toLocaleLowerCase();
    const shortcut = (preset.shortcut ?? "").toLocaleLowerCase();
    const all = `${shortcut} ${title} ${preset.text.toLocaleLowerCase()}`;
    if (!words.every((word) => all.includes(word))) return null;
    if (words.length === 0) return 0;
    if (shortcut && shortcut.startsWith(words[0])) return 0;
    if (title.startsWith(words[0])) return 1;
    return words.every((word) => title.includes(word)) ? 2 : 3;
  };
  return presets
    .map((preset, index) => ({ preset, index, rank: rank(preset) }))
    .filter((found) => found.rank !== null)
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map((found) => found.preset);
}

/** The first prompt at or after `from`, else the first of all: `{start, end, question}`; null when none is left. */
export function nextPrompt(text, from = 0) {
  const prompts = [...text.matchAll(PROMPT)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    question: match[1],
  }));
  return prompts.find((prompt) => prompt.start >= from) ?? prompts[0] ?? null;
}

/** The text for a list: what is left to fill in stands in brackets. */
export function shownText(text) {
  return text.replace(PROMPT, "[$1]");
}
