/**
 * Everything the page says to the server. Paths, headers and shapes are here and nowhere else; a failure is always a Problem. A test holds all
 * of it, the types too, against the API's OpenAPI document.
 *
 * @typedef {'CLOSED' | 'IN_PROGRESS' | 'DONE' | 'PAUSED'} Status
 * @typedef {{ id: string, name: string, roles: string[] }} Identity
 * @typedef {Identity & { email: string | null, emailVerified?: boolean }} User emailVerified: the release before does not say it
 * @typedef {{ id: string, name: string, description: string, status: Status, due: string | null, position: string, createdAt: string,
 *   updatedAt: string, doneAt: string | null, deletedAt: string | null, version: number }} Todo due: YYYY-MM-DD
 * @typedef {{ items: Todo[], total: number, totalIsExact: boolean, size: number, page: number | null, next: string | null }} Page
 * @typedef {{ byStatus: Record<Status, number>, total: number, deleted: number }} Counts
 * @typedef {{ user: Identity, todos?: Page, counts?: Counts, problems?: { todos?: Trouble } }} Home todos, counts: if they could be had
 * @typedef {{ todos: Todo[], further: string[], missing: string[] }} Report further: ids of those that were changed, too
 * @typedef {{ from: string | null, to: string | null }} Difference
 * @typedef {{ at: string, what: 'CREATED' | 'CHANGED' | 'DELETED' | 'RESTORED', device: string | null, name: Difference | null, status: Difference | null,
 *   due: Difference | null, description: boolean }} HistoryEntry device: the User-Agent of the browser; the others: what changed
 * @typedef {{ items: HistoryEntry[], next: string | null }} HistoryPage the latest first
 * @typedef {{ field: string, message: string }} Violation
 * @typedef {{ status?: number, title?: string, detail?: string }} Trouble
 * @typedef {Trouble & { type?: string, violations?: Violation[] }} ProblemBody
 * @typedef {{ name: string, password: string, email?: string }} Account
 * @typedef {{ id: string, device: string | null, address: string | null, createdAt: string, lastUsedAt: string, current: boolean }} SessionInfo
 *   device: the User-Agent of the browser; current: of this browser
 * @typedef {{ items: SessionInfo[] }} Sessions the latest use first
 * @typedef {{ on: boolean, recoveryCodes: number }} SecondFactor whether signing in takes a code; how many recovery codes are left
 * @typedef {{ timeZone: string, language: string }} MorningSettings
 * @typedef {{ on: boolean, timeZone: string | null, language: string | null }} MorningMail whether a mail comes at 7 that says what is due
 * @typedef {{ secret: string, uri: string }} Secret of an authenticator app: the same twice
 * @typedef {{ recoveryCodes: string[] }} RecoveryCodes
 * @typedef {{ name: string, description: string, due: string | null, status: Status }} TodoFields
 */
import { languageTag } from './language.js';

/** Longer than the gateway holds a request for a service that is starting. */
const TIME_LIMIT = 60_000;
/** Where 401 is an answer to a password, or to somebody who leaves anyway. */
const SESSION = '/api/session';
const SECOND_FACTOR = '/api/me/second-factor';
const MORNING_MAIL = '/api/me/morning-mail';

/** Types of problems (RFC 9457): the password is right, and a code is missing or wrong. */
export const CODE_NEEDED = 'urn:todolist:problem:code-needed';
export const CODE_REFUSED = 'urn:todolist:problem:code-refused';

/** Ends what is under way. */
let underWay = new AbortController();

/**
 * For a session that has ended elsewhere: what is under way is given up, because an answer that arrives later may bring renewed cookies,
 * and they would sign the person in again.
 */
export function giveUp() {
  underWay.abort();
  underWay = new AbortController();
}

const ended = new EventTarget();

/** The server no longer knows who is asking. @param {() => void} listener */
export const onSignedOut = (listener) => ended.addEventListener('end', listener);

/**
 * For a write and its repetitions: whichever of them arrives first is done, and the others get its answer. Not every address counts as secure
 * enough for crypto.randomUUID.
 */
export const newKey = () => crypto.randomUUID?.() ?? '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
  (Number(digit) ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (Number(digit) / 4)))).toString(16));

