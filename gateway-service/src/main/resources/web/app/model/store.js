/**
 * What must survive a reload: IndexedDB, or the memory of this page where the browser has none to give (then only the reload loses it).
 *
 * @typedef {'outbox' | 'drafts'} Box
 */

const KEY_OF = { outbox: 'key', drafts: 'id' };
/** @type {Record<Box, Map<string, object>>} */
const memory = { outbox: new Map(), drafts: new Map() };

/** @type {Promise<IDBDatabase | undefined>} */
const database = new Promise((resolve) => {
  try {
    const opening = indexedDB.open('todolist', 1);
    opening.onupgradeneeded = () => Object.entries(KEY_OF).forEach(([box, keyPath]) => opening.result.createObjectStore(box, { keyPath }));
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(undefined);
    opening.onblocked = () => resolve(undefined);
  } catch {
    resolve(undefined);
  }
});

/** @param {Box} box  @param {'readonly' | 'readwrite'} mode  @param {(store: IDBObjectStore) => IDBRequest} act  @param {() => any} otherwise in memory */
async function within(box, mode, act, otherwise) {
  const open = await database;
  if (!open) return otherwise();
  return new Promise((resolve) => {
    const transaction = open.transaction(box, mode);
    const request = act(transaction.objectStore(box));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => resolve(otherwise());
  });
}

export const store = {
  /** @param {Box} box */
  put: (box, entry) => within(box, 'readwrite', (each) => each.put(entry), () => memory[box].set(entry[KEY_OF[box]], entry)),
  /** @param {Box} box  @param {string} key */
  remove: (box, key) => within(box, 'readwrite', (each) => each.delete(key), () => memory[box].delete(key)),
  /** @param {Box} box  @returns {Promise<any[]>} */
  all: (box) => within(box, 'readonly', (each) => each.getAll(), () => [...memory[box].values()]),
};

/** Nothing of somebody whose account is gone is kept. @param {string} user */
export async function erase(user) {
  for (const box of /** @type {Box[]} */ (Object.keys(KEY_OF))) {
    const entries = (await store.all(box)).filter((each) => each.user === user);
    for (const each of entries) await store.remove(box, each[KEY_OF[box]]);
  }
}
