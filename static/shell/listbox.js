// @ts-check
/** A listbox that a text box steers, which keeps the focus. */

/** Marks the option of this place as the current one, and brings it into view. */
export function markCurrent(list, current, input) {
  for (const [index, option] of [...list.children].entries()) {
    option.setAttribute("aria-selected", String(index === current));
    if (index !== current) continue;
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }
}
