// @ts-check
/**
 * Finding a preset and filling it in. Pure.
 *
 * The server has filled the variables for this conversation; what only the writer knows is left as `{?a question}`.
 *
 * @typedef {{id: number, title: string, text: string, shortcut?: string, scope?: string, keys?: string[], files?: string[]}} Preset
 */

const PROMPT = /\{\?([^{}]*)\}/g;

// What the key of the slash gives: the slash, and what Chinese keyboards make of it.
const SLASHES = ["/", "／", "、"];

const LATER = /(?:^|\s)[/／、](\S{0,20})$/;

/** What is searched, after a slash that begins the message, or one after a space that stands last: where it begins, and
 * the words. null when the palette has no business. */
export function paletteAt(text) {
  if (SLASHES.includes(text[0]) && !text.includes("\n") && text.length <= 60) return { start: 0, query: text.slice(1).trim() };
  const later = text.match(LATER);
  return later ? { start: text.length - later[1].length - 1, query: later[1] } : null;
}

/** The words alone. */
export function paletteQuery(text) {
  return paletteAt(text)?.query ?? null;
}

/** The best first: title begins with it, title holds it, text holds it. Every word must be found somewhere. */
export function search(presets, query) {
  const words = query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const rank = (preset) => {
    const title = preset.title.toLocaleLowerCase();
    const shortcut = (preset.shortcut ?? "").toLocaleLowerCase();
    const keys = preset.keys ?? [];
    const all = `${shortcut} ${title} ${keys.join(" ")} ${preset.text.toLocaleLowerCase()}`;
    if (!words.every((word) => all.includes(word))) return null;
    if (words.length === 0) return 0;
    if (shortcut && shortcut.startsWith(words[0])) return 0;
    if ([title, ...keys].some((key) => key.startsWith(words[0]))) return 1;
    return words.every((word) => [title, ...keys].some((key) => key.includes(word))) ? 2 : 3;
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

/**
 * A text as what stands between its prompts and the prompts themselves.
 * @param {string} text
 * @returns {({words: string} | {question: string})[]}
 */
export function partsOf(text) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(PROMPT)) {
    parts.push({ words: text.slice(from, match.index) }, { question: match[1] });
    from = match.index + match[0].length;
  }
  return [...parts, { words: text.slice(from) }].filter((part) => part.words !== "");
}

/** The text with what was filled in; a prompt that is left stays one. */
export function filledIn(parts, answers) {
  return parts
    .map((part) => part.words ?? (answers.get(part.question)?.trim() || `{?${part.question}}`))
    .join("");
}

/** The text for a list: what is left to fill in stands in brackets. */
export function shownText(text) {
  return text.replace(PROMPT, "[$1]");
}
