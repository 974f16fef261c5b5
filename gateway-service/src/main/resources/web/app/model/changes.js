/** What one click does to todos. Shown at once, sent by the outbox; the newest can be undone. */
import { t } from './language.js';
import { queue } from './outbox.js';
import { rowsOf } from './rows.js';
import { announce, state, toast, update } from './state.js';
import { belongs } from './views.js';

/**
 * @typedef {import('./api.js').Todo} Todo
 * @typedef {import('./api.js').Status} Status
 */

/** Long enough to see the tick. */
const LEAVING = 600;

/** @param {Todo[]} todos */
const what = (todos) => (todos.length === 1 ? todos[0].name : t('total', todos.length));
const idsOf = (todos) => todos.map(({ id }) => id);

/** @param {{ name: string, due?: string | null }} fields */
export function add(fields) {
  queue({ kind: 'add', fields, what: fields.name });
  announce(t('added', fields.name));
}

/** @param {Todo[]} todos  @param {Status} status */
export function setStatus(todos, status) {
  const before = todos.map((todo) => ({ ...todo }));
  const goes = todos.some((todo) => belongs(todo, state.view) && !belongs({ ...todo, status }, state.view));
  if (goes) linger(todos);
  queue({ kind: 'status', ids: idsOf(todos), status, what: what(todos) });
  const text = t(`marked${status}`, what(todos));
  if (goes || todos.length > 1) toast(text, t('undo'), () => undoStatus(before));
  else announce(text);
}

/** Each gets back the state that it had. */
function undoStatus(before) {
  for (const [status, todos] of Object.entries(Object.groupBy(before, (todo) => todo.status))) {
    queue({ kind: 'status', ids: idsOf(todos), status: /** @type {Status} */ (status), what: what(todos) });
  }
}

/** A todo that no longer belongs here goes a moment later, so that it is seen what became of it. */
function linger(todos) {
  update({ leaving: new Set([...state.leaving, ...idsOf(todos)]) });
  setTimeout(() => {
    const leaving = new Set(state.leaving);
    for (const { id } of todos) leaving.delete(id);
    update({ leaving });
  }, LEAVING);
}

/** Into the bin; for ten seconds one click brings it back. @param {Todo[]} todos */
export function remove(todos) {
  queue({ kind: 'delete', ids: idsOf(todos), what: what(todos) });
  toast(t('deleted', what(todos)), t('undo'), () => restore(todos));
}

/** @param {Todo[]} todos */
export function restore(todos) {
  queue({ kind: 'restore', ids: idsOf(todos), what: what(todos) });
  announce(t('restored', what(todos)));
}

/** One place up or down, or next to another todo. @param {Todo} todo  @param {{ before?: string, after?: string }} place */
export function move(todo, place) {
  queue({ kind: 'move', ids: [todo.id], place, what: todo.name });
  const { rows } = rowsOf(state);
  announce(t('moved', todo.name, rows.findIndex(({ id }) => id === todo.id) + 1, rows.length));
}

/** @param {Todo} todo  @param {-1 | 1} step */
export function moveBy(todo, step) {
  const { rows } = rowsOf(state);
  const neighbour = rows[rows.findIndex(({ id }) => id === todo.id) + step];
  if (neighbour) move(todo, step < 0 ? { before: neighbour.id } : { after: neighbour.id });
}
