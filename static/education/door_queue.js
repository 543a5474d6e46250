// @ts-check
// Who was checked in and isn't sent yet. It outlives the page: a telephone at a door loses its connection, and its page.

/** The code as it is printed, whatever was typed. @param {string} typed */
export function codeOf(typed) {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

export class DoorQueue {
  /**
   * @param {Pick<Storage, "getItem" | "setItem">} storage
   * @param {string} key
   */
  constructor(storage, key) {
    this.storage = storage;
    this.key = key;
  }

  /** The oldest first. @returns {{code: string, at: string}[]} */
  waiting() {
    try {
      const kept = JSON.parse(this.storage.getItem(this.key) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  /** False for a code that waits already: the first moment counts. @param {string} code @param {Date} at */
  note(code, at) {
    const kept = this.waiting();
    if (kept.some((one) => one.code === code)) return false;
    this.#keep([...kept, { code, at: at.toISOString() }]);
    return true;
  }

  /** The server has these; what was noted meanwhile stays. @param {{code: string}[]} sent */
  settle(sent) {
    const codes = new Set(sent.map((one) => one.code));
    this.#keep(this.waiting().filter((one) => !codes.has(one.code)));
  }

  #keep(kept) {
    this.storage.setItem(this.key, JSON.stringify(kept));
  }
}
