// @ts-check
/** The REST API, as far as chat's pages use it. */

export class ApiError extends Error {
  constructor({ status, code, detail, retryAfter = null }) {
    super(detail || code);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.retryAfter = retryAfter;
  }

  /** Worth another try later with the same content: the network, an overload, a restart. */
  get isPassing() {
    return this.status === 0 || this.status >= 500 || this.status === 429;
  }
}

function csrfToken() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

export async function request(method, url, body = undefined) {
  const headers = { Accept: "application/json", "X-CSRFToken": csrfToken() };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(url, {
      method, headers, credentials: "same-origin", body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new ApiError({ status: 0, code: "offline", detail: "" });
  }
  return await read(response.status, await response.text(), response.headers.get("Retry-After"));
}

export const get = (url) => request("GET", url);
export const post = (url, body = {}) => request("POST", url, body);
export const patch = (url, body) => request("PATCH", url, body);
export const destroy = (url) => request("DELETE", url);

/**
 * Sends a file.
 * @param {string} url
 * @param {Record<string, any>} fields
 * @param {{onProgress?: (share: number) => void, signal?: AbortSignal}} [options] `onProgress` hears the share that has
 *   left, 0 to 1.
 */
export function upload(url, fields, { onProgress = () => {}, signal = undefined } = {}) {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    const xhr = new XMLHttpRequest();
    xhr.open("POST", url);
    xhr.setRequestHeader("X-CSRFToken", csrfToken());
    xhr.setRequestHeader("Accept", "application/json");
    xhr.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    xhr.onerror = () => reject(new ApiError({ status: 0, code: "offline", detail: "" }));
    xhr.onabort = () => reject(new ApiError({ status: 0, code: "aborted", detail: "" }));
    xhr.onload = () => {
      read(xhr.status, xhr.responseText, xhr.getResponseHeader("Retry-After")).then(resolve, reject);
    };
    signal?.addEventListener("abort", () => xhr.abort());
    xhr.send(form);
  });
}

/** Sends bytes of a file that comes in parts. */
export async function sendPart(url, part, offset, signal = undefined) {
  let response;
  try {
    response = await fetch(url, {
      method: "PATCH", credentials: "same-origin", body: part, signal,
      headers: {
        Accept: "application/json", "X-CSRFToken": csrfToken(), "Content-Type": "application/octet-stream",
        "Upload-Offset": String(offset),
      },
    });
  } catch {
    throw new ApiError({ status: 0, code: signal?.aborted ? "aborted" : "offline", detail: "" });
  }
  return await read(response.status, await response.text(), response.headers.get("Retry-After"));
}

async function read(status, text, retryAfter) {
  let data = null;
  try {
    data = text ? JSON.parse(text) : null;
  } catch {
    data = null;
  }
  if (status >= 200 && status < 300) return data;
  const error = data?.errors?.[0] ?? {};
  throw new ApiError({
    status, code: error.code ?? "error", detail: error.detail ?? "", retryAfter: retryAfter ? Number(retryAfter) : null,
  });
}
