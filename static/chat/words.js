// @ts-check
/** Words and times in the reader's language and zone. The words themselves come from the page. */

/** Reads `<template id="chat-words" data-…>`: `word("newMany", {n: 3})`. */
export function wordsOf(root = document) {
  const { dataset } = root.getElementById("chat-words");
  return (name, values = {}) => fillIn(dataset[name] ?? "", values);
}

export function fillIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The clock, days and full dates of one language and zone. */
export class Calendar {
  constructor({ language, timeZone }) {
    const tag = language.toLowerCase().startsWith("zh") ? "zh-CN" : "en-GB";
    const format = (options) => new Intl.DateTimeFormat(tag, { timeZone, ...options });
    this.timeZone = timeZone;
    this.clockFormat = format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    this.secondsFormat = format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
    this.dayFormat = format({ weekday: "long", day: "numeric", month: "long" });
    this.dayOfYearFormat = format({ day: "numeric", month: "long", year: "numeric" });
    this.exactFormat = format({
      weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit",
      hourCycle: "h23",
    });
    this.dateFormat = format({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
    this.yearFormat = format({ year: "numeric" });
    this.keyFormat = new Intl.DateTimeFormat("en-CA", { timeZone });
  }

  clock(instant) {
    return this.clockFormat.format(new Date(instant));
  }

  /** To the second, for what happens within a minute. */
  exactClock(instant) {
    return this.secondsFormat.format(new Date(instant));
  }

  exact(instant) {
    return this.exactFormat.format(new Date(instant));
  }

  /** A date without a time, given as "2026-03-04", whatever the zone: "4 Mar 2026". */
  date(day) {
    return this.dateFormat.format(new Date(day));
  }

  /** "Today", "Yesterday", "Tuesday 4 March", or with its year. */
  day(instant, now, word) {
    const moment = new Date(instant);
    const key = this.keyFormat.format(moment);
    if (key === this.keyFormat.format(now)) return word("today");
    if (key === this.keyFormat.format(new Date(now.getTime() - 86_400_000))) return word("yesterday");
    const sameYear = this.yearFormat.format(moment) === this.yearFormat.format(now);
    return (sameYear ? this.dayFormat : this.dayOfYearFormat).format(moment);
  }
}
