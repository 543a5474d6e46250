// @ts-check
// Counts beside the navigation and in the page's title.

const TITLE_COUNT = /^\(\d+\+?\) /;

/** "(3) Inbox" for 3 and "Inbox" for 0, whatever count the title carried before. */
export function titleWith(title, count) {
  const bare = title.replace(TITLE_COUNT, "");
  return count > 0 ? `(${shown(count)}) ${bare}` : bare;
}

/** What a badge shows: at most two digits. */
export function shown(count) {
  return count > 99 ? "99+" : String(count);
}

/** Shows one count wherever it stands. */
export function showCount(key, count, root = document) {
  for (const badge of root.querySelectorAll(`[data-badge="${key}"]`)) {
    badge.hidden = count <= 0;
    badge.querySelector("[data-badge-number]").textContent = shown(count);
    badge.dataset.count = count;
  }
}

/** The count as it stands on the page now. */
export function countOf(key, root = document) {
  const badge = root.querySelector(`[data-badge="${key}"]`);
  if (!badge) return 0;
  return Number(badge.dataset.count ?? badge.querySelector("[data-badge-number]").textContent) || 0;
}

/** The title counts what waits in the inbox; the badge of the installed app, where there is one, the news as well. */
export function refreshTitle(root = document) {
  root.title = titleWith(root.title, countOf("inbox", root));
  window.navigator.setAppBadge?.(countOf("inbox", root) + countOf("bell", root)).catch(() => {});
}

/** Fetches all counts anew, at most once in `pause` milliseconds however often it is called. */
export function makeFetcher(url, { fetch, setTimeout, apply, pause = 400 }) {
  let waiting = false;
  return () => {
    if (waiting || !url) return;
    waiting = true;
    setTimeout(async () => {
      waiting = false;
      try {
        const answer = await fetch(url, { headers: { Accept: "application/json" } });
        if (answer.ok) apply(await answer.json());
      } catch {
        // The next frame or the next page brings the count.
      }
    }, pause);
  };
}
