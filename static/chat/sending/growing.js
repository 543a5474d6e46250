// @ts-check
/**
 * A text box as tall as its text, up to some lines.
 *
 * The text is measured in a twin out of the flow. Making the box itself small to measure it would lay out the whole
 * log at each key, and would push the log off its end.
 */
export class Growing {
  /**
   * @param {HTMLTextAreaElement} input
   * @param {number} lines
   */
  constructor(input, lines) {
    this.input = input;
    this.lines = lines;
    this.twin = document.createElement("textarea");
    this.twin.className = `${input.className} is-twin`;
    this.twin.rows = 1;
    this.twin.tabIndex = -1;
    this.twin.setAttribute("aria-hidden", "true");
    input.after(this.twin);
  }

  fit() {
    const { input, twin } = this;
    const style = getComputedStyle(input);
    const line = Number.parseFloat(style.lineHeight);
    const around = Number.parseFloat(style.paddingTop) + Number.parseFloat(style.paddingBottom);
    const borders = input.offsetHeight - input.clientHeight;
    const most = line * this.lines + around;
    twin.style.width = `${input.offsetWidth}px`;
    twin.value = input.value;
    const wanted = twin.scrollHeight;
    const height = `${Math.min(wanted, most) + borders}px`;
    if (input.style.height !== height) input.style.height = height;
    input.style.overflowY = wanted > most + 1 ? "auto" : "hidden";
  }
}
