// @ts-check
// Keeps points and missions right while they are being looked at.

function refresh() {
  for (const element of document.querySelectorAll("[data-recognition]")) window.htmx.trigger(element, "recognised");
}

for (const news of ["award", "balance", "catch-up"]) document.addEventListener(`rapport:${news}`, refresh);
