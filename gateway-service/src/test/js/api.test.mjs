import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

/** The API as one page has it. */
async function page(languages = ['en-US']) {
  const browser = new Browser();
  browser.languages = languages;
  const tab = await browser.open('/account');
  const { api, Problem, newKey } = tab.app.api;
  return { browser, tab, api, Problem, newKey, server: browser.server, clock: browser.clock };
}

/** What a call that fails throws. */
const problemOf = (promise) => promise.then(() => assert.fail('no failure'), (problem) => problem);

test('a failure is a problem with the words of the server and the bare names of its fields', async () => {
  const { api, server, Problem } = await page();
  server.next('POST /api/users', { status: 400, body: { status: 400, title: 'Bad Request', detail: 'Not so', violations: [{ field: 'register.account.name', message: 'must not be blank' }, { message: 'odd' }] } });
  const problem = await problemOf(api.register({ name: '', password: 'x' }));
  assert.ok(problem instanceof Problem);
  assert.equal(problem.status, 400);
  assert.equal(problem.message, 'Not so');
  assert.deepEqual(plain(problem.violations), [{ field: 'name', message: 'must not be blank' }, { field: '', message: 'odd' }]);
  assert.equal(problem.temporary, false);
});

test('a page of a proxy in between is a problem, too', async () => {
  const { api, server } = await page();
  server.next('GET /api/me', { status: 502, body: '<h1>Bad Gateway</h1>' });
  const problem = await problemOf(api.me());
  assert.equal(problem.status, 502);
  assert.equal(problem.message, 'HTTP 502');
  assert.deepEqual(plain(problem.violations), []);
});

test('a page of the hotel’s in place of an answer is no answer', async () => {
  const { api, server } = await page();
  server.next('GET /api/me', { status: 200, body: '<h1>Welcome to the hotel</h1>' });
  const problem = await problemOf(api.me());
  assert.equal(problem.status, 0);
  assert.equal(problem.temporary, true);
});

test('no answer is a problem of status 0', async () => {
  const { api, server } = await page();
  server.next('GET /api/me', 'away');
  const problem = await problemOf(api.me());
  assert.equal(problem.status, 0);
  assert.equal(problem.temporary, true);
});

test('no answer within a minute is none', async () => {
  const { api, server, clock } = await page();
  server.hold('GET /api/me');
  let problem;
  problemOf(api.me()).then((each) => { problem = each; });
  await clock.pass(59_999);
  assert.equal(problem, undefined);
  await clock.pass(1);
  assert.equal(problem.status, 0);
});

test('whoever asked can end it, before and while it is on its way', async () => {
  const { api, server } = await page();
  const ended = new AbortController();
  server.hold('GET /api/todos');
  const problem = problemOf(api.todos({}, ended.signal));
  ended.abort();
  assert.equal((await problem).status, 0);
  server.requests.length = 0;
  assert.equal((await problemOf(api.todos({}, ended.signal))).status, 0);
  assert.deepEqual(server.requests, []);
});

for (const [status, temporary] of Object.entries({ 0: true, 400: false, 401: false, 403: false, 404: false, 408: true, 409: false, 412: false, 422: false, 429: true, 500: false, 502: true, 503: true, 504: true })) {
  test(`${status} ${temporary ? 'may be over in a moment' : 'stays as it is'}`, async () => {
    const { Problem } = await page();
    assert.equal(new Problem({ status: Number(status) }).temporary, temporary);
  });
}

for (const [value, seconds] of [
  ['7', 7],
  ['0', 0],
  ['Wed, 13 May 2026 10:00:30 GMT', 30],
  ['Wed, 13 May 2026 09:00:00 GMT', 0],
  ['soon', undefined],
  [undefined, undefined],
]) {
  test(`Retry-After: ${value} means ${seconds} seconds`, async () => {
    const { api, server, clock } = await page();
    clock.now = Date.UTC(2026, 4, 13, 10);
    server.next('GET /api/me', { status: 503, headers: value && { 'Retry-After': value } });
    assert.equal((await problemOf(api.me())).retryAfter, seconds);
  });
}

