import { chinese } from './chinese.js';
import { english } from './english.js';

/** By language, the first is the fallback. */
export const texts = { en: english, zh: chinese };

const missing = [...Object.keys(english).filter((key) => !(key in chinese)), ...Object.keys(chinese).filter((key) => !(key in english))];
if (missing.length) throw new Error(`Texts in one language only: ${missing}`);
