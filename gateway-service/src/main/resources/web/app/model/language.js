/** Which language the page speaks, and how it says things in it. */
import { texts } from './texts.js';

/** @typedef {keyof typeof texts} Language */

const REMEMBERED = 'language';
/** @type {Record<Language, string>} for `lang`, Accept-Language and Intl */
const TAGS = { en: 'en', zh: 'zh-CN' };
const changed = new EventTarget();

/** @type {Language} */
let current = remembered() ?? wanted() ?? 'en';
document.documentElement.lang = TAGS[current];

function wanted() {
  return navigator.languages.map((tag) => tag.split('-')[0]).find((language) => language in texts);
}

/** Storage may be switched off; then the browser's language it is. */
function remembered() {
  try {
    const language = localStorage.getItem(REMEMBERED);
    return language in texts ? language : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Language} language */
export function speak(language) {
  current = language;
  document.documentElement.lang = TAGS[language];
  try {
    localStorage.setItem(REMEMBERED, language);
  } catch {
    // Then it is not remembered.
  }
  changed.dispatchEvent(new Event('change'));
}

/** @param {() => void} listener  @param {AbortSignal} [signal] ends it */
export const onLanguage = (listener, signal) => changed.addEventListener('change', listener, { signal });

export const language = () => current;

export const languageTag = () => TAGS[current];

/** The one to switch to. @returns {{ language: Language, tag: string }} */
export function otherLanguage() {
  const other = current === 'en' ? 'zh' : 'en';
  return { language: other, tag: TAGS[other] };
}

/** @param {keyof typeof texts.en} key */
export function t(key, ...values) {
  const text = texts[current][key];
  if (text === undefined) throw new Error(`No text: ${key}`);
  return typeof text === 'function' ? text(...values) : text;
}
