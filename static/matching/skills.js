// @ts-check
// A text field of comma-separated names becomes chips with suggestions; without script it stays a text field.

const SEPARATORS = /[,，、;；\n]/;

/** The names in a list, each once whatever its case, in order. */
export function namesIn(text) {
  const seen = new Map();
  for (const part of text.split(SEPARATORS)) {
    const name = part.trim();
    if (name && !seen.has(name.toLowerCase())) seen.set(name.toLowerCase(), name);
  }
  return [...seen.values()];
}

function chipOf(name, words, remove) {
  const chip = document.createElement("span");
  chip.className = "skills-chip";
  chip.append(name);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", words.dataset.remove.replace("%(name)s", name));
  button.addEventListener("click", remove);
  chip.append(button);
  return chip;
}

function suggest(box, list, words) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const text = box.value.trim();
      if (!text) return;
      const answer = await fetch(`${words.dataset.url}?q=${encodeURIComponent(text)}`).catch(() => null);
      if (!answer?.ok || box.value.trim() !== text) return;
      const { results } = await answer.json();
      list.replaceChildren(...results.map((skill) => new Option("", skill.name)));
    }, 200);
  };
}

function enhance(field, words, number) {
  const frame = document.createElement("div");
  frame.className = "skills-input";
  const box = document.createElement("input");
  box.className = "skills-new";
  box.type = "text";
  box.id = `${field.id}-new`;
  box.setAttribute("list", `skills-list-${number}`);
  box.placeholder = words.dataset.add;
  box.autocomplete = "off";
  if (field.getAttribute("aria-describedby")) box.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  const list = document.createElement("datalist");
  list.id = `skills-list-${number}`;
  let names = namesIn(field.value);
  const draw = () => {
    field.value = names.join(", ");
    const chips = names.map((name) =>
      chipOf(name, words, () => {
        names = names.filter((other) => other !== name);
        draw();
        box.focus();
      }),
    );
    frame.replaceChildren(...chips, box, list);
  };
  const take = () => {
    const known = names.length;
    names = namesIn([...names, box.value].join(","));
    box.value = "";
    if (names.length !== known) draw();
    box.focus();
  };
  const look = suggest(box, list, words);
  box.addEventListener("input", (/** @type {InputEvent} */ event) => {
    const picked = event.inputType === "insertReplacementText" || !event.inputType;
    const chosen = picked && [...list.options].some((option) => option.value === box.value);
    if (!event.isComposing && (SEPARATORS.test(box.value) || chosen)) take();
    else look();
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && box.value.trim()) {
      event.preventDefault();
      take();
    } else if (event.key === "Backspace" && !box.value && names.length) {
      names = names.slice(0, -1);
      draw();
      box.focus();
    }
  });
  // Whoever goes on without Enter meant what they typed.
  field.form?.addEventListener("submit", () => box.value.trim() && (field.value = namesIn([...names, box.value].join(",")).join(", ")));
  document.querySelector(`label[for="${field.id}"]`)?.setAttribute("for", box.id);
  field.type = "hidden";
  field.after(frame);
  draw();
}

if (typeof document !== "undefined") {
  const words = document.getElementById("skill-words");
  if (words) document.querySelectorAll("[data-skills]").forEach((field, number) => enhance(field, words, number));
}
