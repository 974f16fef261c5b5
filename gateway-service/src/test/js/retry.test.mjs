import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, settled } from './browser/browser.mjs';

async function waiting(tries, retryAfter) {
  const browser = new Browser();
  const tab = await browser.open();
  let over = false;
  tab.app.retry.pause(tries, { retryAfter }).then(() => { over = true; });
  return { ...browser, tab, isOver: () => over };
}

/** It is a fifth more at most, so that many pages do not come back in the same instant. */
for (const [tries, retryAfter, least] of [
  [0, undefined, 1_000],
  [1, undefined, 2_000],
  [3, undefined, 8_000],
  [4, undefined, 15_000],
  [50, undefined, 15_000],
  [0, 7, 7_000],
  [9, 7, 7_000],
  [0, 0, 500],
  [0, 3_600, 60_000],
]) {
  test(`after ${tries + 1} tries${retryAfter === undefined ? '' : ` and Retry-After: ${retryAfter}`} the next one is ${least} ms later`, async () => {
    const { clock, isOver } = await waiting(tries, retryAfter);
    await clock.pass(least - 1);
    assert.equal(isOver(), false);
    await clock.pass(least / 5 + 1);
    assert.equal(isOver(), true);
  });
}

test('many pages come back at different times', async () => {
  const browser = new Browser();
  const times = new Set();
  for (let pages = 0; pages < 20; pages += 1) {
    const tab = await browser.open();
    tab.app.retry.pause(0, {}).then(() => times.add(browser.clock.now));
  }
  await browser.clock.pass(1_200);
  assert.ok(times.size > 10, `${times.size} times`);
});

test('nobody waits on when somebody wants to try now', async () => {
  const { tab, isOver } = await waiting(5);
  tab.app.retry.hurry();
  await settled();
  assert.equal(isOver(), true);
});

test('nobody waits on when the network is back', async () => {
  const { tab, isOver } = await waiting(5);
  await tab.hears('online');
  assert.equal(isOver(), true);
});
