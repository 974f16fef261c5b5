/** What is done by a mail: a password that was forgotten is replaced, an address is verified, mails in the morning end. */
import { api, newKey } from './api.js';
import { t } from './language.js';
import { go, SIGN_IN } from './router.js';
import { welcome } from './session.js';
import { toast } from './state.js';

/** @type {import('./state.js').Attempt | null} at a new password, the latest */
let attempt = null;

/**
 * All sessions of the account are over then. The same once more has the same key: if only the answer was lost, it comes now, while the token
 * is used up. @param {string} token  @param {string} newPassword
 */
export async function resetPassword(token, newPassword) {
  const what = JSON.stringify([token, newPassword]);
  if (attempt?.what !== what) attempt = { key: newKey(), what };
  await api.resetPassword(token, newPassword, attempt.key);
  attempt = null;
  go(SIGN_IN, { replace: true });
  toast(t('passwordReset'));
}

/** The address may have been verified, or taken away, on another device: then that is seen. @returns {Promise<boolean>} whether a mail comes */
export async function askForVerification() {
  try {
    await api.askForVerification();
    return true;
  } catch (problem) {
    if (problem.status !== 409) throw problem;
    welcome(await api.me());
    return false;
  }
}
