/** Edit forms: what was typed is kept until it is saved, whatever happens meanwhile. */
import { api } from './api.js';
import { t } from './language.js';
import { sessionEnded } from './session.js';
import { announce, state, toast, update } from './state.js';
import { drop, show } from './todos.js';

/**
 * @typedef {import('./api.js').Todo} Todo
 * @typedef {import('./state.js').Draft} Draft
 */

export const LIMITS = { name: 200, description: 10_000 };
const FIELDS = /** @type {const} */ (['name', 'description', 'due']);

/** @param {Todo} todo  @returns {Draft} */
export const fieldsOf = ({ name, description, due }) => ({ name, description: description ?? '', due: due ?? '' });

/** @param {Todo} todo */
export const open = (todo) => set(todo.id, { base: todo, draft: fieldsOf(todo) });

/** @param {string} id */
export function close(id) {
  const { [id]: closed, ...edits } = state.edits;
  update({ edits });
}

/** Not shown again: it is what the field shows already. @param {string} id  @param {keyof Draft} field */
export const type = (id, field, value) => { state.edits[id].draft[field] = value; };

const set = (id, edit) => update({ edits: { ...state.edits, [id]: edit } });
const differing = (a, b) => FIELDS.filter((field) => a[field] !== b[field]);

/** @param {string} id */
export async function save(id) {
  const edit = state.edits[id];
  const draft = { ...edit.draft, name: edit.draft.name.trim() };
  const errors = mistakes(draft);
  if (errors) return set(id, { ...edit, errors });
  const changed = differing(draft, fieldsOf(edit.base));
  if (!changed.length) return close(id);

  set(id, { ...edit, draft, busy: true, errors: undefined, problem: undefined });
  try {
    // An empty date is no date.
    const patch = Object.fromEntries(changed.map((field) => [field, field === 'due' ? draft.due || null : draft[field]]));
    const todo = await api.change(id, patch, edit.base.version);
    show(id, todo);
    close(id);
    return announce(t('saved', todo.name));
  } catch (problem) {
    return problem.status === 412 ? meet(id, draft, problem) : fail(id, problem);
  }
}

/** @param {Draft} draft */
function mistakes({ name, description }) {
  if (!name) return { name: t('required') };
  if (name.length > LIMITS.name) return { name: t('tooLong', LIMITS.name) };
  return description.length > LIMITS.description && { description: t('tooLong', LIMITS.description) };
}

/**
 * Somebody saved a newer version. Fields that only one side touched are merged; where both wrote, the person chooses.
 * @param {string} id  @param {Draft} mine  @param {import('./api.js').Problem} refusal the 412
 */
async function meet(id, mine, refusal) {
  try {
    const { base } = state.edits[id];
    const newer = await api.todo(id);
    if (newer.version === base.version) throw refusal;
    show(id, newer);
    const theirs = fieldsOf(newer);
    const before = fieldsOf(base);
    const touched = differing(mine, before);
    const draft = { ...theirs, ...Object.fromEntries(touched.map((field) => [field, mine[field]])) };
    const contested = touched.some((field) => theirs[field] !== before[field] && theirs[field] !== mine[field]);
    set(id, { base: newer, draft, theirs: contested ? newer : undefined });
    if (contested) return undefined;
    if (differing(theirs, before).length) toast(t('bothKept'));
    return save(id);
  } catch (problem) {
    return fail(id, problem);
  }
}

function fail(id, problem) {
  const edit = state.edits[id];
  const errors = Object.fromEntries(problem.violations.map(({ field, message }) => [field, message]));
  set(id, { ...edit, busy: false, problem, errors });
  if (problem.status === 401) sessionEnded();
}

/** Gives up the draft for what is stored; a todo that is gone leaves the list. @param {string} id */
export function useOther(id) {
  const { problem } = state.edits[id];
  close(id);
  if (problem?.status === 404) drop(id);
}
