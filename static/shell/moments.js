// @ts-check
// Times said relatively up to a day, then exactly, in the reader's zone. The words come from the page.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `words` has now, minutes and hours, the latter two with a place {n}. */
export function momentWords(moment, now, words, language, timeZone) {
  const age = now - moment;
  if (age >= -MINUTE && age < MINUTE) return words.now;
  if (age > 0 && age < HOUR) return words.minutes.replace("{n}", Math.floor(age / MINUTE));
  if (age > 0 && age < DAY) return words.hours.replace("{n}", Math.floor(age / HOUR));
  return exactWords(moment, now, language, timeZone);
}

/** "14 May, 09:05", with the year unless it is this one. */
export function exactWords(moment, now, language, timeZone) {
  const year = (time) => new Intl.DateTimeFormat("en", { year: "numeric", timeZone }).format(time);
  /** @type {Intl.DateTimeFormatOptions} */
  const options = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  if (year(moment) !== year(now)) options.year = "numeric";
  return new Intl.DateTimeFormat(language.startsWith("zh") ? "zh-CN" : "en-GB", options).format(moment);
}

export function wordsOfPage(root = document) {
  const { now, minutes, hours, failed, offline } = root.getElementById("words").dataset;
  return { now, minutes, hours, failed, offline };
}

/** Keeps every `<time data-moment>` of the page right. */
export function keepMoments(root = document) {
  const words = wordsOfPage(root);
  const language = root.documentElement.lang;
  const zone = root.body.dataset.zone || undefined;
  const refresh = () => {
    const now = Date.now();
    for (const element of /** @type {NodeListOf<HTMLTimeElement>} */ (root.querySelectorAll("time[data-moment]"))) {
      const text = momentWords(Date.parse(element.dateTime), now, words, language, zone);
      if (element.textContent !== text) element.textContent = text;
    }
  };
  refresh();
  setInterval(refresh, 20_000);
  root.addEventListener("htmx:afterSettle", refresh);
}
