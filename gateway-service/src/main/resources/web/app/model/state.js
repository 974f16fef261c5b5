/**
 * All that the page knows, in one object that is replaced, never changed: what is the same object shows the same.
 *
 * @typedef {import('./api.js').Todo} Todo
 * @typedef {import('./api.js').Problem} Problem
 * @typedef {{ name: string, description: string, due: string }} Draft what is in the fields of an edit form
 * @typedef {{ key: string, user: string, at: number, kind: 'add' | 'status' | 'delete' | 'restore' | 'move', fields?: Partial<import('./api.js').TodoFields>,
 *   ids?: string[], status?: import('./api.js').Status, place?: { before?: string, after?: string }, what?: string, problem?: string }} Entry
 *   a change that the server has not acknowledged; key: also its Idempotency-Key; what: how to speak of it; problem: why the server refused it
 * @typedef {{ key: string, what: string }} Attempt key: its Idempotency-Key; what: was sent with it
 * @typedef {{ base: Todo, draft: Draft, attempt?: Attempt, busy?: boolean, waiting?: boolean, problem?: Problem, errors?: Record<string, string>, theirs?: Todo }} Edit
 *   base: the version that the person saw; theirs: a newer one that contradicts the draft; attempt: the latest; waiting: sent again when the service is back
 * @typedef {{ id: number, text: string, label?: string, action?: () => void }} Toast
 */
import { viewOf } from './views.js';

/** What belongs to the person and not to the page, as it is while nobody is known. */
export const NOBODY = {
  /** @type {import('./api.js').Identity & { email?: string | null, emailVerified?: boolean } | null} its e-mail is known where the account was read */
  user: null,
  /** The server has said who it is. */
  confirmed: false,
  /** A session has ended while it was in use. */
  expired: false,
  /** @type {import('./api.js').SessionInfo[] | null} known where the account was read */
  sessions: null,
  /** @type {import('./api.js').SecondFactor | null} known where the account was read */
  secondFactor: null,
  /** @type {import('./api.js').MorningMail | null} known where the account was read, unless a service of the release before was asked */
  morningMail: null,
  /** @type {Todo[] | null} as the server knows them; null: not known yet, which is not the same as none */
  todos: null,
  /** The todos are those of another view; the right ones are on their way. */
  stale: false,
  total: 0,
  /** There are more than that: a search is not counted to its end. */
  many: false,
  /** @type {import('./api.js').Counts | null} */
  counts: null,
  /** @type {string | null} cursor of the next page */
  next: null,
  loadingMore: false,
  /** Loading takes long enough to say so. */
  slow: false,
  /** @type {Problem | null} why the todos are not there yet; the page keeps trying */
  trouble: null,
  /** @type {Entry[]} oldest first, which is the order of sending */
  outbox: [],
  /** @type {Problem | null} why the outbox is not empty yet; the page keeps trying */
  unsent: null,
  /** @type {Record<string, Edit>} open edit forms by todo id */
  edits: {},
  /** @type {ReadonlySet<string>} ids of todos that leave the view in a moment */
  leaving: new Set(),
  selecting: false,
  /** @type {ReadonlySet<string>} */
  selected: new Set(),
  /** @type {Toast[]} */
  toasts: [],
  /** What a screen reader says next. */
  announcement: '',
};

export let state = {
  path: location.pathname,
  view: viewOf(location),
  /** @type {string | null} what the link of a mail has brought (see router.js); it is kept nowhere else */
  token: null,
  ...NOBODY,
  /** As remembered from the last time until the server has said so. */
  user: remembered(),
  /** Of the gateway that served the page. */
  version: '',
};

function remembered() {
  try {
    return JSON.parse(localStorage.getItem('user'));
  } catch {
    return null;
  }
}

const changed = new EventTarget();

/** @param {Partial<typeof state>} patch */
export function update(patch) {
  state = { ...state, ...patch };
  changed.dispatchEvent(new Event('change'));
}

/** @param {() => void} listener  @param {AbortSignal} [signal] ends it */
export const onState = (listener, signal) => changed.addEventListener('change', listener, { signal });

/** @param {string} text */
export function announce(text) {
  // The same words twice are said twice only if the text differs.
  update({ announcement: text === state.announcement ? `${text}\u00a0` : text });
}

let lastToast = 0;

/** @param {string} text  @param {string} [label] of the action's button  @param {() => void} [action]  @returns {number} its id */
export function toast(text, label, action) {
  lastToast += 1;
  update({ toasts: [...state.toasts.slice(-2), { id: lastToast, text, label, action }] });
  return lastToast;
}

/** @param {number} id */
export const closeToast = (id) => update({ toasts: state.toasts.filter((each) => each.id !== id) });
