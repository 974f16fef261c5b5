/** What one tab tells the others of the same browser, and how it sees what they are at. */
import { newKey } from './api.js';

/**
 * @typedef {{ type: 'queued' } | { type: 'changed' } | { type: 'session', user: string | null }
 *   | { type: 'delivered', user: string, entry: import('./state.js').Entry, todos: import('./api.js').Todo[] }} Message
 */
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('todolist') : null;

/** @param {Message} message */
export const tell = (message) => channel?.postMessage(message);

/** @param {Message['type']} type  @param {(message: any) => void} listener */
export const onTold = (type, listener) => channel?.addEventListener('message', ({ data }) => data.type === type && listener(data));

/** One tab at a time; where the browser has no locks, the keys of the entries make up for it. @param {() => Promise<void>} act */
export const alone = (act) => (navigator.locks ? navigator.locks.request('todolist-outbox', act) : act());

/** The name of this page among the tabs. */
export const PAGE = `todolist-page-${newKey()}`;
let acts = 0;
let rest;

/** Others see that this page is at something until that is over or the page is gone. @template T  @param {() => Promise<T>} act */
export async function seen(act) {
  acts += 1;
  if (acts === 1) {
    const over = new Promise((resolve) => { rest = resolve; });
    navigator.locks?.request(PAGE, () => over);
  }
  try {
    return await act();
  } finally {
    acts -= 1;
    if (!acts) rest();
  }
}

/**
 * Acts as soon as that page is seen at nothing, one tab after the other; where the browser has no locks, at once.
 * @param {string | undefined} page  @param {() => Promise<void>} act
 */
export const after = (page, act) => (page && page !== PAGE && navigator.locks ? navigator.locks.request(page, act) : act());
