/** The list as the server knows it: loading it, more of it, again, and taking in what has changed. */
import { api, Problem } from './api.js';
import { t } from './language.js';
import { pause } from './retry.js';
import { changesOf, moved, recount } from './rows.js';
import { welcome } from './session.js';
import { announce, state, toast, update } from './state.js';
import { onTold } from './tabs.js';
import { parametersOf } from './views.js';

/** @typedef {import('./api.js').Todo} Todo */

const SLOW = 300;
const FIRST = 50;
const MORE = 100;
/** So many pages are read again when the tab gets the focus; what was loaded beyond them keeps its state until it is scrolled to anew. */
const AGAIN = 10;
/** Ends the request that a newer one makes superfluous. */
let latest = new AbortController();
/** Counts what was taken in: an answer that was asked for before is too old. */
let taken = 0;
let loadedAt = 0;
/** A change from before the load was acknowledged after it. */
let mixed = false;

const parameters = (size) => ({ size: String(size), ...parametersOf(state.view) });

/** Loads until there is a list or nobody is signed in. What is not known is never shown as empty. */
export async function load() {
  latest.abort();
  latest = new AbortController();
  const { signal } = latest;
  update({ slow: false, trouble: null, stale: true });
  const slow = setTimeout(() => !signal.aborted && update({ slow: true }), SLOW);
  for (let tries = 0; !signal.aborted; tries += 1) {
    const problem = await loaded(signal);
    if (!problem || signal.aborted) break;
    update({ trouble: problem });
    await pause(tries, problem);
  }
  clearTimeout(slow);
}

/** For leaving the list. */
export const stopLoading = () => latest.abort();

/** @returns {Promise<Problem | undefined>} what is in the way */
async function loaded(signal) {
  const before = taken;
  try {
    const { user, todos, counts, problems } = await api.home(parameters(FIRST), signal);
    if (signal.aborted) return undefined;
    welcome(user);
    update({ counts: counts ?? state.counts });
    if (!todos) return new Problem({ status: 503, ...problems?.todos });
    if (before !== taken) return loaded(signal);
    loadedAt = Date.now();
    update({ todos: todos.items, ...totalOf(todos), next: todos.next, stale: false, trouble: null, slow: false, loadingMore: false });
    if (state.view.q) announce(t(state.many ? 'foundMany' : 'found', todos.total));
    return undefined;
  } catch (problem) {
    // Without a session there is nothing to wait for here.
    return signal.aborted || problem.status === 401 ? undefined : problem;
  }
}

export async function loadMore() {
  if (state.loadingMore || !state.next || state.stale) return;
  const { signal } = latest;
  update({ loadingMore: true });
  try {
    const page = await api.todos({ ...parameters(MORE), after: state.next }, signal);
    if (signal.aborted) return;
    update({ todos: [...state.todos, ...unknown(page.items, state.todos)], ...totalOf(page), next: page.next, loadingMore: false });
  } catch (problem) {
    if (signal.aborted) return;
    update({ loadingMore: false, next: null });
    if (problem.status !== 401) toast(t('notLoaded'), t('tryAgain'), load);
  }
}

function unknown(items, known) {
  const ids = new Set(known.map(({ id }) => id));
  return items.filter(({ id }) => !ids.has(id));
}

let refreshing = false;

/** Reads again what is shown, quietly: another device may have changed it. What cannot be had now stays as it is. */
export async function refresh() {
  if (refreshing || state.stale || !state.todos) return;
  refreshing = true;
  const { signal } = latest;
  const before = taken;
  try {
    const { user, todos: page, counts } = await api.home(parameters(Math.min(MORE, Math.max(FIRST, state.todos.length))), signal);
    welcome(user);
    let items = page?.items;
    let next = page?.next;
    for (let pages = 1; next && pages < AGAIN && items.length < state.todos.length; pages += 1) {
      const more = await api.todos({ ...parameters(MORE), after: next }, signal);
      items = [...items, ...unknown(more.items, items)];
      next = more.next;
    }
    if (items && before === taken && !signal.aborted) replace(items, next, totalOf(page), counts);
  } catch {
    // Then it is read again when somebody looks.
  }
  refreshing = false;
  // Something came in between: once more.
  if (before !== taken && !signal.aborted) refresh();
}

/** A rule-service of before counted all. @param {import('./api.js').Page} page */
const totalOf = (page) => ({ total: page.total, many: page.totalIsExact === false });

/** An unchanged todo stays the same object, so that its row is not touched. */
function replace(items, next, total, counts) {
  const known = new Map(state.todos.map((todo) => [todo.id, todo]));
  const fresh = items.map((todo) => (known.get(todo.id)?.version === todo.version ? known.get(todo.id) : todo));
  const beyond = next ? unknown(state.todos.slice(fresh.length), fresh) : [];
  update({ todos: [...fresh, ...beyond], ...total, next: beyond.length ? state.next : next, counts: counts ?? state.counts });
}

/**
 * What the server has acknowledged. Of further todos it has said only that they were changed: the change is known, and the rest is read again.
 * @param {Todo[]} changed  @param {Partial<import('./state.js').Entry>} [entry] the change behind it  @param {string[]} [further] ids
 */
export function take(changed, entry = {}, further = []) {
  const { kind, ids, place, at } = entry;
  taken += 1;
  // The list and the counts of a load are read side by side; a change that was under way may be in one and not in the other.
  mixed ||= at < loadedAt;
  if (!state.todos) return;
  const changes = further.length ? changesOf([{ ...entry, ids: further }]) : new Map();
  const others = state.todos.filter(({ id }) => changes.has(id)).map((todo) => ({ ...todo, ...changes.get(todo.id) }));
  const news = new Map([...changed, ...others].map((todo) => [todo.id, todo]));
  let { counts } = state;
  let todos = state.todos.map((todo) => {
    const after = news.get(todo.id);
    if (!after) return todo;
    news.delete(todo.id);
    if (after.version < todo.version) return todo;
    if (counts) counts = recount(counts, todo, after);
    return after;
  });
  if (kind === 'add') for (const todo of news.values()) if (counts) counts = recount(counts, null, todo);
  if (kind === 'move') todos = moved(todos, { ids, place });
  if (kind === 'add') todos = [...news.values(), ...todos];
  update({ todos, counts, total: state.total + (kind === 'add' ? news.size : 0) });
  if (mixed && !state.outbox.length) {
    mixed = false;
    refresh();
  }
  // Where it belongs in the list only the server knows; and what it says nothing of was in that state already, or is gone.
  const answered = new Set(changed.map(({ id }) => id));
  if (ids?.some((id) => !answered.has(id)) || (!['add', 'delete'].includes(kind) && news.size)) refresh();
}

/** A todo that is gone for good. @param {string} id */
export const drop = (id) => state.todos && update({ todos: state.todos.filter((each) => each.id !== id) });

/** What another device or tab did is there by the time somebody looks. */
function look() {
  if (document.visibilityState === 'visible') refresh();
}
document.addEventListener('visibilitychange', look);
window.addEventListener('focus', look);
onTold('changed', look);
