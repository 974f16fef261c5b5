/** Who is signed in. That a session begins is told to whoever has something to send or to show then; that it has ended stands in the state. */
import { api, giveUp, onSignedOut } from './api.js';
import { timeZone } from './days.js';
import { deviceName } from './devices.js';
import { language, t } from './language.js';
import { go, isAccountPage, returnAddress, SIGN_IN, withReturn } from './router.js';
import { NOBODY, state, toast, update } from './state.js';
import { erase } from './store.js';
import { onTold, tell } from './tabs.js';

/** @typedef {import('./api.js').SessionInfo} SessionInfo */

const begun = new EventTarget();

/** The server has said who is signed in. @param {() => void} listener */
export const onBegin = (listener) => begun.addEventListener('begin', listener);

/** @param {string} name  @param {string} password  @param {string} [code] of the second factor */
export const signIn = async (name, password, code) => enter(await api.signIn(name, password, code));

/** @param {import('./api.js').Account} account */
export const register = async (account) => enter(await api.register(account));

/** What the same person typed before the session ended is still there; another person finds none of it. */
function enter(user) {
  welcome(user);
  tell({ type: 'session', user: user.id });
  update({ expired: false, trouble: null });
  go(returnAddress(), { replace: true });
}

/** The server has said who it is. @param {import('./api.js').Identity} user */
export function welcome(user) {
  const known = state.user?.id === user.id;
  const begins = !known || !state.confirmed;
  if (!known) update(NOBODY);
  update({ user: { ...state.user, ...user }, confirmed: true });
  remember(user);
  if (begins) begun.dispatchEvent(new Event('begin'));
}

/** So that the page knows whose unsent todos to show before the server has answered. */
function remember(user) {
  try {
    if (user) localStorage.setItem('user', JSON.stringify({ id: user.id, name: user.name }));
    else localStorage.removeItem('user');
  } catch {
    // Then it is not remembered.
  }
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
  leave();
}

export async function signOutElsewhere() {
  await api.signOutElsewhere();
  keepSessions(({ current }) => current);
  toast(t('othersEnded'));
}

export async function signOutEverywhere() {
  await api.signOutEverywhere();
  leave(t('sessionsEnded'));
}

/** One after the other: `welcome` forgets what was there before it was known who is signed in. */
export async function loadAccount() {
  welcome(await api.me());
  await loadSessions();
  await loadSecondFactor();
  await loadMorningMail();
}

/** Whether signing in takes a code. */
export async function loadSecondFactor() {
  update({ secondFactor: await api.secondFactor() });
}

/** A service of the release before has no such mails. */
async function loadMorningMail() {
  try {
    update({ morningMail: await api.morningMail() });
  } catch (problem) {
    if (problem.status !== 404) throw problem;
  }
}

/** At 7 where this device is, in the language that the page speaks. */
export const morningHere = () => ({ timeZone: timeZone(), language: language() });

export async function turnOnMorningMail() {
  update({ morningMail: await api.turnOnMorningMail(morningHere()) });
}

export async function turnOffMorningMail() {
  await api.turnOffMorningMail();
  update({ morningMail: { ...state.morningMail, on: false } });
}

/** The other devices have to sign in again. @param {string} password  @param {string} code  @returns {Promise<string[]>} recovery codes */
export async function turnOnSecondFactor(password, code) {
  const { recoveryCodes } = await api.turnOnSecondFactor(password, code);
  update({ secondFactor: { on: true, recoveryCodes: recoveryCodes.length } });
  reloadSessions();
  return recoveryCodes;
}

/** @param {string} password  @param {string} code or a recovery code */
export async function turnOffSecondFactor(password, code) {
  await api.turnOffSecondFactor(password, code);
  update({ secondFactor: { on: false, recoveryCodes: 0 } });
}

/** Where the person is signed in. */
export async function loadSessions() {
  const { items } = await api.sessions();
  update({ sessions: items });
}

/** Of another device. @param {SessionInfo} session */
export async function endSession({ id, device }) {
  await api.endSession(id);
  keepSessions((each) => each.id !== id);
  toast(t('sessionEnded', deviceName(device)));
}

/** @param {(session: SessionInfo) => boolean} stays */
const keepSessions = (stays) => update({ sessions: state.sessions?.filter(stays) ?? null });

/** The other devices have to sign in again, and this one gets another session. @param {string} current  @param {string} next */
export async function changePassword(current, next) {
  await api.changePassword(current, next);
  reloadSessions();
}

/** What was seen of them is no longer so; that it cannot be read now is no failure of the change. */
const reloadSessions = () => loadSessions().catch(() => update({ sessions: null }));

/** @param {string} password */
export async function deleteAccount(password) {
  const { id } = state.user;
  await api.deleteMe(password);
  await erase(id);
  leave(t('accountDeleted'));
}

/** @param {string} [text] to be said at the door */
function leave(text) {
  tell({ type: 'session', user: null });
  remember(null);
  update(NOBODY);
  go(SIGN_IN);
  if (text) toast(text);
}

/** The server no longer knows the session: sign in, and come back to what was typed. Several requests may hear of it. */
onSignedOut(() => {
  update({ expired: state.expired || state.confirmed, confirmed: false });
  if (!isAccountPage()) go(withReturn(SIGN_IN), { replace: true });
});

/** Cookies are the whole browser's: what this tab shows must never be another person's. */
onTold('session', ({ user }) => {
  if (user === state.user?.id && state.confirmed) return;
  if (user === null) {
    giveUp();
    update(NOBODY);
    if (!isAccountPage()) go(withReturn(SIGN_IN), { replace: true });
  } else if (state.confirmed || !state.token) {
    // A link's token would be lost; and where nobody is confirmed yet, nothing of another person's is shown or sent.
    location.reload();
  }
});
