// @ts-check
/** Whom a text names: the mark and a person's name, as it stands there. Pure; the server goes by the same rule. */

/** The mark that opens the list of people, by Latin and by Chinese keyboards. */
const QUERY = /(^|[\s,.;:!?，。；：！？、（(])[@＠]([^\s@＠]{0,20})$/;

/**
 * Those of these people whose name stands in the text after the mark; of Ann and Anna the longer name goes first.
 * @param {string} text
 * @param {{id: number, name: string}[]} people
 * @returns {number[]}
 */
export function namedIn(text, people) {
  const found = [];
  let left = text;
  for (const person of longestFirst(people)) {
    if (!person.name || !left.includes(`@${person.name}`)) continue;
    found.push(person.id);
    left = left.replaceAll(`@${person.name}`, "\n");
  }
  return found.sort((one, other) => one - other);
}

/**
 * The text in pieces, in order: `{text}`, or `{text, person}` where somebody is named.
 * @param {string} text
 * @param {{id: number, name: string}[]} people
 * @returns {{text: string, person?: number}[]}
 */
export function piecesByName(text, people) {
  let pieces = [/** @type {{text: string, person?: number}} */ ({ text })];
  for (const { id, name } of longestFirst(people)) {
    if (!name) continue;
    pieces = pieces.flatMap((piece) => {
      if (piece.person !== undefined) return [piece];
      const parts = piece.text.split(`@${name}`);
      return parts.flatMap((part, number) => [...(number ? [{ text: `@${name}`, person: id }] : []), ...(part ? [{ text: part }] : [])]);
    });
  }
  return pieces;
}

/**
 * What is searched, after the mark right before the cursor: where it begins, and the words. null when nobody is named.
 * @param {string} before The text up to the cursor.
 */
export function mentionAt(before) {
  const match = before.match(QUERY);
  return match ? { start: before.length - match[2].length - 1, query: match[2] } : null;
}

/**
 * Those whose name, or how it sounds, has these words; names that begin with them first.
 * @template {{name: string, keys?: string[]}} T
 * @param {T[]} people
 * @param {string} query
 * @returns {T[]}
 */
export function matching(people, query) {
  const wanted = query.toLocaleLowerCase();
  const keysOf = (person) => [person.name.toLocaleLowerCase(), ...(person.keys ?? [])];
  const begins = people.filter((person) => keysOf(person).some((key) => key.startsWith(wanted)));
  const holds = people.filter((person) => !begins.includes(person) && keysOf(person).some((key) => key.includes(wanted)));
  return [...begins, ...holds];
}

function longestFirst(people) {
  return [...people].sort((one, other) => other.name.length - one.name.length || one.id - other.id);
}
