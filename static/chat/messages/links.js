// @ts-check
/** Addresses inside a text. Pure. */

const ADDRESS = /\bhttps?:\/\/[^\s<>"'，。；！？、）】》」]+/gi;
const TRAILING = /[.,;:!?)\]}]+$/;

/** The text in pieces, in order: `{text}` or `{text, href}`. Only http and https become links. */
export function piecesOf(text) {
  const pieces = [];
  let from = 0;
  for (const match of text.matchAll(ADDRESS)) {
    let found = match[0];
    const trailing = found.match(TRAILING)?.[0] ?? "";
    // "(see https://example.com/a_(b))" keeps the bracket that the address itself opened.
    const keeps = trailing.startsWith(")") && found.split("(").length > found.split(")").length - trailing.split(")").length + 1;
    if (trailing && !keeps) found = found.slice(0, -trailing.length);
    if (!URL.canParse(found)) continue;
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) });
    pieces.push({ text: found, href: found });
    from = match.index + found.length;
  }
  if (from < text.length) pieces.push({ text: text.slice(from) });
  return pieces;
}
