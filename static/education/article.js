// @ts-check
// Tells the server once that an article was read: its end was in view, and it was open long enough to be read.

import { makeReading } from "./reading.js";

const form = document.querySelector("[data-reading]");
if (form) {
  const reading = makeReading({ done: () => form.dispatchEvent(new CustomEvent("rapport:read")) });
  new IntersectionObserver((entries) => reading.sawEnd(entries.some((entry) => entry.isIntersecting))).observe(form);
  const timer = setInterval(() => {
    if (document.visibilityState === "visible" && reading.second()) clearInterval(timer);
  }, 1_000);
}
