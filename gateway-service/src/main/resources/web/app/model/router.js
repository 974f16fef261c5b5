/** The page's addresses; those of the page it replaces are the same. */
import { state, update } from './state.js';
import { viewOf } from './views.js';

export const HOME = '/';
export const SIGN_IN = '/user/login';
export const REGISTER = '/user/register';
export const ACCOUNT = '/account';
export const FORGOT = '/forgot-password';
/** Links in mails lead to these. */
export const RESET = '/reset-password';
export const VERIFY = '/verify-email';
export const UNSUBSCRIBE = '/unsubscribe';

/** Nobody need be signed in there. */
const DOORS = [SIGN_IN, REGISTER, FORGOT, RESET, VERIFY, UNSUBSCRIBE];

/** Behind the # stands a token, which leaves the address, and with it the history, as soon as it is read. */
function tokenTaken() {
  const token = [RESET, VERIFY, UNSUBSCRIBE].includes(location.pathname) ? location.hash.slice(1) : '';
  if (token) history.replaceState(null, '', location.pathname + location.search);
  return token || null;
}

function arrived() {
  const view = viewOf(location);
  const same = JSON.stringify(view) === JSON.stringify(state.view);
  update({ path: location.pathname, token: tokenTaken(), ...(!same && { view, stale: true, next: null, selecting: false, selected: new Set() }) });
}
window.addEventListener('popstate', arrived);
update({ token: tokenTaken() });

/** @param {string} address  @param {{ replace?: boolean }} [options] replace: without a step in the history */
export function go(address, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  arrived();
}

/** Links within the page change the view; everything else is the browser's. @param {MouseEvent} click */
export function follow(click) {
  const link = /** @type {Element} */ (click.target).closest('a');
  const modified = click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey;
  if (!link || modified || link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
  click.preventDefault();
  go(link.pathname + link.search);
}

export const isAccountPage = () => DOORS.includes(state.path);

/** The address of a page for somebody who is not signed in, which knows where to return. */
export function withReturn(page) {
  const target = isAccountPage() ? returnAddress() : location.pathname + location.search;
  return target === HOME ? page : `${page}?${new URLSearchParams({ redirect: target })}`;
}

/** Where to go after signing in: only ever a page of ours. */
export function returnAddress() {
  const wanted = new URLSearchParams(location.search).get('redirect') ?? HOME;
  try {
    const url = new URL(wanted, location.origin);
    const ours = url.origin === location.origin && !DOORS.includes(url.pathname);
    return ours ? url.pathname + url.search : HOME;
  } catch {
    return HOME;
  }
}
