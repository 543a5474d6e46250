// @ts-check
// A survey shows a question only where the answers before it ask for it. Without this script all are shown, and the
// server drops what wasn't asked.

/**
 * @param {string | undefined} answer What was answered to the earlier question.
 * @param {string} wanted The answers for which the later one is asked, with commas between.
 */
export function isAsked(answer, wanted) {
  return answer !== undefined && wanted.split(",").includes(answer);
}

/**
 * Whether each later question is asked, by its place. An answer to one that isn't asked any more counts for nothing,
 * though its field still holds it.
 * @param {{place: string, after: string, wanted: string}[]} later In their order: each stands behind the one it goes by.
 * @param {(place: string) => string | undefined} answerTo What the fields hold.
 */
export function whichAreAsked(later, answerTo) {
  const isShown = /** @type {Map<string, boolean>} */ (new Map());
  for (const { place, after, wanted } of later) {
    isShown.set(place, isShown.get(after) !== false && isAsked(answerTo(after), wanted));
  }
  return isShown;
}

/** @param {HTMLFormElement} form */
export function start(form) {
  const parts = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-after]")]);
  const later = parts.map(({ dataset }) => ({
    place: dataset.question ?? "",
    after: dataset.after ?? "",
    wanted: dataset.wanted ?? "",
  }));
  const show = () => {
    const answers = new FormData(form);
    const isShown = whichAreAsked(later, (place) => {
      const answer = answers.get(`q${place}`);
      return typeof answer === "string" ? answer : undefined;
    });
    for (const part of parts) part.hidden = !isShown.get(part.dataset.question ?? "");
  };
  form.addEventListener("change", show);
  show();
}
