/**
 * All that the page knows, in one object that is replaced, never changed: what is the same object shows the same.
 *
 * @typedef {import('./api.js').Todo} Todo
 * @typedef {import('./api.js').Problem} Problem
 * @typedef {{ name: string, description: string, due: string }} Draft what is in the fields of an edit form
 * @typedef {{ key: string, name: string, waiting?: boolean, problem?: Problem }} Pending a typed todo that the server has not acknowledged; key: its Idempotency-Key
 * @typedef {{ base: Todo, draft: Draft, busy?: boolean, problem?: Problem, errors?: Record<string, string>, theirs?: Todo }} Edit
 *   base: the version that the person saw; theirs: a newer one that contradicts the draft
 * @typedef {{ id: number, text: string, label?: string, action?: () => void }} Toast
 */

export let state = {
  path: location.pathname,
  /** @type {import('./api.js').User | null} */
  user: null,
  /** A session has ended while it was in use. */
  expired: false,
  /** @type {Todo[] | null} null: not known yet, which is not the same as none */
  todos: null,
  total: 0,
  /** @type {number | null} of the total; null: not known */
  done: null,
  /** @type {string | null} cursor of the next page */
  next: null,
  loadingMore: false,
  /** Loading takes long enough to say so. */
  slow: false,
  /** @type {Problem | null} why the todos are not there yet; the page keeps trying */
  trouble: null,
  /** @type {Pending[]} oldest first, which is the order of sending */
  pending: [],
  /** @type {Record<string, Edit>} open edit forms by todo id */
  edits: {},
  /** @type {Toast[]} */
  toasts: [],
  /** What a screen reader says next. */
  announcement: '',
};

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
