/** What the list shows: the todos as the server knows them, with every change that is still on its way. */
import { belongs } from './views.js';

/**
 * @typedef {import('./api.js').Todo} Todo
 * @typedef {import('./api.js').Counts} Counts
 * @typedef {import('./state.js').Entry} Entry
 * @typedef {typeof import('./state.js').state} State
 */

let from;
let shown;

/** The same object as long as nothing of it has changed. @param {State} state  @returns {{ rows: Todo[], adds: Entry[], counts: Counts | null }} */
export function rowsOf({ todos, outbox, edits, leaving, view, counts }) {
  const parts = [todos, outbox, edits, leaving, view, counts];
  if (parts.some((part, index) => part !== from?.[index])) {
    from = parts;
    shown = derive({ todos: todos ?? [], outbox, edits, leaving, view, counts });
  }
  return shown;
}

function derive({ todos, outbox, edits, leaving, view, counts }) {
  const sent = outbox.filter(({ problem }) => !problem);
  const changes = changesOf(sent);
  const changed = changes.size ? todos.map((todo) => (changes.has(todo.id) ? { ...todo, ...changes.get(todo.id) } : todo)) : todos;
  const stays = (todo) => belongs(todo, view) || leaving.has(todo.id) || edits[todo.id];
  const listed = new Set(Object.keys(edits).length ? todos.map(({ id }) => id) : []);
  const elsewhere = Object.values(edits).map(({ base }) => base).filter(({ id }) => !listed.has(id));
  const adds = outbox.filter(({ kind }) => kind === 'add').toReversed();
  return {
    rows: sent.filter(({ kind }) => kind === 'move').reduce(moved, [...elsewhere, ...changed.filter(stays)]),
    adds: adds.filter(({ fields, problem }) => problem || belongs({ status: 'IN_PROGRESS', ...fields }, view)),
    counts: counts && countsWith(counts, todos, changed, adds),
  };
}

/** @param {Entry[]} entries  @returns {Map<string, Partial<Todo>>} by id */
export function changesOf(entries) {
  const changes = new Map();
  for (const { kind, ids = [], status, at } of entries) {
    const fields = { status: { status }, delete: { deletedAt: new Date(at).toISOString() }, restore: { deletedAt: null } }[kind];
    if (fields) for (const id of ids) changes.set(id, { ...changes.get(id), ...fields });
  }
  return changes;
}

function countsWith(counts, todos, changed, adds) {
  let sum = adds.reduce((each, { fields }) => recount(each, null, { status: 'IN_PROGRESS', ...fields }), counts);
  if (changed !== todos) changed.forEach((todo, index) => { if (todo !== todos[index]) sum = recount(sum, todos[index], todo); });
  return sum;
}

/** @param {Counts} counts  @param {Partial<Todo> | null} before  @param {Partial<Todo> | null} after  @returns {Counts} */
export function recount(counts, before, after) {
  const add = (sum, todo, by) => {
    if (!todo) return sum;
    if (todo.deletedAt) return { ...sum, deleted: sum.deleted + by };
    return { ...sum, total: sum.total + by, byStatus: { ...sum.byStatus, [todo.status]: sum.byStatus[todo.status] + by } };
  };
  return add(add(counts, before, -1), after, 1);
}

/** The list with one todo at another place. @param {Todo[]} list  @param {Pick<Entry, 'ids' | 'place'>} move */
export function moved(list, { ids: [id], place }) {
  const todo = list.find((each) => each.id === id);
  const rest = list.filter((each) => each !== todo);
  const index = rest.findIndex((each) => each.id === (place.before ?? place.after));
  return todo && index >= 0 ? rest.toSpliced(place.before ? index : index + 1, 0, todo) : list;
}
