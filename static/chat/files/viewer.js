// @ts-check
/** Pictures of a conversation in full size, one after the other: arrow keys, buttons, Escape. */

export class Viewer {
  /**
   * @param {object} options
   * @param {HTMLElement} options.root the conversation, whose pictures open in it
   * @param {HTMLDialogElement} options.dialog
   * @param {(name: string, values?: object) => string} options.word
   */
  constructor({ root, dialog, word }) {
    this.root = root;
    this.dialog = dialog;
    this.word = word;
    this.pictures = [];
    this.place = 0;
    root.addEventListener("click", (event) => this.#clicked(event));
    this.#part("previous").addEventListener("click", () => this.move(-1));
    this.#part("next").addEventListener("click", () => this.move(1));
    this.#part("close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      this.move(step);
    });
  }

  /** To the picture so many places on; at an end it stays. */
  move(step) {
    this.place = Math.max(0, Math.min(this.pictures.length - 1, this.place + step));
    this.#show();
  }

  #clicked(event) {
    const link = event.target.closest("a.message-image[href]");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (this.root.querySelectorAll("a.message-image[href]"));
    this.pictures = [...links].map((one) => ({
      url: one.href, alt: one.querySelector("img").alt, link: one,
    }));
    this.place = this.pictures.findIndex((picture) => picture.link === link);
    this.#show();
    this.dialog.showModal();
  }

  #show() {
    const { url, alt } = this.pictures[this.place];
    const picture = /** @type {HTMLImageElement} */ (this.#part("picture"));
    picture.src = url;
    picture.alt = alt;
    const save = /** @type {HTMLAnchorElement} */ (this.#part("save"));
    save.href = `${url}?download=1`;
    this.#part("place").textContent = this.word("pictureOf", { n: this.place + 1, total: this.pictures.length });
    /** @type {HTMLButtonElement} */ (this.#part("previous")).disabled = this.place === 0;
    /** @type {HTMLButtonElement} */ (this.#part("next")).disabled = this.place === this.pictures.length - 1;
  }

  /** @returns {HTMLElement} */
  #part(name) {
    return this.dialog.querySelector(`[data-part=${name}]`);
  }
}
