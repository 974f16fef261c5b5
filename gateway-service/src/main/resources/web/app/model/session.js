/** Who is signed in. */
import { api } from './api.js';
import { t } from './language.js';
import { go, isAccountPage, returnAddress, SIGN_IN, withReturn } from './router.js';
import { state, toast, update } from './state.js';

/** What belongs to the person and not to the page. */
const NOBODY = { user: null, expired: false, todos: null, total: 0, done: null, next: null, trouble: null, slow: false, pending: [], edits: {}, toasts: [] };

/** @param {string} name  @param {string} password */
export const signIn = async (name, password) => enter(await api.signIn(name, password));

/** @param {import('./api.js').Account} account */
export const register = async (account) => enter(await api.register(account));

/** What the same person typed before the session ended is still there; another person finds none of it. */
function enter(user) {
  const same = !state.user || state.user.id === user.id;
  update({ ...(!same && NOBODY), user, expired: false, trouble: null });
  go(returnAddress(), { replace: true });
}

export async function signOut() {
  try {
    await api.signOut();
  } catch (problem) {
    if (problem.status !== 401) {
      toast(t('notSignedOut'), t('tryAgain'), signOut);
      return;
    }
  }
  update(NOBODY);
  go(SIGN_IN);
}

/** The server no longer knows the session: sign in, and come back to what was typed. */
export function sessionEnded() {
  update({ expired: state.user !== null });
  if (!isAccountPage()) go(withReturn(SIGN_IN), { replace: true });
}
