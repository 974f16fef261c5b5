/**
 * The gateway's API as far as the page's model uses it: people, sessions, todos, and first answers by Idempotency-Key. A test can let it
 * fail in between.
 *
 * @typedef {{ method: string, path: string, query: Record<string, string>, headers: Record<string, string>, body: any }} Request
 * @typedef {{ status: number, body?: any, headers?: Record<string, string>, cookies?: any }} Answer cookies: whose they are when it has arrived
 * @typedef {Answer | 'away' | 'lost' | ((request: Request, act: () => Answer) => Answer | Promise<Answer>)} Fault
 *   away: it does not arrive; lost: it is done, but nobody hears of it
 */
export class Server {
  /** @type {Request[]} */
  requests = [];
  /** What every request meets. @type {Fault | undefined} */
  trouble;
  #people = new Map();
  #answers = new Map();
  /** @type {{ what: string, fault: Fault }[]} */
  #faults = [];
  #last = 0;

  /** So many todos fit into the answer to a change of several. */
  room = 1_000;

  /** By todo, the latest first. @type {Record<string, any[]>} */
  histories = {};

  /** Whose the browser's cookies are. */
  session = this.person('Ann');

  /** By the token of a mail. @type {Map<string, (body: any) => void>} */
  links = new Map();

  person(name) {
    if (!this.#people.has(name)) this.#people.set(name, { user: { id: `id-of-${name}`, name, roles: ['user'], email: null, emailVerified: false }, password: 'correct horse', todos: [], sessions: [], factor: { on: false, recoveryCodes: 0 }, morning: { on: false, timeZone: null, language: null } });
    return this.#people.get(name);
  }

  /** Somebody's todo, the first in the list. @returns {any} */
  todo(fields, { todos } = this.session) {
    this.#last += 1;
    const at = '2026-05-01T08:00:00Z';
    const todo = { id: `todo-${this.#last}`, name: '', description: '', status: 'IN_PROGRESS', due: null, position: 'a', createdAt: at, updatedAt: at, doneAt: null, deletedAt: null, version: 1, ...fields };
    todos.unshift(todo);
    return todo;
  }

  /** The list, first todo first. @param {string[]} names */
  list(...names) {
    return names.reverse().map((name) => this.todo({ name })).reverse();
  }

  /** Somebody is signed in at a device, the latest in the list. @returns {any} */
  device(fields, { sessions } = this.session) {
    this.#last += 1;
    const session = { id: `session-${this.#last}`, device: null, address: null, createdAt: '2026-05-01T08:00:00Z', lastUsedAt: '2026-05-13T07:30:00Z', current: false, ...fields };
    sessions.unshift(session);
    return session;
  }

  /** As another device does. */
  change(todo, fields) {
    return Object.assign(todo, fields, { version: todo.version + 1 });
  }

  get names() {
    return this.session.todos.filter(({ deletedAt }) => !deletedAt).map(({ name }) => name);
  }

  /** The next requests of that kind meet these, one each. @param {string} what such as "POST /api/todos"  @param {Fault[]} faults */
  next(what, ...faults) {
    this.#faults.push(...faults.map((fault) => ({ what, fault })));
  }

  /** The next request of that kind waits. @param {string} what  @returns {() => void} lets it go on */
  hold(what) {
    let release;
    const released = new Promise((resolve) => { release = resolve; });
    this.next(what, (request, act) => released.then(act));
    return release;
  }

  /** The next request of that kind is done, and its answer, which renews the cookies, waits. @param {string} what  @returns {() => void} lets it go on */
  renew(what) {
    let release;
    const released = new Promise((resolve) => { release = resolve; });
    this.next(what, (request, act) => {
      const answer = { ...act(), cookies: this.session };
      return released.then(() => answer);
    });
    return release;
  }

  /** @param {string} what */
  asked(what) {
    return this.requests.filter(({ method, path }) => `${method} ${path}` === what);
  }

  /** @returns {Promise<Answer>} rejects when there is none */
  async answer(method, address, { headers = {}, body } = {}) {
    const { pathname: path, searchParams } = new URL(address, 'http://localhost');
    const request = { method, path, query: Object.fromEntries(searchParams), headers: { ...headers }, body: body && JSON.parse(body) };
    this.requests.push(request);
    const index = this.#faults.findIndex(({ what }) => what === `${method} ${path}`);
    const fault = index < 0 ? this.trouble : this.#faults.splice(index, 1)[0].fault;
    const act = () => this.#once(request);
    if (fault === 'away') throw new TypeError('no answer');
    if (fault === 'lost') {
      act();
      throw new TypeError('no answer');
    }
    if (typeof fault === 'function') return fault(request, act);
    return fault ?? act();
  }

  /** A repetition is answered as the first time. */
  #once(request) {
    const { method, path, headers, body } = request;
    const key = headers['Idempotency-Key'] && `${this.session?.user.id} ${headers['Idempotency-Key']}`;
    if (!key) return this.#do(request);
    const what = JSON.stringify([method, path, body]);
    const known = this.#answers.get(key);
    if (known) return known.what === what ? known.answer : { status: 422, body: { status: 422, title: 'Another request with this key' } };
    const answer = structuredClone(this.#do(request));
    if (answer.status < 300) this.#answers.set(key, { what, answer });
    return answer;
  }

  #do({ method, path, query, headers, body }) {
    if (`${method} ${path}` === 'POST /api/session') return this.#signIn(body);
    if (`${method} ${path}` === 'POST /api/users') return this.#register(body);
    if (`${method} ${path}` === 'POST /api/email-verifications') return this.#follow(body);
    if (`${method} ${path}` === 'POST /api/unsubscriptions') return this.#follow(body);
    if (`${method} ${path}` === 'POST /api/password-resets') return { status: 202 };
    if (`${method} ${path}` === 'POST /api/password-resets/redemption') return this.#follow(body);
    if (!this.session) return { status: 401, body: { status: 401, title: 'Unauthorized' } };
    const { user, todos, sessions } = this.session;
    const [, ended] = /^DELETE \/api\/sessions\/(session-\d+)$/.exec(`${method} ${path}`) ?? [];
    if (ended) return this.#keep(({ id: each }) => each !== ended);
    const [, id, verb] = /^\/api\/todos\/(todo-\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    if (verb === 'history') return { status: 200, body: slice(this.histories[id] ?? [], query) };
    if (id) return this.#one(method, todos.find((each) => each.id === id), verb, headers, body);
    switch (`${method} ${path}`) {
      case 'GET /api/home': return { status: 200, body: { user: { id: user.id, name: user.name, roles: user.roles }, todos: page(todos, query), counts: counts(todos), problems: {} } };
      case 'GET /api/me': return { status: 200, body: user };
      case 'POST /api/me/email-verification': return { status: user.email && !user.emailVerified ? 202 : 409 };
      case 'PATCH /api/me': return this.#changeMe(body);
      case 'GET /api/me/second-factor': return { status: 200, body: this.session.factor };
      case 'PUT /api/me/second-factor': return this.#turn(body, { on: true, recoveryCodes: 2 }, { status: 200, body: { recoveryCodes: ['AAAA', 'BBBB'] } });
      case 'DELETE /api/me/second-factor': return this.#turn(body, { on: false, recoveryCodes: 0 }, { status: 204 });
      case 'GET /api/me/morning-mail': return { status: 200, body: this.session.morning };
      case 'PUT /api/me/morning-mail': return user.emailVerified ? this.#morning({ on: true, ...body }) : { status: 409, body: { status: 409 } };
      case 'DELETE /api/me/morning-mail': this.#morning({ on: false }); return { status: 204 };
      case 'PUT /api/me/password':
      case 'DELETE /api/sessions/others': return this.#keep(({ current }) => current);
      case 'DELETE /api/me': return this.#endAccount(body);
      case 'DELETE /api/session':
      case 'DELETE /api/sessions': this.session = null; return { status: 204 };
      case 'GET /api/sessions': return { status: 200, body: { items: sessions } };
      case 'GET /api/todos': return { status: 200, body: page(todos, query) };
      case 'POST /api/todos': return { status: 201, body: this.todo(body) };
      case 'POST /api/todos/status': return this.#bulk(body.ids, { status: body.status });
      case 'POST /api/todos/delete': return this.#bulk(body.ids, { deletedAt: '2026-05-13T08:00:00Z' });
      case 'POST /api/todos/restore': return this.#bulk(body.ids, { deletedAt: null });
      default: throw new Error(`The page asked for ${method} ${path}`);
    }
  }

  #keep(stays) {
    this.session.sessions = this.session.sessions.filter(stays);
    return { status: 204 };
  }

