/** As much of IndexedDB as the page uses. What is put is copied; all of a store come in the order of their keys. */
export class Database {
  /** @type {Record<string, { keyPath: string, rows: Map<string, any> }>} */
  #stores = {};
  /** The disk is full, or so. */
  broken = false;

  open() {
    const request = { result: this };
    queueMicrotask(() => {
      if (this.broken) return request.onerror();
      if (!Object.keys(this.#stores).length) request.onupgradeneeded();
      return request.onsuccess();
    });
    return request;
  }

  createObjectStore(name, { keyPath }) {
    this.#stores[name] = { keyPath, rows: new Map() };
  }

  transaction(name) {
    const { keyPath, rows } = this.#stores[name];
    const transaction = { objectStore: () => store };
    const request = (act) => {
      const asked = {};
      queueMicrotask(() => {
        if (this.broken) return transaction.onabort();
        asked.result = act();
        return transaction.oncomplete();
      });
      return asked;
    };
    const store = {
      put: (value) => {
        const copy = structuredClone(value);
        return request(() => rows.set(copy[keyPath], copy));
      },
      delete: (key) => request(() => rows.delete(key)),
      getAll: () => request(() => [...rows.values()].sort((a, b) => (a[keyPath] < b[keyPath] ? -1 : 1)).map((each) => structuredClone(each))),
    };
    return transaction;
  }

  /** For tests: what is kept. @param {'outbox' | 'drafts'} name */
  all(name) {
    return [...(this.#stores[name]?.rows.values() ?? [])];
  }
}
