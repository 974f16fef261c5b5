/**
 * Several versions of the gateway may answer side by side. Which one served the document is in its Server-Timing header, the only one that a
 * page can read of itself. A style that another version does not have leads to one reload; for the script itself the gateway sees to that.
 */
import { update } from './state.js';

const [navigation] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
update({ version: navigation?.serverTiming?.find(({ name }) => name === 'version')?.description ?? '' });

const RELOADED = 'reloaded';
const styled = [...document.querySelectorAll('link[rel=stylesheet]')].every(loaded);
try {
  if (styled) {
    sessionStorage.removeItem(RELOADED);
  } else if (!sessionStorage.getItem(RELOADED)) {
    sessionStorage.setItem(RELOADED, '1');
    location.reload();
  }
} catch {
  // Without storage there is no telling whether it was tried already.
}

/** Of a style that failed to load, browsers have no sheet, an empty one, or one that they don't let anybody read. */
function loaded(/** @type {HTMLLinkElement} */ link) {
  try {
    return link.sheet.cssRules.length > 0;
  } catch {
    return false;
  }
}
