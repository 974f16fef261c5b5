/** What part of the todos is shown and in which order: all of it is in the address, so that reload, back and a shared link show the same. */
import { dayFromToday } from './days.js';

/**
 * @typedef {import('./api.js').Todo} Todo
 * @typedef {'open' | 'today' | 'overdue' | 'done' | 'bin' | 'all'} ViewName
 * @typedef {{ name: ViewName, q: string, sort: string, status: string }} View sort: as the API writes it, a minus sign in front for descending;
 *   status: only in the view of all, empty for every one
 */

const OPEN = ['IN_PROGRESS', 'PAUSED'];
/** Addresses, the states that they show, and the order unless the address names another. */
const VIEWS = {
  open: { path: '/', states: OPEN, sort: 'position' },
  today: { path: '/today', states: OPEN, sort: 'position' },
  overdue: { path: '/overdue', states: OPEN, sort: 'due' },
  done: { path: '/done', states: ['DONE'], sort: '-updated' },
  bin: { path: '/bin', states: [], sort: '' },
  all: { path: '/all', states: [], sort: 'position' },
};
export const STATUSES = ['IN_PROGRESS', 'PAUSED', 'DONE', 'CLOSED'];
export const SORTS = ['position', 'name', 'due', 'created', 'updated'];
export const VIEW_NAMES = /** @type {ViewName[]} */ (Object.keys(VIEWS));

/** Any address that is none of ours shows the open todos. @param {Location | URL} address  @returns {View} */
export function viewOf({ pathname, search }) {
  const name = VIEW_NAMES.find((each) => VIEWS[each].path === pathname) ?? 'open';
  const query = new URLSearchParams(search);
  const sort = query.get('sort') ?? '';
  const status = query.get('status') ?? '';
  return {
    name,
    q: (query.get('q') ?? '').slice(0, 200),
    sort: name !== 'bin' && SORTS.includes(sort.replace(/^-/, '')) ? sort : VIEWS[name].sort,
    status: name === 'all' && STATUSES.includes(status) ? status : '',
  };
}

/** @param {Partial<View> & { name: ViewName }} view */
export function addressOf({ name, q, sort, status }) {
  const query = new URLSearchParams({ ...(q && { q }), ...(status && { status }), ...(sort && sort !== VIEWS[name].sort && { sort }) });
  return query.size ? `${VIEWS[name].path}?${query}` : VIEWS[name].path;
}

/** How the API is asked for it; the gateway's preload link for the open todos is the same to the letter. @param {View} view */
export function parametersOf({ name, q, sort, status }) {
  const states = status ? [status] : VIEWS[name].states;
  return {
    ...(states.length && { status: states.join(',') }),
    ...(name === 'bin' && { deleted: 'true' }),
    ...(name === 'today' && { dueFrom: dayFromToday(0) }),
    ...(name === 'today' && { dueTo: dayFromToday(0) }),
    ...(name === 'overdue' && { dueTo: dayFromToday(-1) }),
    ...(q && { q }),
    ...(sort && sort !== 'position' && { sort }),
  };
}

/** Whether a todo is part of it, as the server would say. @param {Partial<Todo>} todo  @param {View} view */
export function belongs({ name, description, status, due, deletedAt }, view) {
  const states = view.status ? [view.status] : VIEWS[view.name].states;
  if (Boolean(deletedAt) !== (view.name === 'bin')) return false;
  if (states.length && !states.includes(status)) return false;
  if (view.name === 'today' && due !== dayFromToday(0)) return false;
  if (view.name === 'overdue' && !(due && due < dayFromToday(0))) return false;
  const q = view.q.toLowerCase();
  return !q || name.toLowerCase().includes(q) || (description ?? '').toLowerCase().includes(q);
}

/** @param {View} view */
export const canAdd = ({ name, q, status }) => ['open', 'today', 'all'].includes(name) && !q && ['', 'IN_PROGRESS'].includes(status);
/** Places can be changed where they are what the list is sorted by. @param {View} view */
export const canMove = ({ sort, name }) => sort === 'position' && name !== 'bin';
