/** Several todos at once. */
import { remove, restore, setStatus } from './changes.js';
import { t } from './language.js';
import { rowsOf } from './rows.js';
import { announce, state, update } from './state.js';

/** Where a range begins. @type {string | null} */
let anchor = null;

export const startSelecting = () => update({ selecting: true });
export const stopSelecting = () => update({ selecting: false, selected: new Set() });

/** @param {string} id  @param {boolean} range from the last one that was chosen up to here, all in the state that this one gets */
export function toggle(id, range = false) {
  const on = !state.selected.has(id);
  const ids = range ? between(anchor, id) : [id];
  const selected = new Set(state.selected);
  for (const each of ids) {
    if (on) selected.add(each);
    else selected.delete(each);
  }
  anchor = id;
  choose(selected);
}

function between(one, other) {
  const { rows } = rowsOf(state);
  const places = [one, other].map((id) => rows.findIndex((each) => each.id === id)).sort((a, b) => a - b);
  return places[0] < 0 ? [other] : rows.slice(places[0], places[1] + 1).map(({ id }) => id);
}

export const selectAll = () => choose(new Set(rowsOf(state).rows.map(({ id }) => id)));
export const selectNone = () => choose(new Set());

function choose(selected) {
  update({ selecting: true, selected });
  announce(t('selected', selected.size));
}

/** @param {'done' | 'pause' | 'delete' | 'restore'} action */
export function withSelected(action) {
  const todos = rowsOf(state).rows.filter(({ id }) => state.selected.has(id));
  stopSelecting();
  if (!todos.length) return;
  if (action === 'delete') remove(todos);
  else if (action === 'restore') restore(todos);
  else setStatus(todos, action === 'done' ? 'DONE' : 'PAUSED');
}
