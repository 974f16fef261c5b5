/**
 * What must survive a reload is in IndexedDB. What it does not take, because the disk is full or because the browser has none to give, is in
 * the memory of this page; then only the reload loses it.
 *
 * @typedef {'outbox' | 'drafts'} Box
 */

const KEY_OF = { outbox: 'key', drafts: 'id' };
/** What there is as far as this page knows, for when IndexedDB does not say. @type {Record<Box, Map<string, any>>} */
const memory = { outbox: new Map(), drafts: new Map() };
/** Keys of what IndexedDB did not take, or did not let go: of these, memory is right. @type {Set<string>} */
const missed = new Set();
let database = connected();

/** @returns {Promise<IDBDatabase | undefined>} */
function connected() {
  return new Promise((resolve) => {
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
}

/**
 * @param {Box} box  @param {'readonly' | 'readwrite'} mode  @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<{ result: any } | undefined>} undefined: IndexedDB has not done it
 */
async function within(box, mode, act) {
  const used = database;
  try {
    return await done(await used, box, mode, act);
  } catch {
    // The browser has ended the connection, as some do to a page in the background. Whoever finds it so first opens another one for all.
    if (database === used) database = connected();
    return done(await database, box, mode, act).catch(() => undefined);
  }
}

/** @param {IDBDatabase | undefined} open  @throws when the connection has ended */
async function done(open, box, mode, act) {
  return open && new Promise((resolve) => {
    const transaction = open.transaction(box, mode);
    const request = act(transaction.objectStore(box));
    transaction.oncomplete = () => resolve({ result: request.result });
    transaction.onabort = () => resolve(undefined);
  });
}

const note = (key, written) => (written ? missed.delete(key) : missed.add(key));

export const store = {
  /** @param {Box} box */
  async put(box, entry) {
    const key = entry[KEY_OF[box]];
    note(key, await within(box, 'readwrite', (each) => each.put(entry)));
    memory[box].set(key, entry);
  },

  /** @param {Box} box  @param {string} key */
  async remove(box, key) {
    note(key, await within(box, 'readwrite', (each) => each.delete(key)));
    memory[box].delete(key);
  },

  /** @param {Box} box  @returns {Promise<any[]>} */
  async all(box) {
    const read = await within(box, 'readonly', (each) => each.getAll());
    if (read) {
      const kept = read.result.map((entry) => [entry[KEY_OF[box]], entry]).filter(([key]) => !missed.has(key));
      memory[box] = new Map([...kept, ...[...memory[box]].filter(([key]) => missed.has(key))]);
    }
    return [...memory[box].values()];
  },
};

/** Nothing of somebody whose account is gone is kept. @param {string} user */
export async function erase(user) {
  for (const box of /** @type {Box[]} */ (Object.keys(KEY_OF))) {
    const entries = (await store.all(box)).filter((each) => each.user === user);
    for (const each of entries) await store.remove(box, each[KEY_OF[box]]);
  }
}