test('a plain GET has no header of its own, so that it takes over the answer that the browser has asked for already', async () => {
  const { api, server } = await page();
  await api.home({ size: '50', status: 'IN_PROGRESS,PAUSED' });
  const [{ query, headers, body }] = server.requests;
  assert.deepEqual(headers, {});
  assert.deepEqual(query, { size: '50', status: 'IN_PROGRESS,PAUSED' });
  assert.equal(body, undefined);
});

test('a body says what it is, and in which language the answer is read', async () => {
  const { api, server } = await page(['zh-CN']);
  await api.changeMe({ email: 'ann@example.com', currentPassword: 'correct horse' });
  await api.changePassword('correct horse', 'another horse');
  assert.deepEqual(server.requests.map(({ headers }) => headers), [
    { 'Accept-Language': 'zh-CN', 'Content-Type': 'application/merge-patch+json' },
    { 'Accept-Language': 'zh-CN', 'Content-Type': 'application/json' },
  ]);
});

test('an id in a path cannot lead elsewhere', async () => {
  const { api, server } = await page();
  server.next('GET /api/todos/..%2Fme%3F', { status: 404 });
  await problemOf(api.todo('../me?'));
  assert.equal(server.requests.length, 1);
});

for (const [what, act] of Object.entries({
  home: ({ home }) => home({}),
  todos: ({ todos }) => todos({}),
  me: ({ me }) => me(),
  add: ({ add }) => add({ name: 'x' }, 'k'),
  changeMe: ({ changeMe }) => changeMe({ currentPassword: 'a' }),
  changePassword: ({ changePassword }) => changePassword('a', 'b'),
  secondFactor: ({ secondFactor }) => secondFactor(),
  deleteMe: ({ deleteMe }) => deleteMe('a'),
  sessions: ({ sessions }) => sessions(),
  endSession: ({ endSession }) => endSession('session-1'),
  signOutElsewhere: ({ signOutElsewhere }) => signOutElsewhere(),
  signOutEverywhere: ({ signOutEverywhere }) => signOutEverywhere(),
})) {
  test(`${what}: 401 means that the session has ended`, async () => {
    const { api, tab, server } = await page();
    server.session = null;
    assert.equal((await problemOf(act(api))).status, 401);
    assert.equal(tab.address, '/user/login?redirect=%2Faccount');
  });
}

test('a wrong password, or signing out without a session, is no end of one', async () => {
  const { api, tab, server } = await page();
  assert.equal((await problemOf(api.signIn('Ann', 'wrong'))).status, 401);
  server.session = null;
  assert.equal((await problemOf(api.signOut())).status, 401);
  assert.equal(tab.address, '/account');
});

test('a problem says of which type it is, and a sign-in without a code has none', async () => {
  const { api, server } = await page();
  server.session.factor.on = true;
  assert.equal((await problemOf(api.signIn('Ann', 'correct horse', ''))).type, 'urn:todolist:problem:code-needed');
  assert.equal((await problemOf(api.signIn('Ann', 'wrong'))).type, '');
  assert.deepEqual(server.requests.map(({ body }) => body), [{ name: 'Ann', password: 'correct horse' }, { name: 'Ann', password: 'wrong' }]);
});

test('a key is a random UUID, also where the browser makes none', async () => {
  const { tab, newKey } = await page();
  const keys = [newKey(), newKey()];
  delete tab.window.crypto.randomUUID;
  keys.push(newKey(), newKey());
  for (const key of keys) assert.match(key, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  assert.equal(new Set(keys).size, 4);
});

test('an answer without a body is nothing', async () => {
  const { api } = await page();
  assert.equal(await api.signOut(), undefined);
  await settled();
});