/** An RFC 9457 problem; status 0 when no answer came at all. */
export class Problem extends Error {
  /** @param {ProblemBody} body  @param {number} [retryAfter] seconds */
  constructor({ type = '', status = 0, title = '', detail = '', violations = [] }, retryAfter) {
    super(detail || title || `HTTP ${status}`);
    this.type = type;
    this.status = status;
    this.retryAfter = retryAfter;
    this.violations = violations.map(({ field, message }) => ({ field: field?.split('.').pop() ?? '', message }));
  }

  /** The server could not be reached or is not ready: the same request may well succeed in a moment. */
  get temporary() {
    return [0, 408, 429, 502, 503, 504].includes(this.status);
  }
}

/** Retry-After (RFC 9110, 10.2.3) in seconds: a number or a date. */
function retryAfter(headers) {
  const value = headers.get('Retry-After');
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

/** @typedef {{ body?: object, type?: string, headers?: Record<string, string>, signal?: AbortSignal }} Options */

/** @param {string} method  @param {string} path  @param {Options} [options] */
const call = (method, path, { signal, ...options } = {}) => answered(method, path, [underWay.signal, ...(signal ? [signal] : [])], options);

/**
 * The request that ends the session: what is under way is given up (see `giveUp`), and nothing else goes out until this is answered. Whoever
 * asked for something has no answer then, and asks again where the session goes on.
 * @param {string} method  @param {string} path  @param {Options} [options]
 */
async function last(method, path, options = {}) {
  underWay.abort();
  try {
    return await answered(method, path, [], options);
  } finally {
    underWay = new AbortController();
  }
}

/** @param {string} method  @param {string} path  @param {AbortSignal[]} signals each ends it  @param {Options} options */
async function answered(method, path, signals, { body, type = 'application/json', headers = {} }) {
  let answer;
  let text;
  try {
    answer = await fetch(path, {
      method,
      // Validation messages come in the language of the page, which may not be the browser's.
      // A plain GET has no header of ours: only so does it take over the answer that the browser has asked for already (see `home`).
      headers: { ...(body && { 'Accept-Language': languageTag(), 'Content-Type': type }), ...headers },
      body: body && JSON.stringify(body),
      signal: AbortSignal.any([...signals, AbortSignal.timeout(TIME_LIMIT)]),
    });
    text = await answer.text();
  } catch {
    throw new Problem({});
  }
  const json = parsed(text);
  if (answer.status === 401 && path !== SESSION) ended.dispatchEvent(new Event('end'));
  if (!answer.ok) throw new Problem({ ...json, status: answer.status }, retryAfter(answer.headers));
  if (text && json === undefined) throw new Problem({});
  return json;
}

/** Whatever is in between may answer with a page of its own, such as that of a hotel's network: nothing has arrived then. */
function parsed(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

const todoPath = (id) => `/api/todos/${encodeURIComponent(id)}`;
const idempotent = (key) => ({ 'Idempotency-Key': key });
const query = (path, parameters) => `${path}?${new URLSearchParams(parameters)}`;
const MERGE_PATCH = 'application/merge-patch+json';

/** Every write that the page repeats by itself takes a key (see `newKey`). */
export const api = {
  /**
   * All that the first screen shows. The gateway's Link header lets the browser start this very request before the script is there.
   * @param {Record<string, string>} parameters of the list  @param {AbortSignal} [signal]  @returns {Promise<Home>}
   */
  home: (parameters, signal) => call('GET', query('/api/home', parameters), { signal }),
  /** @param {Account} account  @returns {Promise<User>} signed in at once */
  register: (account) => call('POST', '/api/users', { body: account }),
  /** @param {string} [code] of the second factor  @returns {Promise<User>} */
  signIn: (name, password, code) => call('POST', SESSION, { body: { name, password, ...(code && { code }) } }),
  signOut: () => last('DELETE', SESSION),
  /** @returns {Promise<Sessions>} */
  sessions: () => call('GET', '/api/sessions'),
  endSession: (id) => call('DELETE', `/api/sessions/${encodeURIComponent(id)}`),
  signOutElsewhere: () => call('DELETE', '/api/sessions/others'),
  signOutEverywhere: () => last('DELETE', '/api/sessions'),

  /** @returns {Promise<User>} */
  me: () => call('GET', '/api/me'),
  /** @param {{ name?: string, email?: string | null, currentPassword: string }} patch  @returns {Promise<User>} */
  changeMe: (patch) => call('PATCH', '/api/me', { body: patch, type: MERGE_PATCH }),
  changePassword: (currentPassword, newPassword) => call('PUT', '/api/me/password', { body: { currentPassword, newPassword } }),
  /** @returns {Promise<SecondFactor>} */
  secondFactor: () => call('GET', SECOND_FACTOR),
  /** @returns {Promise<Secret>} */
  beginSecondFactor: (currentPassword) => call('POST', SECOND_FACTOR, { body: { currentPassword } }),
  /** @returns {Promise<RecoveryCodes>} */
  turnOnSecondFactor: (currentPassword, code) => call('PUT', SECOND_FACTOR, { body: { currentPassword, code } }),
  turnOffSecondFactor: (currentPassword, code) => call('DELETE', SECOND_FACTOR, { body: { currentPassword, code } }),
  /** @returns {Promise<MorningMail>} */
  morningMail: () => call('GET', MORNING_MAIL),
  /** @param {MorningSettings} settings  @returns {Promise<MorningMail>} */
  turnOnMorningMail: (settings) => call('PUT', MORNING_MAIL, { body: settings }),
  turnOffMorningMail: () => call('DELETE', MORNING_MAIL),
  /** @param {string} token of such a mail; once more it does no harm */
  unsubscribe: (token) => call('POST', '/api/unsubscriptions', { body: { token } }),
  /** Lets a link be mailed to the account's address. */
  askForVerification: () => call('POST', '/api/me/email-verification'),
  /** @param {string} token of that link; once more it does no harm */
  verifyEmail: (token) => call('POST', '/api/email-verifications', { body: { token } }),
  /** Lets a link to a new password be mailed, if the address is verified for an account. @param {string} email */
  askForReset: (email) => call('POST', '/api/password-resets', { body: { email } }),
  /** @param {string} token of that link  @param {string} newPassword  @param {string} key */
  resetPassword: (token, newPassword, key) => call('POST', '/api/password-resets/redemption', { body: { token, newPassword }, headers: idempotent(key) }),
  deleteMe: (password) => last('DELETE', '/api/me', { body: { password } }),

  /** @param {Record<string, string>} parameters  @param {AbortSignal} [signal]  @returns {Promise<Page>} */
  todos: (parameters, signal) => call('GET', query('/api/todos', parameters), { signal }),
  /** @returns {Promise<Todo>} */
  todo: (id) => call('GET', todoPath(id)),
  /** @param {string} id  @param {Record<string, string>} parameters  @returns {Promise<HistoryPage>} */
  history: (id, parameters) => call('GET', query(`${todoPath(id)}/history`, parameters)),
  /** @param {Partial<TodoFields>} fields  @param {string} key  @returns {Promise<Todo>} */
  add: (fields, key) => call('POST', '/api/todos', { body: fields, headers: idempotent(key) }),
  /**
   * Changes the named fields only (RFC 7396); the answer is a Problem 412 when the todo has changed since that version.
   * @param {Partial<TodoFields>} patch  @param {number} version  @param {string} key  @returns {Promise<Todo>}
   */
  change: (id, patch, version, key) => call('PATCH', todoPath(id), { body: patch, type: MERGE_PATCH, headers: { 'If-Match': `"${version}"`, ...idempotent(key) } }),
  /** @param {{ before?: string, after?: string }} place  @param {string} key  @returns {Promise<Todo>} */
  move: (id, place, key) => call('POST', `${todoPath(id)}/move`, { body: place, headers: idempotent(key) }),
  /** Up to 1,000 at once. @param {string[]} ids  @param {Status} status  @param {string} key  @returns {Promise<Report>} */
  setStatus: (ids, status, key) => call('POST', '/api/todos/status', { body: { ids, status }, headers: idempotent(key) }),
  /** @param {string[]} ids  @param {string} key  @returns {Promise<Report>} */
  remove: (ids, key) => call('POST', '/api/todos/delete', { body: { ids }, headers: idempotent(key) }),
  /** @param {string[]} ids  @param {string} key  @returns {Promise<Report>} */
  restore: (ids, key) => call('POST', '/api/todos/restore', { body: { ids }, headers: idempotent(key) }),
};
