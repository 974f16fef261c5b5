/** How long to wait before trying again, and how to cut the waiting short. */

const FIRST = 1_000;
const LONGEST = 15_000;
const hurried = new EventTarget();

/** Ends all waiting: somebody pressed "try again", or the network is back. */
export const hurry = () => hurried.dispatchEvent(new Event('hurry'));
window.addEventListener('online', hurry);

/**
 * Resolves when it is time for the next try: as the server asked (Retry-After), else later from time to time.
 * @param {number} tries made so far, from 0  @param {import('./api.js').Problem} problem of the last one
 */
export function pause(tries, problem) {
  const asked = problem.retryAfter === undefined ? FIRST * 2 ** Math.min(tries, 10) : problem.retryAfter * 1_000;
  // A little apart, so that many pages do not come back in the same instant; never at once, never after a minute.
  const wait = Math.min(Math.max(asked, 500), problem.retryAfter === undefined ? LONGEST : 60_000) * (1 + Math.random() / 5);
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, wait);
    hurried.addEventListener('hurry', () => { clearTimeout(timer); resolve(); }, { once: true });
  });
}
