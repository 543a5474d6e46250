// @ts-check
/** A tap on a chip fills the composer, or asks at once. */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {(chip: DOMStringMap) => void} options.fill
 * @param {(question: DOMStringMap) => void} options.ask
 * @param {string} options.asked
 * @param {AbortSignal} options.signal
 */
export function listenForChips(root, { fill, ask, asked, signal }) {
  const onClick = (event) => {
    const chip = event.target.closest("[data-fills]");
    if (chip) fill(chip.dataset);
    const question = event.target.closest("[data-asks]");
    if (!question) return;
    ask(question.dataset);
    question.disabled = true;
    question.textContent = asked;
  };
  root.addEventListener("click", onClick, { signal });
}
