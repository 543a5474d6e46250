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

/** @param {HTMLFormElement} form */
export function start(form) {
  const later = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("[data-after]")]);
  const show = () => {
    for (const part of later) {
      const answer = new FormData(form).get(`q${part.dataset.after}`);
      part.hidden = !isAsked(typeof answer === "string" ? answer : undefined, part.dataset.wanted ?? "");
    }
  };
  form.addEventListener("change", show);
  show();
}
