import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Browser } from './browser/browser.mjs';

const { app } = await new Browser().open();
const { english } = app.english;
const { chinese } = app.chinese;

test('both languages have the same texts', () => {
  assert.deepEqual(Object.keys(chinese).sort(), Object.keys(english).sort());
  for (const [key, text] of Object.entries(english)) assert.equal(typeof chinese[key], typeof text, key);
});

/** By the names of what the texts take. */
const VALUES = { n: 2, of: 12, total: 12, place: 2, line: 2, limit: 200, seconds: 2 };

test('each text is said, with numbers and names in it where it takes them', () => {
  for (const texts of [english, chinese]) {
    for (const [key, text] of Object.entries(texts)) {
      const [, taken = ''] = /^\(([^)]*)\) =>/.exec(text) ?? [];
      const said = typeof text === 'function' ? text(...taken.split(', ').map((name) => VALUES[name] ?? 'Milk')) : text;
      assert.match(said, /\S/, key);
      assert.doesNotMatch(said, /undefined|NaN|#|\[object/, key);
    }
  }
});

test('every text that the page asks for by its name is there', () => {
  const folders = ['model', 'elements'].map((folder) => new URL(`../../main/resources/web/app/${folder}/`, import.meta.url));
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => new URL(name, folder)));
  const asked = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bt\('(\w+)'/g)].map(([, key]) => key));
  assert.ok(asked.length > 80);
  assert.deepEqual(asked.filter((key) => !(key in english)), []);
});

for (const [languages, said, tag] of [
  [['en-US'], 'Sign in', 'en'],
  [['zh-TW', 'en'], '登录', 'zh-CN'],
  [['de', 'zh-CN'], '登录', 'zh-CN'],
  [['de', 'fr'], 'Sign in', 'en'],
  [[], 'Sign in', 'en'],
]) {
  test(`somebody who reads ${languages} reads "${said}"`, async () => {
    const browser = new Browser();
    browser.languages = languages;
    const tab = await browser.open();
    assert.equal(tab.app.language.t('signIn'), said);
    assert.equal(tab.app.language.languageTag(), tag);
    assert.equal(tab.document.documentElement.lang, tag);
  });
}

test('the chosen language is spoken at once, told, and remembered', async () => {
  const browser = new Browser();
  const tab = await browser.open();
  const { language } = tab.app;
  const enough = new AbortController();
  let heard = 0;
  language.onLanguage(() => { heard += 1; }, enough.signal);
  assert.deepEqual([language.otherLanguage().language, language.otherLanguage().tag], ['zh', 'zh-CN']);
  language.speak('zh');
  assert.equal(language.t('signIn'), '登录');
  assert.equal(tab.document.documentElement.lang, 'zh-CN');
  assert.equal(heard, 1);
  enough.abort();
  assert.equal((await browser.open()).app.language.t('signIn'), '登录');
  language.speak(language.otherLanguage().language);
  assert.equal(language.t('signIn'), 'Sign in');
  assert.equal(heard, 1);
});

test('without storage a language is spoken as long as the page is open', async () => {
  const browser = new Browser();
  browser.without.push('localStorage');
  const { language } = (await browser.open()).app;
  language.speak('zh');
  assert.equal(language.t('signIn'), '登录');
  assert.equal((await browser.open()).app.language.t('signIn'), 'Sign in');
});

test('a remembered language that is none of ours is not spoken', async () => {
  const browser = new Browser();
  browser.local.set('language', 'de');
  assert.equal((await browser.open()).app.language.t('signIn'), 'Sign in');
});

test('a text that is not there is a mistake', () => {
  assert.throws(() => app.language.t('nothing'), /No text: nothing/);
});

test('a number decides about the form of a text', () => {
  assert.equal(english.unsent(1), '1 change is not saved yet');
  assert.equal(english.unsent(1_234), '1,234 changes are not saved yet');
  assert.equal(chinese.unsent(2), '有 2 处修改尚未保存');
});

// --- Colours

test('light or dark is as chosen, or as the system has it', async () => {
  const browser = new Browser();
  const tab = await browser.open();
  const { theme } = tab.app;
  const contents = [];
  tab.elements.set('meta[name=theme-color]', [{ setAttribute: (name, value) => contents.push(value) }]);
  assert.equal(theme.theme(), 'system');
  theme.choose('dark');
  assert.equal(tab.document.documentElement.dataset.theme, 'dark');
  theme.choose('system');
  tab.darkSystem = true;
  theme.choose('system');
  theme.choose('light');
  assert.deepEqual(contents, ['colour of --page-dark', 'colour of --page-light', 'colour of --page-dark', 'colour of --page-light']);
  assert.equal((await browser.open()).app.theme.theme(), 'light');
  browser.local.set('theme', 'pink');
  assert.equal((await browser.open()).app.theme.theme(), 'system');
});

test('without storage colours last as long as the page', async () => {
  const browser = new Browser();
  browser.without.push('localStorage');
  const { theme } = (await browser.open()).app;
  assert.equal(theme.theme(), 'system');
  theme.choose('dark');
  assert.equal(theme.theme(), 'dark');
});
