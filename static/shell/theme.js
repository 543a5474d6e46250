// @ts-check
// Light, dark, or as the device has it: remembered in a cookie, so that the next page arrives right.

const YEAR = 60 * 60 * 24 * 365;

/** The cookie that remembers a theme; "" forgets it. */
export function themeCookie(theme, secure) {
  const age = theme ? YEAR : 0;
  return `theme=${theme}; path=/; max-age=${age}; samesite=lax${secure ? "; secure" : ""}`;
}

function apply(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.querySelector('meta[name="color-scheme"]').setAttribute("content", theme || "light dark");
  for (const button of document.querySelectorAll("[data-theme-switch] button")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("value") === theme));
  }
}

export function startTheme() {
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-theme-switch]")) return;
    const theme = event.submitter?.getAttribute("value") ?? "";
    event.preventDefault();
    document.cookie = themeCookie(theme, window.location.protocol === "https:");
    apply(theme);
  });
}
