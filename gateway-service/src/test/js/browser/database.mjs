/** As much of IndexedDB as the page uses. What is put is copied; all of a store come in the order of their keys. */
export class Database {
  /** @type {Record<string, { keyPath: string, rows: Map<string, any> }>} */
  #stores = {};
  /** It does not open, and does nothing. */
  broken = false;
  /** What it does not do: put, where the disk is full. @type {string[]} */
  refuses = [];
  /** How often the connections were lost. */
  #lost = 0;

  open() {
    const lost = this.#lost;
    const connection = {
      createObjectStore: (name, { keyPath }) => { this.#stores[name] = { keyPath, rows: new Map() }; },
      transaction: (name) => {
        if (lost !== this.#lost) throw new DOMException('The connection is closed', 'InvalidStateError');
        return this.#transaction(name);
      },
    };
    const request = { result: connection };
    queueMicrotask(() => {
      if (this.broken) return request.onerror();
      if (!Object.keys(this.#stores).length) request.onupgradeneeded();
      return request.onsuccess();
    });
    return request;
  }

  /** The browser ends all connections; another one can be opened. */
  lose() {
    this.#lost += 1;
  }

  #transaction(name) {
    const { keyPath, rows } = this.#stores[name];
    const transaction = { objectStore: () => store };
    const request = (what, act) => {
      const asked = {};
      queueMicrotask(() => {
        if (this.broken || this.refuses.includes(what)) return transaction.onabort();
        asked.result = act();
        return transaction.oncomplete();
      });
      return asked;
    };
    const store = {
      put: (value) => {
        const copy = structuredClone(value);
        return request('put', () => rows.set(copy[keyPath], copy));
      },
      delete: (key) => request('delete', () => rows.delete(key)),
      getAll: () => request('getAll', () => [...rows.values()].sort((a, b) => (a[keyPath] < b[keyPath] ? -1 : 1)).map((each) => structuredClone(each))),
    };
    return transaction;
  }

  /** For tests: what is kept. @param {'outbox' | 'drafts'} name */
  all(name) {
    return [...(this.#stores[name]?.rows.values() ?? [])];
  }
}
