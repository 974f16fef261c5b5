/**
 * Every change of a todo except an edit form's (see editing.js) waits here until the server has acknowledged it: kept in IndexedDB, so that a
 * reload loses nothing; shown at once (see rows.js); sent one after the other, in the order of typing, by one tab at a time; repeated
 * while the service is asleep or away. A repetition does no harm: it carries the key of the first try, and is answered as that was.
 * Entries belong to the person who made them and wait for her to sign in again.
 */
import { api, newKey } from './api.js';
import { t } from './language.js';
import { hurry, pause } from './retry.js';
import { onBegin } from './session.js';
import { state, toast, update } from './state.js';
import { store } from './store.js';
import { alone, onTold, tell } from './tabs.js';
import { take } from './todos.js';

/** @typedef {import('./state.js').Entry} Entry */

/** What the bulk calls of the API take at once. */
const MOST = 1000;
/** Entries that IndexedDB does not have yet. @type {Set<string>} */
const unwritten = new Set();
let last = 0;
let sending = false;
/** Asked for while sending was about to end. */
let again = false;

/** Before anybody has said who it is. */
const UNKNOWN = '';
const ofUser = ({ user }) => user === (state.user?.id ?? UNKNOWN);
const waiting = () => state.outbox.find(({ problem }) => !problem);

/** @param {Omit<Entry, 'key' | 'user' | 'at'>} change */
export async function queue(change) {
  const parts = chunks(change.ids).map((ids) => entry({ ...change, ...(ids && { ids }) }));
  for (const { key } of parts) unwritten.add(key);
  update({ outbox: [...state.outbox, ...parts] });
  for (const part of parts) {
    await store.put('outbox', part);
    unwritten.delete(part.key);
  }
  tell({ type: 'queued' });
  send();
}

function entry(change) {
  last = Math.max(last + 1, Date.now());
  return { ...change, key: newKey(), user: state.user?.id ?? UNKNOWN, at: last };
}

/** What was typed before the server has said who it is belongs to whom it names. */
async function adopt() {
  const { id } = state.user;
  const typed = (await store.all('outbox')).filter(({ user }) => user === UNKNOWN);
  for (const each of typed) await store.put('outbox', { ...each, user: id });
}

function chunks(ids) {
  if (!ids || ids.length <= MOST) return [ids];
  return [ids.slice(0, MOST), ...chunks(ids.slice(MOST))];
}

/** What is kept may have grown in another tab. */
export async function reread() {
  const kept = (await store.all('outbox')).filter(ofUser);
  const known = new Set(kept.map(({ key }) => key));
  const fresh = state.outbox.filter(({ key }) => unwritten.has(key) && !known.has(key));
  update({ outbox: [...kept, ...fresh].sort((a, b) => a.at - b.at) });
}

/** Sends what waits; called whenever there may be something and the server has said who is signed in. */
export async function send() {
  again = true;
  if (sending || !state.confirmed || !waiting()) return;
  sending = true;
  try {
    while (again) {
      again = false;
      await alone(drain);
    }
  } finally {
    sending = false;
  }
}

async function drain() {
  for (let tries = 0; state.confirmed; tries += 1) {
    await reread();
    const next = waiting();
    if (!next) return update({ unsent: null });
    try {
      await delivered(next, await deliver(next));
      tries = -1;
      update({ unsent: null });
    } catch (problem) {
      if (problem.status === 401) return undefined;
      if (!problem.temporary) await refused(next, problem);
      else {
        update({ unsent: problem });
        await pause(tries, problem);
      }
    }
  }
  return undefined;
}

/** @param {Entry} entry  @returns {Promise<Partial<import('./api.js').Report>>} what has become of the todos */
async function deliver({ kind, key, fields, ids, status, place }) {
  if (kind === 'add') return { todos: [await api.add(fields, key)] };
  if (kind === 'move') return { todos: [await api.move(ids[0], place, key)] };
  if (kind === 'status') return api.setStatus(ids, status, key);
  return kind === 'delete' ? api.remove(ids, key) : api.restore(ids, key);
}

async function delivered(entry, { todos, further }) {
  await store.remove('outbox', entry.key);
  // The user is for tabs in which the page of before is still open.
  tell({ type: 'delivered', user: entry.user, entry, todos, further });
  acknowledged(entry, todos, further);
}

/** Here or in another tab; it is nothing to another person who has signed in meanwhile. A rule-service of before names no further ones. */
function acknowledged(entry, todos, further = []) {
  if (!ofUser(entry)) return;
  update({ outbox: state.outbox.filter(({ key }) => key !== entry.key) });
  take(todos, entry, further);
}

/** A new todo stays to be corrected or discarded; any other change is taken back, and says so. */
async function refused(entry, problem) {
  const reason = problem.violations[0]?.message ?? t('failed');
  if (entry.kind === 'add') return mark(entry, reason);
  await discard(entry.key);
  toast(problem.status === 404 ? t('gone') : t('notChanged', entry.what));
  tell({ type: 'changed' });
  return undefined;
}

async function mark(entry, reason) {
  const marked = { ...entry, problem: reason };
  update({ outbox: state.outbox.map((each) => (each.key === entry.key ? marked : each)) });
  await store.put('outbox', marked);
}

/** @param {string} key */
export async function retry(key) {
  const entry = state.outbox.find((each) => each.key === key);
  if (entry) await mark(entry, undefined);
  hurry();
  send();
}

/** @param {string} key */
export async function discard(key) {
  update({ outbox: state.outbox.filter((each) => each.key !== key) });
  await store.remove('outbox', key);
  tell({ type: 'queued' });
}

onBegin(async () => {
  await adopt();
  await reread();
  send();
});
onTold('delivered', ({ entry, todos, further }) => acknowledged(entry, todos, further));
onTold('queued', async () => {
  await reread();
  send();
});
