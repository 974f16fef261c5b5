import { webcrypto } from 'node:crypto';
import { Clock, settled } from './clock.mjs';
import { Database } from './database.mjs';
import { model } from './model.mjs';
import { Server } from './server.mjs';

export { settled };

const ORIGIN = 'http://localhost:8080';

/** What the tabs of one browser share, and the server that they talk to. */
export class Browser {
  clock = new Clock();
  server = new Server();
  database = new Database();
  /** @type {string[]} */
  cookies = [];
  local = new Map();
  /** @type {Set<EventTarget>} */
  channels = new Set();
  /** By the name of a lock, until it is free. @type {Map<string, Promise<any>>} */
  locked = new Map();
  languages = ['en-US'];
  /** Globals that this browser does not have. @type {string[]} */
  without = [];

  /** @param {string} [address]  @param {{ session?: Map<string, string>, elements?: Record<string, any> }} [given] what the tab has from the start */
  async open(address = '/', { session = new Map(), elements = {} } = {}) {
    const tab = new Tab(this, address, session, elements);
    tab.app = await model(tab.window, () => this.clock.now);
    await settled();
    return tab;
  }
}

/** One page that is open: its globals as far as the model uses them, and the model. */
class Tab {
  /** Exports of the model's files, by file. @type {Record<string, any>} */
  app;
  /** How often the page has started itself anew. */
  reloads = 0;
  /** Addresses that the page has written into the history. @type {string[]} */
  history = [];
  /** @type {{ name: string, blob: Blob }[]} */
  downloads = [];
  /** What the document's querySelector and querySelectorAll find, by selector. @type {Map<string, any>} */
  elements;
  darkSystem = false;
  #session;
  #closed = false;
  #close;
  #gone = new Promise((resolve) => { this.#close = resolve; });
  #timers = new Set();

  constructor(browser, address, session, elements) {
    this.browser = browser;
    this.elements = new Map(Object.entries(elements));
    this.#session = session;
    const url = new URL(address, ORIGIN);
    this.location = { origin: ORIGIN, protocol: url.protocol, pathname: url.pathname, search: url.search, hash: url.hash, reload: () => { this.reloads += 1; } };
    this.document = this.#document();
    this.window = this.#window();
    for (const name of browser.without) delete this.window[name];
  }

  get state() {
    return this.app.state.state;
  }

  /** Names of the todos in the list, as it is shown. */
  get shown() {
    const { adds, rows } = this.app.rows.rowsOf(this.state);
    return plain([...adds.map(({ fields }) => fields.name), ...rows.map(({ name }) => name)]);
  }

  get address() {
    return this.location.pathname + this.location.search + this.location.hash;
  }

  /** The list as todo-page.js shows it, whose elements also send what waits. */
  async list() {
    this.app.outbox.reread();
    this.app.todos.load();
    await settled();
  }

  async signIn(name = 'Ann') {
    await this.app.session.signIn(name, 'correct horse');
    await this.list();
  }

  /** The list goes as its element does. */
  async signOut() {
    await this.app.session.signOut();
    this.app.todos.stopLoading();
    await settled();
  }

  /** Something happens in the page. @param {string} event */
  async hears(event, target = this.window) {
    target.dispatchEvent(new Event(event));
    await settled();
  }

