// @ts-check
// Keeps "my feedback" right while it is being read: fetches what changed, and keeps away the toast about what is on the page.

/** Whether a frame about ticket `changed` concerns the element: it shows that ticket, or the list of all. */
export function concerns(element, changed) {
  return "tickets" in element.dataset || changed === null || element.dataset.ticket === String(changed);
}

function refresh(changed) {
  for (const element of document.querySelectorAll("[data-ticket], [data-tickets]")) {
    if (concerns(element, changed)) window.htmx.trigger(element, "ticket-changed");
  }
}

if (typeof document !== "undefined") {
  document.addEventListener("rapport:ticket.changed", (event) => refresh(event.detail.ticket));
  document.addEventListener("rapport:catch-up", () => refresh(null));
  document.addEventListener(
    "rapport:notification",
    (event) => event.detail.url === window.location.pathname && event.preventDefault(),
    { capture: true },
  );
}
