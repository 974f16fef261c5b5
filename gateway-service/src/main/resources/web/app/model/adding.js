/** New todos on their way to the server: one after the other, each repeated with its Idempotency-Key until it is acknowledged. */
import { api } from './api.js';
import { t } from './language.js';
import { hurry, pause } from './retry.js';
import { sessionEnded } from './session.js';
import { announce, state, update } from './state.js';
import { insert, load } from './todos.js';

/** @typedef {import('./state.js').Pending} Pending */

let sending = false;

/** @param {string} name */
export function add(name) {
  update({ pending: [...state.pending, { key: crypto.randomUUID(), name }] });
  send();
}

/** Sends what waits; also after a sign-in in between. */
export async function send() {
  if (sending) return;
  sending = true;
  try {
    for (let entry = first(); entry; entry = first()) await deliver(entry);
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    sessionEnded();
  } finally {
    sending = false;
  }
}

const first = () => state.pending.find(({ problem }) => !problem);
const waiting = (key) => state.pending.some((each) => each.key === key);

/** Ends when the todo is there, refused or discarded; throws when the session has ended. @param {Pending} entry */
async function deliver({ key, name }) {
  for (let tries = 0; waiting(key); tries += 1) {
    try {
      const todo = await api.add({ name }, key);
      if (!waiting(key)) return;
      forget(key);
      // A list that was asked for earlier and is not here yet may lack it.
      if (state.todos) insert(todo);
      else load();
      announce(t('added', todo.name));
    } catch (problem) {
      if (problem.status === 401) throw problem;
      mark(key, problem.temporary ? { waiting: true } : { problem });
      if (!problem.temporary) return;
      await pause(tries, problem);
    }
  }
}

/** @param {string} key  @param {Partial<Pending>} fields */
const mark = (key, fields) => update({ pending: state.pending.map((each) => (each.key === key ? { ...each, ...fields } : each)) });

/** @param {string} key */
export function retry(key) {
  mark(key, { problem: undefined });
  hurry();
  send();
}

/** @param {string} key */
export function discard(key) {
  forget(key);
  hurry();
}

const forget = (key) => update({ pending: state.pending.filter((each) => each.key !== key) });
