/** Everything that is on its way has arrived: nothing in these tests takes time but by the clock. */
export const settled = () => new Promise(setImmediate);

/** Time that passes only when a test says so. It begins on a Wednesday. */
export class Clock {
  now = new Date(2026, 4, 13, 10).getTime();
  #timers = new Map();
  #last = 0;

  setTimeout(act, delay = 0) {
    this.#last += 1;
    this.#timers.set(this.#last, { at: this.now + delay, act });
    return this.#last;
  }

  clearTimeout(timer) {
    this.#timers.delete(timer);
  }

  /** @param {number} milliseconds */
  async pass(milliseconds) {
    const end = this.now + milliseconds;
    await settled();
    for (let next = this.#until(end); next; next = this.#until(end)) {
      const [timer, { at, act }] = next;
      this.#timers.delete(timer);
      this.now = Math.max(this.now, at);
      act();
      await settled();
    }
    this.now = end;
  }

  #until(end) {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
  }
}