  #morning(change) {
    Object.assign(this.session.morning, change);
    return { status: 200, body: this.session.morning };
  }

  /** The code is always 123456. */
  #turn({ currentPassword, code }, factor, answer) {
    if (currentPassword !== this.session.password) return { status: 403, body: { status: 403 } };
    if (code !== '123456') return { status: 403, body: { status: 403, type: 'urn:todolist:problem:code-refused' } };
    this.session.factor = factor;
    if (factor.on) this.#keep(({ current }) => current);
    return answer;
  }

  #signIn({ name, password, code }) {
    const person = this.#people.get(name);
    if (person?.password !== password) return { status: 401, body: { status: 401 } };
    if (person.factor.on && code !== '123456') return { status: 401, body: { status: 401, type: `urn:todolist:problem:code-${code ? 'refused' : 'needed'}` } };
    this.session = person;
    return { status: 200, body: person.user };
  }

  /** Each link is good once. */
  #follow({ token, ...body }) {
    const act = this.links.get(token);
    if (!act) return { status: 410, body: { status: 410 } };
    this.links.delete(token);
    act(body);
    return { status: 204 };
  }

  #register({ name, password }) {
    if (this.#people.has(name)) return { status: 409, body: { status: 409 } };
    this.session = Object.assign(this.person(name), { password });
    return { status: 201, body: this.session.user };
  }

  #changeMe({ currentPassword, ...fields }) {
    if (currentPassword !== this.session.password) return { status: 403, body: { status: 403 } };
    return { status: 200, body: Object.assign(this.session.user, fields) };
  }

  #endAccount({ password }) {
    if (password !== this.session.password) return { status: 403, body: { status: 403 } };
    this.#people.delete(this.session.user.name);
    this.session = null;
    return { status: 204 };
  }

  #one(method, todo, verb, headers, body) {
    if (!todo) return { status: 404, body: { status: 404 } };
    if (method === 'GET') return { status: 200, body: todo };
    if ((headers['If-Match'] ?? `"${todo.version}"`) !== `"${todo.version}"`) return { status: 412, body: { status: 412 } };
    if (method === 'PATCH') return { status: 200, body: this.change(todo, body) };
    if (verb !== 'move') throw new Error(`The page asked to ${verb}`);
    const { todos } = this.session;
    todos.splice(todos.indexOf(todo), 1);
    todos.splice(todos.findIndex(({ id }) => id === (body.before ?? body.after)) + (body.after ? 1 : 0), 0, todo);
    return { status: 200, body: this.change(todo, {}) };
  }

  #bulk(ids, fields) {
    const found = ids.map((id) => this.session.todos.find((each) => each.id === id));
    const changed = found.filter((todo) => todo && Object.entries(fields).some(([field, value]) => todo[field] !== value));
    const after = changed.map((todo) => this.change(todo, fields));
    const further = after.slice(this.room).map(({ id }) => id);
    return { status: 200, body: { todos: after.slice(0, this.room), further, missing: ids.filter((id, index) => !found[index]) } };
  }
}

function slice(all, { size = '20', after = '0' }) {
  const end = Number(after) + Number(size);
  return { items: all.slice(Number(after), end), next: end < all.length ? String(end) : null };
}

function page(todos, { status, deleted, q, size = '20', after = '0' }) {
  const words = q?.toLowerCase() ?? '';
  const all = todos.filter((todo) => (todo.deletedAt !== null) === (deleted === 'true')
    && (!status || status.split(',').includes(todo.status)) && todo.name.toLowerCase().includes(words));
  return { ...slice(all, { size, after }), total: all.length, totalIsExact: true, size: Number(size), page: null };
}

function counts(todos) {
  const there = todos.filter(({ deletedAt }) => !deletedAt);
  const byStatus = Object.fromEntries(['CLOSED', 'IN_PROGRESS', 'DONE', 'PAUSED'].map((status) => [status, there.filter((todo) => todo.status === status).length]));
  return { byStatus, total: there.length, deleted: todos.length - there.length };
}
