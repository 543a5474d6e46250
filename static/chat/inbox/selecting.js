// @ts-check
/** Selecting several conversations: a box on each line, and a bar with what can be done with them. */

import { openOverlay } from "../../shell/overlays.js";

/** @type {?Selection} */
let selection = null;

export function selectionOf(list) {
  selection ??= new Selection(list);
  return selection;
}

class Selection {
  constructor(list) {
    this.list = list;
    this.chosen = new Set();
    this.isOn = false;
    this.bar = list.root.querySelector("[data-part=selecting]");
    this.observer = new MutationObserver(() => this.#show());
    this.bar.addEventListener("click", (event) => this.#onClick(event));
    list.lines.addEventListener("change", (event) => {
      if (event.target.matches("[data-part=chosen]")) this.#set(event.target.closest("[data-line]"), event.target.checked);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.isOn && !document.querySelector("dialog[open]")) this.end();
    });
    document.addEventListener("rapport:selected-done", () => {
      this.end();
      list.load({ quiet: true });
    });
  }

  begin() {
    if (this.isOn) return;
    this.isOn = true;
    this.observer.observe(this.list.lines, { childList: true, subtree: true });
    this.#show();
  }

  end() {
    this.isOn = false;
    this.chosen.clear();
    this.observer.disconnect();
    for (const box of this.list.lines.querySelectorAll("[data-part=chosen]")) box.remove();
    this.bar.hidden = true;
  }

  toggle(line) {
    this.begin();
    this.#set(line, !this.chosen.has(line.dataset.line));
  }

  #set(line, on) {
    if (on) this.chosen.add(line.dataset.line);
    else this.chosen.delete(line.dataset.line);
    this.#show();
  }

  #show() {
    if (!this.isOn) return;
    const lines = this.list.lines.querySelectorAll("[data-line]");
    // Where only folds are shown there is none to select.
    this.bar.querySelector("[data-part=select-all]").hidden = lines.length === 0;
    for (const line of lines) {
      let box = line.querySelector("[data-part=chosen]");
      if (!box) {
        box = document.createElement("input");
        box.type = "checkbox";
        box.className = "line-chosen";
        box.dataset.part = "chosen";
        box.setAttribute("aria-label", `${this.bar.dataset.select} ${line.querySelector(".line-name")?.textContent ?? ""}`);
        line.prepend(box);
      }
      box.checked = this.chosen.has(line.dataset.line);
    }
    this.bar.hidden = false;
    this.bar.querySelector("[data-part=selected-count]").textContent = String(this.chosen.size);
    for (const button of this.bar.querySelectorAll("[data-url]")) button.disabled = this.chosen.size === 0;
  }

  #onClick(event) {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.url) {
      const query = [...this.chosen].map((id) => `c=${id}`).join("&");
      openOverlay("sheet", button.dataset.title);
      window.htmx.ajax("GET", `${button.dataset.url}?${query}`, { target: "#sheet-body", swap: "innerHTML" });
    } else if (button.matches("[data-part=select-all]")) {
      for (const line of this.list.lines.querySelectorAll("[data-line]")) this.chosen.add(line.dataset.line);
      this.#show();
    } else this.end();
  }
}
