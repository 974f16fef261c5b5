/**
 * Edit forms: what was typed is kept, also over a reload, until it is saved or given up. While the service is away, a form that was sent
 * stays open, says so, and is sent again by itself.
 */
import { api, newKey } from './api.js';
import { t } from './language.js';
import { pause } from './retry.js';
import { onBegin } from './session.js';
import { announce, state, toast, update } from './state.js';
import { store } from './store.js';
import { after, PAGE, seen, tell } from './tabs.js';
import { drop, take } from './todos.js';

/**
 * @typedef {import('./api.js').Todo} Todo
 * @typedef {import('./api.js').Problem} Problem
 * @typedef {import('./state.js').Attempt} Attempt
 * @typedef {import('./state.js').Draft} Draft
 * @typedef {import('./state.js').Edit} Edit
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
  return store.remove('drafts', id);
}

/** Not shown again: it is what the field shows already. @param {string} id  @param {keyof Draft} field */
export function type(id, field, value) {
  state.edits[id].draft[field] = value;
  keep(id);
}

/** If the page goes away now, what has been sent is sent again by another one. @param {string} id */
function keep(id) {
  const { base, draft, attempt, busy, waiting } = state.edits[id];
  return store.put('drafts', { id, user: state.user.id, base, draft, attempt, waiting: Boolean(busy || waiting), page: PAGE });
}

/** Of the person who is signed in. */
const kept = async () => (await store.all('drafts')).filter(({ user }) => state.confirmed && user === state.user.id);

/** What was being typed when the page went away; what was sent already is sent again, but not while another tab is still at it. */
async function openDrafts() {
  const drafts = (await kept()).filter(({ id }) => !state.edits[id]);
  const typed = drafts.filter(({ waiting }) => !waiting).map(({ id, base, draft, attempt }) => [id, { base, draft, attempt }]);
  if (typed.length) update({ edits: { ...state.edits, ...Object.fromEntries(typed) } });
  for (const { id, page, waiting } of drafts) if (waiting) after(page, () => takeOver(id, page));
}

/**
 * Sends what that page has left, unless it is saved or given up by now, or another tab has taken it over; what is typed here stays.
 * @param {string} id  @param {string | undefined} page
 */
async function takeOver(id, page) {
  const left = (await kept()).find((each) => each.id === id);
  const own = state.edits[id];
  if (!left?.waiting || (own && differing(own.draft, fieldsOf(own.base)).length)) return;
  if (left.page !== page) {
    after(left.page, () => takeOver(id, left.page));
    return;
  }
  const { base, draft, attempt } = left;
  const edit = { base, draft, attempt, waiting: true };
  set(id, edit);
  // Before the next tab looks whose it is.
  await keep(id);
  if (isOpen(edit)) save(id);
}

const set = (id, edit) => update({ edits: { ...state.edits, [id]: edit } });
const differing = (a, b) => FIELDS.filter((field) => a[field] !== b[field]);
/** Not given up meanwhile, nor another person's page by now. @param {Edit} edit */
const isOpen = (edit) => state.edits[edit.base.id] === edit;

/** @param {string} id  @param {number} [tries] made so far */
export async function save(id, tries = 0) {
  const edit = state.edits[id];
  const draft = { ...edit.draft, name: edit.draft.name.trim() };
  const errors = mistakes(draft);
  if (errors) return set(id, { ...edit, errors });
  const changed = differing(draft, fieldsOf(edit.base));
  if (!changed.length) return close(id);

  // An empty date is no date.
  const patch = Object.fromEntries(changed.map((field) => [field, field === 'due' ? draft.due || null : draft[field]]));
  const sent = { ...edit, draft, attempt: attemptAt(patch, edit), busy: true, waiting: false, errors: undefined, problem: undefined };
  set(id, sent);
  return seen(() => send(sent, patch, tries));
}

/** @param {Edit} sent  @param {object} patch  @param {number} tries */
async function send(sent, patch, tries) {
  const { id, version } = sent.base;
  keep(id);
  try {
    const todo = await api.change(id, patch, version, sent.attempt.key);
    take([todo]);
    tell({ type: 'changed' });
    if (!isOpen(sent)) return undefined;
    const closed = close(id);
    announce(t('saved', todo.name));
    return closed;
  } catch (problem) {
    return problem.status === 412 ? meet(sent, problem) : unsaved(sent, problem, tries);
  }
}

/** The same once more has the same key: if only the answer was lost, it comes now. @param {object} patch  @param {Edit} edit  @returns {Attempt} */
function attemptAt(patch, { base, attempt }) {
  const what = JSON.stringify([base.version, patch]);
  return attempt?.what === what ? attempt : { key: newKey(), what };
}

/** @param {Edit} sent  @param {Problem} problem  @param {number} tries */
function unsaved(sent, problem, tries) {
  if (!isOpen(sent)) return undefined;
  return problem.temporary ? later(sent, problem, tries) : fail(sent, problem);
}

/** The draft waits for the service, unless it is sent or given up by hand meanwhile. */
async function later(sent, problem, tries) {
  const { id } = sent.base;
  const waiting = { ...sent, busy: false, waiting: true };
  set(id, waiting);
  keep(id);
  await pause(tries, problem);
  if (isOpen(waiting)) await save(id, tries + 1);
}

function fail(sent, problem) {
  const errors = Object.fromEntries(problem.violations.map(({ field, message }) => [field, message]));
  set(sent.base.id, { ...sent, busy: false, problem, errors });
  return keep(sent.base.id);
}

/** @param {Draft} draft */
function mistakes({ name, description }) {
  if (!name) return { name: t('required') };
  if (name.length > LIMITS.name) return { name: t('tooLong', LIMITS.name) };
  return description.length > LIMITS.description && { description: t('tooLong', LIMITS.description) };
}

/**
 * Somebody saved a newer version. Fields that only one side touched are merged; where both wrote, the person chooses.
 * @param {Edit} sent  @param {Problem} refusal the 412
 */
async function meet(sent, refusal) {
  const { base, draft: mine } = sent;
  try {
    const newer = await api.todo(base.id);
    if (newer.version === base.version) throw refusal;
    take([newer]);
    if (!isOpen(sent)) return undefined;
    const theirs = fieldsOf(newer);
    const before = fieldsOf(base);
    const touched = differing(mine, before);
    const draft = { ...theirs, ...Object.fromEntries(touched.map((field) => [field, mine[field]])) };
    const contested = touched.some((field) => theirs[field] !== before[field] && theirs[field] !== mine[field]);
    set(base.id, { base: newer, draft, theirs: contested ? newer : undefined });
    const written = keep(base.id);
    if (contested) return written;
    if (differing(theirs, before).some((field) => !touched.includes(field))) toast(t('bothKept'));
    return save(base.id);
  } catch (problem) {
    return unsaved(sent, problem, 0);
  }
}

/** Gives up the draft for what is stored; a todo that is gone leaves the list. @param {string} id */
export function useOther(id) {
  const { problem } = state.edits[id];
  close(id);
  if (problem?.status === 404) drop(id);
}

onBegin(openDrafts);
