/** Half a line that is being typed survives a reload of its tab, for the one who types it. */
import { state } from './state.js';

const TEXT = 'new-todo';
const USER = 'new-todo-user';
/** Before anybody has said who it is; then it belongs to whoever comes. */
const UNKNOWN = '';

export function unfinished() {
  try {
    const user = sessionStorage.getItem(USER) ?? UNKNOWN;
    return user === UNKNOWN || user === state.user?.id ? sessionStorage.getItem(TEXT) ?? '' : '';
  } catch {
    return '';
  }
}

/** @param {string} text */
export function keepUnfinished(text) {
  try {
    sessionStorage.setItem(TEXT, text);
    sessionStorage.setItem(USER, state.user?.id ?? UNKNOWN);
  } catch {
    // Then it does not.
  }
}
