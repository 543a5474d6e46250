// @ts-check
/** Seconds in view before an article counts as read; the server asks for five. */
export const SECONDS = 8;

/** Calls `done` once, when the end was seen and `seconds` of looking have passed, in whichever order. */
export function makeReading({ seconds = SECONDS, done }) {
  let passed = 0;
  let hasSeenEnd = false;
  let isDone = false;
  const check = () => {
    if (isDone || !hasSeenEnd || passed < seconds) return isDone;
    isDone = true;
    done();
    return true;
  };
  return {
    sawEnd(isInView) {
      hasSeenEnd ||= isInView;
      return check();
    },
    second() {
      passed += 1;
      return check();
    },
  };
}
