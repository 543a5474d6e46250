// @ts-check
/** The blind sample by keyboard; everything is a form without it. */

import { step } from "./blind_keys.js";

const form = /** @type {any} */ (document.querySelector("[data-blind]"));

/** @returns {any[][]} the choices of each group */
const groups = () => [...form.querySelectorAll("[data-blind-group]")].map((group) => [...group.querySelectorAll("input")]);

document.addEventListener("keydown", (event) => {
  const field = /** @type {any} */ (event.target);
  if (!form || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (field.isContentEditable || field.matches("textarea, select, input:not([type=radio])")) return;
  if (event.key === "Enter" && !field.matches("a, button")) {
    event.preventDefault();
    form.requestSubmit();
    return;
  }
  const inputs = groups();
  const does = step(event.key, inputs.map((group) => ({ chosen: group.some((one) => one.checked), size: group.length })));
  if (!does) return;
  event.preventDefault();
  for (const input of inputs[does.group]) input.checked = false;
  if (does.option >= 0) inputs[does.group][does.option].checked = true;
});
