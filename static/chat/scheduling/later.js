// @ts-check
// The sheet beside Send takes over what stands in the box, and empties the box once it is planned.

const box = () => /** @type {HTMLTextAreaElement | null} */ (document.querySelector("[data-part=composer] textarea"));

/** @param {HTMLElement} piece The form, or what is shown once it was planned. */
export function start(piece) {
  const written = box();
  if ("planned" in piece.dataset) {
    if (written && written.value.trim() === piece.dataset.planned?.trim()) {
      written.value = "";
      written.dispatchEvent(new Event("input", { bubbles: true }));
    }
    piece.closest("dialog")?.close();
    return;
  }
  const field = /** @type {HTMLTextAreaElement} */ (piece.querySelector("textarea"));
  if (!field.value && written) field.value = written.value;
  // Whoever types a number or a time means that choice.
  piece.addEventListener("input", (event) => {
    const choice = /** @type {HTMLElement} */ (event.target).closest("[data-choice]")?.querySelector("input[type=radio]");
    if (choice) /** @type {HTMLInputElement} */ (choice).checked = true;
  });
  field.focus();
}
