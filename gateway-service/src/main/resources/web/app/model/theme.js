/** Light or dark: as the system has it, or as chosen here. */

/** @typedef {'system' | 'light' | 'dark'} Theme */
/** @type {Theme[]} */
export const THEMES = ['system', 'light', 'dark'];
const REMEMBERED = 'theme';

/** @returns {Theme} */
export function theme() {
  try {
    return THEMES.find((each) => each === localStorage.getItem(REMEMBERED)) ?? 'system';
  } catch {
    return /** @type {Theme} */ (document.documentElement.dataset.theme ?? 'system');
  }
}

/** @param {Theme} chosen */
export function choose(chosen) {
  try {
    localStorage.setItem(REMEMBERED, chosen);
  } catch {
    // Then it lasts as long as the page.
  }
  show(chosen);
}

/** The colours of the browser's own frame go with it. @param {Theme} chosen */
function show(chosen) {
  document.documentElement.dataset.theme = chosen;
  const dark = matchMedia('(prefers-color-scheme: dark)').matches ? chosen !== 'light' : chosen === 'dark';
  const page = getComputedStyle(document.documentElement).getPropertyValue(dark ? '--page-dark' : '--page-light');
  for (const meta of document.querySelectorAll('meta[name=theme-color]')) meta.setAttribute('content', page.trim());
}

show(theme());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => show(theme()));