  /** It is gone at once, whatever was under way. */
  close() {
    this.#closed = true;
    for (const timer of this.#timers) this.browser.clock.clearTimeout(timer);
    this.#close();
  }

  async reload() {
    this.close();
    return this.browser.open(this.address, { session: this.#session });
  }

  #document() {
    const { cookies } = this.browser;
    class Document extends EventTarget {
      set cookie(cookie) {
        cookies.push(cookie);
      }
    }
    return Object.assign(new Document(), {
      documentElement: { lang: '', dataset: {} },
      visibilityState: 'visible',
      querySelector: (selector) => this.elements.get(selector) ?? null,
      querySelectorAll: (selector) => this.elements.get(selector) ?? [],
      createElement: () => ({ click() { this.clicked(this); }, clicked: (link) => this.downloads.push({ name: link.download, blob: link.href }) }),
    });
  }

  #window() {
    const { browser, location } = this;
    const go = (address) => {
      const { pathname, search, hash } = new URL(address, ORIGIN);
      this.history.push(address);
      Object.assign(location, { pathname, search, hash });
    };
    const window = Object.assign(new EventTarget(), {
      console, Event, EventTarget, AbortController, Blob, structuredClone, TextEncoder, URLSearchParams, location,
      CustomEvent: class extends Event { constructor(type, { detail }) { super(type); this.detail = detail; } },
      URL: class extends URL { static createObjectURL = (blob) => blob; static revokeObjectURL = () => {}; },
      AbortSignal: { any, timeout: (delay) => this.#timeout(delay) },
      crypto: { randomUUID: () => webcrypto.randomUUID(), getRandomValues: (array) => webcrypto.getRandomValues(array) },
      document: this.document,
      history: { pushState: (state, title, address) => go(address), replaceState: (state, title, address) => go(address) },
      navigator: { languages: browser.languages, locks: { request: (name, act) => this.#alone(name, act) } },
      localStorage: storage(browser.local),
      sessionStorage: storage(this.#session),
      indexedDB: browser.database,
      BroadcastChannel: this.#channel(),
      performance: { getEntriesByType: () => [{ serverTiming: [{ name: 'version', description: '7' }] }] },
      matchMedia: () => Object.assign(new EventTarget(), { matches: this.darkSystem }),
      getComputedStyle: () => ({ getPropertyValue: (name) => ` colour of ${name}` }),
      requestAnimationFrame: (act) => this.#timer(act, 16),
      setTimeout: (act, delay) => this.#timer(act, delay),
      clearTimeout: (timer) => browser.clock.clearTimeout(timer),
      fetch: (address, options) => this.#fetch(address, options),
    });
    for (const method of ['addEventListener', 'removeEventListener', 'dispatchEvent']) window[method] = EventTarget.prototype[method].bind(window);
    return Object.assign(window, { window });
  }

  #timer(act, delay) {
    const timer = this.browser.clock.setTimeout(act, delay);
    this.#timers.add(timer);
    return timer;
  }

  #timeout(delay) {
    const controller = new AbortController();
    this.#timer(() => controller.abort(), delay);
    return controller.signal;
  }

  /** Until the tab is gone. */
  #alone(name, act) {
    const { locked } = this.browser;
    const before = locked.get(name) ?? Promise.resolve();
    const turn = before.then(() => (this.#closed ? undefined : act()));
    locked.set(name, before.then(() => Promise.race([turn.catch(() => {}), this.#gone])));
    return turn;
  }

  #channel() {
    const tab = this;
    return class extends EventTarget {
      constructor() {
        super();
        tab.browser.channels.add(this);
        tab.#gone.then(() => tab.browser.channels.delete(this));
      }

      postMessage(message) {
        const data = structuredClone(message);
        for (const other of tab.browser.channels) {
          if (other !== this) queueMicrotask(() => other.dispatchEvent(Object.assign(new Event('message'), { data: structuredClone(data) })));
        }
      }
    };
  }

  /** @returns {Promise<{ ok: boolean, status: number, headers: { get(name: string): string | null }, text(): Promise<string> }>} */
  #fetch(address, { method, headers, body, signal }) {
    if (this.#closed) return new Promise(() => {});
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      if (signal.aborted) return reject(signal.reason);
      const arrives = () => !this.#closed && !signal.aborted;
      return this.browser.server.answer(method, address, { headers, body }).then((answer) => arrives() && resolve(this.#response(answer)), (error) => arrives() && reject(error));
    });
  }

  /** The cookies that it brings are there as soon as it has arrived. */
  #response({ status, body, headers = {}, cookies }) {
    if (cookies) this.browser.server.session = cookies;
    const text = typeof body === 'string' ? body : JSON.stringify(body) ?? '';
    return { ok: status < 400, status, headers: { get: (name) => headers[name] ?? null }, text: async () => text };
  }
}

function storage(map) {
  return {
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => { map.set(key, String(value)); },
    removeItem: (key) => { map.delete(key); },
  };
}

function any(signals) {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) controller.abort(signal.reason);
    signal.addEventListener('abort', () => controller.abort(signal.reason));
  }
  return controller.signal;
}

/** Without what only the page's own realm has: its Array and Object are not the test's. */
export const plain = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
