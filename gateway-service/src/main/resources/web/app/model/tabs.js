/** What one tab tells the others of the same browser. */

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
