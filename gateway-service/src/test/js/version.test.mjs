import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser } from './browser/browser.mjs';

const STYLES = 'link[rel=stylesheet]';
const loaded = { sheet: { cssRules: [{}] } };
/** What browsers have of a style that failed to load. */
const FAILED = { 'no sheet': {}, 'an empty sheet': { sheet: { cssRules: [] } }, 'a sheet that nobody may read': { sheet: { get cssRules() { throw new Error('SecurityError'); } } } };

test('the page knows which version it is from', async () => {
  assert.equal((await new Browser().open()).state.version, '7');
});

test('a page with its styles stays', async () => {
  const tab = await new Browser().open('/', { elements: { [STYLES]: [loaded, loaded] } });
  assert.equal(tab.reloads, 0);
});

for (const [what, style] of Object.entries(FAILED)) {
  test(`a page with ${what} starts anew, but once only`, async () => {
    const browser = new Browser();
    const given = { session: new Map(), elements: { [STYLES]: [loaded, style] } };
    assert.equal((await browser.open('/', given)).reloads, 1);
    assert.equal((await browser.open('/', given)).reloads, 0);
    await browser.open('/', { ...given, elements: { [STYLES]: [loaded] } });
    assert.equal((await browser.open('/', given)).reloads, 1, 'when it had them in between');
  });
}

test('without storage there is no telling whether it did, so it does not', async () => {
  const browser = new Browser();
  browser.without.push('sessionStorage');
  assert.equal((await browser.open('/', { elements: { [STYLES]: [{}] } })).reloads, 0);
});
