// @ts-check
/** A large file in parts: what was cut off goes on where it stopped, also when the page was left meanwhile. */

const PART = 1024 * 1024;
const TRIES = 4;

/** From this size on a file goes in parts. */
export const LARGE = 2 * PART;

/**
 * Sends a file in parts and gives its attachment.
 * @param {File} file
 * @param {object} options
 * @param {string} options.url where uploads begin
 * @param {number} options.conversation
 * @param {any} options.api `post(url, body)`, `get(url)`, `destroy(url)` and `sendPart(url, part, offset, signal)`
 * @param {{getItem: Function, setItem: Function, removeItem: Function}} options.storage remembers what was begun
 * @param {(share: number) => void} [options.onProgress]
 * @param {AbortSignal} [options.signal]
 * @param {object} [options.more] what else is said of it when it begins
 * @param {(milliseconds: number) => Promise<void>} [options.wait]
 */
export async function sendInParts(file, { url, conversation, api, storage, onProgress = () => {}, signal, more = {}, wait = pause }) {
  const key = `upload:${conversation}:${file.name}:${file.size}:${file.lastModified}`;
  let state = await begun(file, { url, conversation, api, storage, key, more });
  let tries = 0;
  while (!state.attachment) {
    onProgress(state.offset / file.size);
    const { offset } = state;
    try {
      state = await api.sendPart(`${url}${state.id}/`, file.slice(offset, offset + PART), offset, signal);
      tries = 0;
    } catch (error) {
      if (error.code === "wrong_offset") state = await api.get(`${url}${state.id}/`);
      else if (!error.isPassing || error.code === "aborted" || ++tries >= TRIES) {
        // A refusal ends it, and so does who takes the file away; a network that stays away leaves it to be gone on with.
        if (!error.isPassing || error.code === "aborted") storage.removeItem(key);
        if (error.code === "aborted") api.destroy(`${url}${state.id}/`).catch(() => {});
        throw error;
      } else await wait(2 ** tries * 500);
    }
  }
  storage.removeItem(key);
  return state.attachment;
}

async function begun(file, { url, conversation, api, storage, key, more }) {
  const known = storage.getItem(key);
  if (known) {
    try {
      const state = await api.get(`${url}${known}/`);
      if (!state.attachment) return state;
    } catch (error) {
      if (error.isPassing) throw error;
    }
  }
  const state = await api.post(url, { conversation, name: file.name, size: file.size, ...more });
  storage.setItem(key, state.id);
  return state;
}

function pause(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
