/** The list: loading it and what one click does to a todo. Shown at once, taken back when the server refuses. */
import { api, Problem } from './api.js';
import { t } from './language.js';
import { pause } from './retry.js';
import { sessionEnded } from './session.js';
import { announce, closeToast, state, toast, update } from './state.js';

/** @typedef {import('./api.js').Todo} Todo */

const SLOW = 300;
const MORE = 50;
/** Only the latest loading counts: its number. */
let loading = 0;

/** Loads until there is a list or nobody is signed in. What is not known is never shown as empty. */
export async function load() {
  loading += 1;
  const mine = loading;
  update({ slow: false, trouble: null });
  const slow = setTimeout(() => mine === loading && update({ slow: true }), SLOW);
  for (let tries = 0; mine === loading; tries += 1) {
    const problem = await loaded(mine);
    if (!problem || mine !== loading) break;
    update({ trouble: problem });
    await pause(tries, problem);
  }
  clearTimeout(slow);
}

/** For leaving the list. */
export const stopLoading = () => { loading += 1; };

/** @returns {Promise<import('./api.js').Problem | undefined>} what is in the way */
async function loaded(mine) {
  try {
    const { user, todos, counts, problems } = await api.home();
    if (mine !== loading) return undefined;
    update({ user, done: counts ? counts.byStatus.DONE : state.done });
    if (!todos) return new Problem({ status: 503, ...problems?.todos });
    update({ todos: todos.items, total: todos.total, next: todos.next, trouble: null, slow: false });
  } catch (problem) {
    if (problem.status !== 401) return problem;
    if (mine === loading) sessionEnded();
  }
  return undefined;
}

export async function loadMore() {
  update({ loadingMore: true });
  try {
    const page = await api.todosAfter(state.next, MORE);
    const known = new Set(state.todos.map(({ id }) => id));
    const fresh = page.items.filter(({ id }) => !known.has(id));
    update({ todos: [...state.todos, ...fresh], total: page.total, next: page.next });
    announce(t('moreShown', fresh.length));
  } catch (problem) {
    if (problem.status === 401) sessionEnded();
    else toast(t('notLoaded'), t('tryAgain'), loadMore);
  }
  update({ loadingMore: false });
}

/** The list may have been left while the answer was on its way. @param {string} id */
const find = (id) => state.todos?.find((each) => each.id === id);
const countDone = (difference) => state.done !== null && update({ done: state.done + difference });

/** @param {Todo} todo  @param {number} [index] */
export function insert(todo, index = 0) {
  if (!state.todos || find(todo.id)) return;
  update({ todos: state.todos.toSpliced(index, 0, todo), total: state.total + 1 });
  countDone(Number(todo.status === 'DONE'));
}

/** @param {string} id  @param {Partial<Todo>} fields what is new about it */
export function show(id, fields) {
  const before = find(id);
  if (!before) return;
  const after = { ...before, ...fields };
  update({ todos: state.todos.map((each) => (each === before ? after : each)) });
  countDone(Number(after.status === 'DONE') - Number(before.status === 'DONE'));
}

/** @param {string} id */
export function drop(id) {
  const todo = find(id);
  if (!todo) return;
  const { [id]: closed, ...edits } = state.edits;
  update({ todos: state.todos.filter((each) => each !== todo), total: state.total - 1, edits });
  countDone(-Number(todo.status === 'DONE'));
}

/** The last request per todo: two quick clicks must arrive in their order. @type {Map<string, Promise<unknown>>} */
const underWay = new Map();

/** @template R  @param {string} id  @param {() => Promise<R>} request  @returns {Promise<R>} */
function inOrder(id, request) {
  const mine = (underWay.get(id) ?? Promise.resolve()).then(request, request);
  underWay.set(id, mine);
  return mine.finally(() => underWay.get(id) === mine && underWay.delete(id));
}

/** Without a version: this change touches nothing that somebody else may have edited. @param {Todo} todo  @param {boolean} done */
export async function markDone(todo, done) {
  const status = done ? 'DONE' : 'IN_PROGRESS';
  show(todo.id, { status });
  announce(t(done ? 'markedDone' : 'markedOpen', todo.name));
  try {
    const saved = await inOrder(todo.id, () => api.change(todo.id, { status }));
    if (!underWay.has(todo.id)) show(todo.id, saved);
  } catch (problem) {
    show(todo.id, { status: todo.status });
    refused(problem, todo, 'notChanged', () => markDone(todo, done));
  }
}

/** Deleted at once; for ten seconds one click brings it back. @param {Todo} todo */
export async function remove(todo) {
  const index = state.todos.findIndex(({ id }) => id === todo.id);
  drop(todo.id);
  const undo = toast(t('deleted', todo.name), t('undo'), () => restore(todo, index));
  try {
    await inOrder(todo.id, () => api.remove(todo.id));
  } catch (problem) {
    closeToast(undo);
    if (problem.status === 404) return;
    insert(todo, index);
    refused(problem, todo, 'notDeleted', () => remove(todo));
  }
}

/** @param {Todo} todo  @param {number} index where it was */
async function restore(todo, index) {
  try {
    insert(await inOrder(todo.id, () => api.restore(todo.id)), index);
    announce(t('restored', todo.name));
  } catch (problem) {
    refused(problem, todo, 'notRestored', () => restore(todo, index));
  }
}

/** Says that the server did not do it. @param {Todo} todo  @param {() => void} again */
function refused(problem, todo, text, again) {
  if (problem.status === 401) {
    sessionEnded();
  } else if (problem.status === 404) {
    drop(todo.id);
    toast(t('gone'));
  } else {
    toast(t(text, todo.name), t('tryAgain'), again);
  }
}
