import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

const WHILE = 20_000;
const HOME = 'GET /api/home';

async function opened(address = '/', ...names) {
  const browser = new Browser();
  const items = browser.server.list(...names);
  const tab = await browser.open(address);
  return { browser, tab, items, ...browser };
}

async function listed(...names) {
  const page = await opened('/', ...names);
  await page.tab.list();
  return page;
}

const many = (count) => Array.from({ length: count }, (_, index) => `todo ${index + 1}`);

test('the list comes with one request, which is the one that the gateway lets the browser make before', async () => {
  const { server, tab } = await listed('one', 'two');
  assert.equal(server.requests.length, 1);
  assert.deepEqual(server.requests[0].query, { size: '50', status: 'IN_PROGRESS,PAUSED' });
  assert.deepEqual(tab.shown, ['one', 'two']);
  assert.equal(tab.state.total, 2);
  assert.equal(tab.state.counts.total, 2);
  assert.equal(tab.state.user.name, 'Ann');
});

test('before the server has answered, nothing is known, which is not an empty list', async () => {
  const { server, tab } = await opened('/', 'one');
  const release = server.hold(HOME);
  await tab.list();
  assert.equal(tab.state.todos, null);
  release();
  await settled();
  assert.deepEqual(tab.shown, ['one']);
});

for (const [what, fault] of Object.entries({
  'no answer': 'away',
  'a service that starts': { status: 503 },
  'a mistake of the server': { status: 500 },
  'an answer that is none of ours': { status: 200, body: '<h1>Welcome to the hotel</h1>' },
  'an answer without the list': { status: 200, body: { user: { id: 'id-of-Ann', name: 'Ann', roles: [] }, problems: { todos: { status: 503 } } } },
})) {
  test(`${what} is said, is no empty list, and is tried again`, async () => {
    const { server, tab, clock } = await opened('/', 'one');
    server.next(HOME, fault, fault);
    await tab.list();
    assert.equal(tab.state.todos, null);
    assert.ok(tab.state.trouble);
    await clock.pass(WHILE);
    assert.deepEqual(tab.shown, ['one']);
    assert.equal(tab.state.trouble, null);
    assert.equal(tab.state.stale, false);
  });
}

test('a list that is there stays when it cannot be loaded again', async () => {
  const { server, tab, clock } = await listed('one');
  server.next(HOME, { status: 503 });
  await tab.list();
  assert.deepEqual(tab.shown, ['one']);
  assert.equal(tab.state.trouble.status, 503);
  await clock.pass(WHILE);
  assert.equal(tab.state.trouble, null);
});

test('without counts the ones of before stay', async () => {
  const { server, tab } = await listed('one');
  server.next(HOME, (request, act) => ({ status: 200, body: { ...act().body, counts: undefined, problems: { counts: { status: 503 } } } }));
  await tab.list();
  assert.equal(tab.state.counts.total, 1);
});

test('a signed-in person is known from the answer that lacks the list', async () => {
  const { server, tab } = await opened();
  server.next(HOME, { status: 200, body: { user: { id: 'id-of-Ann', name: 'Ann', roles: [] } } });
  await tab.list();
  assert.equal(tab.state.user.name, 'Ann');
  assert.equal(tab.state.confirmed, true);
});

test('that it takes long is said after 300 ms, and not when it was quicker', async () => {
  const { server, tab, clock } = await opened('/', 'one');
  const release = server.hold(HOME);
  await tab.list();
  await clock.pass(299);
  assert.equal(tab.state.slow, false);
  await clock.pass(1);
  assert.equal(tab.state.slow, true);
  release();
  await settled();
  assert.equal(tab.state.slow, false);
  await tab.list();
  await clock.pass(1_000);
  assert.equal(tab.state.slow, false);
});

test('without a session it leads to the door, and back to the same view', async () => {
  const { server, tab } = await opened('/done?q=milk');
  server.session = null;
  await tab.list();
  assert.equal(tab.address, '/user/login?redirect=%2Fdone%3Fq%3Dmilk');
  assert.equal(tab.state.todos, null);
  assert.equal(tab.state.trouble, null);
  const asked = server.requests.length;
  await tab.browser.clock.pass(WHILE);
  assert.equal(server.requests.length, asked, 'it does not go on trying');
  await tab.app.session.signIn('Ann', 'correct horse');
  assert.equal(tab.address, '/done?q=milk');
});

test('another view is loaded in place of what was on its way', async () => {
  const { server, tab } = await opened('/', 'one');
  server.todo({ name: 'done', status: 'DONE' });
  const release = server.hold(HOME);
  await tab.list();
  tab.app.router.go('/done');
  await tab.list();
  assert.deepEqual(tab.shown, ['done']);
  release();
  await settled();
  assert.deepEqual(tab.shown, ['done']);
  assert.equal(tab.state.stale, false);
});

test('whoever leaves the list is not followed by it', async () => {
  const { server, tab, clock } = await opened('/', 'one');
  server.next(HOME, { status: 503 });
  await tab.list();
  tab.app.todos.stopLoading();
  await clock.pass(WHILE);
  assert.equal(server.asked(HOME).length, 1);
  assert.equal(tab.state.todos, null);
});

test('a search says how many were found, and where there are too many to count', async () => {
  const { server, tab } = await opened('/?q=MILK', 'oat milk', 'bread');
  await tab.list();
  assert.deepEqual(tab.shown, ['oat milk']);
  assert.equal(tab.state.announcement, '1 found');
  server.next(HOME, (request, act) => {
    const { body } = act();
    return { status: 200, body: { ...body, todos: { ...body.todos, total: 1000, totalIsExact: false } } };
  });
  await tab.list();
  assert.equal(tab.state.many, true);
  assert.equal(tab.state.announcement, 'More than 1,000 found');
});

test('a change that was done while the list was read makes it be read again', async () => {
  const { server, tab } = await listed('one');
  let release;
  server.next(HOME, (request, act) => {
    const before = structuredClone(act());
    return new Promise((resolve) => { release = () => resolve(before); });
  });
  tab.app.todos.load();
  tab.app.changes.add({ name: 'two' });
  await settled();
  release();
  await settled();
  assert.deepEqual(tab.shown, ['two', 'one']);
  assert.equal(tab.state.counts.total, 2);
});

// --- More of it

test('the next page comes after the list, each todo once', async () => {
  const { server, tab } = await listed(...many(180));
  assert.equal(tab.shown.length, 50);
  server.todo({ name: 'new elsewhere' });
  await tab.app.todos.loadMore();
  assert.deepEqual(server.asked('GET /api/todos')[0].query, { size: '100', status: 'IN_PROGRESS,PAUSED', after: '50' });
  assert.deepEqual(tab.shown, many(149));
  assert.equal(tab.state.loadingMore, false);
  await tab.app.todos.loadMore();
  assert.deepEqual(tab.shown, many(180));
  assert.equal(tab.state.next, null);
  server.requests.length = 0;
  await tab.app.todos.loadMore();
  assert.deepEqual(server.requests, [], 'there is no more');
});

test('one page is asked for at a time, and none of a list that is another one by now', async () => {
  const { server, tab } = await listed(...many(180));
  const release = server.hold('GET /api/todos');
  tab.app.todos.loadMore();
  tab.app.todos.loadMore();
  await settled();
  assert.equal(server.asked('GET /api/todos').length, 1);
  tab.app.router.go('/done');
  tab.app.todos.loadMore();
  await tab.list();
  release();
  await settled();
  assert.equal(server.asked('GET /api/todos').length, 1);
  assert.deepEqual(tab.shown, []);
});

test('a list that is loaded anew while more of it was on its way can be read on', async () => {
  const { server, tab } = await listed(...many(180));
  server.hold('GET /api/todos');
  tab.app.todos.loadMore();
  await settled();
  await tab.list();
  await tab.app.todos.loadMore();
  assert.equal(tab.shown.length, 150);
});

test('a page that does not come is said, and can be asked for again', async () => {
  const { server, tab } = await listed(...many(60));
  server.next('GET /api/todos', { status: 503 });
  await tab.app.todos.loadMore();
  assert.equal(tab.shown.length, 50);
  const toast = tab.state.toasts.at(-1);
  assert.equal(toast.text, 'Could not load more.');
  await toast.action();
  await tab.app.todos.loadMore();
  assert.equal(tab.shown.length, 60);
});

test('without a session more leads to the door, without a complaint', async () => {
  const { server, tab } = await listed(...many(60));
  server.session = null;
  await tab.app.todos.loadMore();
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.expired, true);
  assert.deepEqual(plain(tab.state.toasts), []);
});

// --- Once more

for (const [event, target] of [['focus', 'window'], ['visibilitychange', 'document']]) {
  test(`on ${event} the list is read again; what has not changed stays the same object`, async () => {
    const { server, tab, items } = await listed('one', 'two');
    const [one, two] = tab.state.todos;
    server.change(items[1], { name: 'two, changed elsewhere' });
    server.todo({ name: 'new elsewhere' });
    await tab.hears(event, tab[target]);
    assert.deepEqual(tab.shown, ['new elsewhere', 'one', 'two, changed elsewhere']);
    assert.equal(tab.state.todos[1], one);
    assert.notEqual(tab.state.todos[2], two);
    assert.equal(tab.state.counts.total, 3);
  });
}

test('what nobody sees is not read again', async () => {
  const { server, tab } = await listed('one');
  tab.document.visibilityState = 'hidden';
  await tab.hears('focus');
  assert.equal(server.requests.length, 1);
});

test('a list that is not there yet is not read again', async () => {
  const { server, tab } = await opened('/', 'one');
  await tab.hears('focus');
  assert.equal(server.requests.length, 0);
});

test('reading again is quiet: what cannot be had now stays as it is', async () => {
  const { server, tab } = await listed('one');
  server.trouble = { status: 503 };
  await tab.hears('focus');
  assert.deepEqual(tab.shown, ['one']);
  assert.equal(tab.state.trouble, null);
  server.trouble = { status: 200, body: { user: { id: 'id-of-Ann', name: 'Ann' }, problems: {} } };
  await tab.hears('focus');
  assert.deepEqual(tab.shown, ['one']);
});

test('reading again finds out that the session has ended', async () => {
  const { server, tab } = await listed('one');
  server.session = null;
  await tab.hears('focus');
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.expired, true);
});

test('all that was scrolled to is read again, in pages', async () => {
  const { server, tab, items } = await listed(...many(180));
  await tab.app.todos.loadMore();
  await tab.app.todos.loadMore();
  server.change(items[170], { name: 'changed elsewhere' });
  server.requests.length = 0;
  await tab.hears('focus');
  assert.equal(tab.shown[170], 'changed elsewhere');
  assert.equal(tab.shown.length, 180);
  assert.deepEqual(server.requests.map(({ path, query }) => [path, query.size, query.after]), [['/api/home', '100', undefined], ['/api/todos', '100', '100']]);
});

test('of a very long list the first thousand are read again, and the rest stays', async () => {
  const { server, tab } = await listed(...many(1_250));
  for (let pages = 0; pages < 12; pages += 1) await tab.app.todos.loadMore();
  assert.equal(tab.shown.length, 1_250);
  server.requests.length = 0;
  await tab.hears('focus');
  assert.equal(server.requests.length, 10);
  assert.deepEqual(tab.shown, many(1_250));
  assert.equal(tab.state.next, null);
});

test('a change in between is not overwritten by what was read before it', async () => {
  const { server, tab } = await listed('one', 'two');
  let release;
  server.next(HOME, (request, act) => {
    const before = structuredClone(act());
    return new Promise((resolve) => { release = () => resolve(before); });
  });
  await tab.hears('focus');
  tab.app.changes.setStatus([tab.state.todos[0]], 'PAUSED');
  await settled();
  release();
  await settled();
  assert.equal(tab.state.todos[0].status, 'PAUSED');
  assert.equal(server.asked(HOME).length, 3, 'it is read once more');
});

test('another tab says that something has changed', async () => {
  const { browser, tab, items, server } = await listed('one');
  const other = await browser.open();
  await other.list();
  server.change(items[0], { name: 'changed' });
  other.app.tabs.tell({ type: 'changed' });
  await settled();
  assert.deepEqual(tab.shown, ['changed']);
});

test('what another tab has sent is here without a request', async () => {
  const { browser, tab, server } = await listed('one');
  const other = await browser.open();
  await other.list();
  server.requests.length = 0;
  other.app.changes.add({ name: 'two' });
  other.app.changes.setStatus([other.state.todos[0]], 'DONE');
  await settled();
  assert.deepEqual(tab.shown, ['two']);
  assert.equal(tab.state.counts.total, 2);
  assert.equal(tab.state.counts.byStatus.DONE, 1);
  assert.deepEqual(server.requests.map(({ method }) => method), ['POST', 'POST']);
});

// --- What the server has acknowledged

test('an older version of a todo does not replace a newer one', async () => {
  const { tab, items } = await listed('one');
  tab.app.todos.take([{ ...items[0], name: 'newer', version: 3 }]);
  tab.app.todos.take([{ ...items[0], name: 'older', version: 2 }]);
  assert.deepEqual(tab.shown, ['newer']);
});

test('the counts follow what was acknowledged', async () => {
  const { tab } = await listed('one', 'two', 'three');
  tab.app.changes.setStatus([tab.state.todos[0]], 'DONE');
  tab.app.changes.remove([tab.state.todos[1]]);
  tab.app.changes.add({ name: 'four' });
  await settled();
  assert.deepEqual(plain(tab.state.counts), { byStatus: { CLOSED: 0, IN_PROGRESS: 2, DONE: 1, PAUSED: 0 }, total: 3, deleted: 1 });
  assert.equal(tab.state.total, 4);
});

test('a todo of which the answer says nothing is looked up: it was so already, or it is gone', async () => {
  const { server, tab, items } = await listed('one', 'two');
  server.change(items[0], { status: 'DONE', name: 'one, done elsewhere' });
  tab.app.changes.setStatus([tab.state.todos[0]], 'DONE');
  await settled();
  assert.equal(server.asked(HOME).length, 2);
  assert.deepEqual(tab.shown, ['two']);
});

test('a todo that comes back to the view is looked up, because only the server knows where it belongs', async () => {
  const { server, tab } = await opened('/', 'one');
  const done = server.todo({ name: 'done', status: 'DONE' });
  server.session.todos.reverse();
  await tab.list();
  tab.app.changes.setStatus([done], 'IN_PROGRESS');
  await settled();
  assert.deepEqual(tab.shown, ['one', 'done']);
});

test('before there is a list, nothing is taken in', async () => {
  const { tab, items } = await opened('/', 'one');
  tab.app.todos.take(items, { kind: 'add' });
  tab.app.todos.drop('todo-1');
  assert.equal(tab.state.todos, null);
});

test('a change from before the load that was acknowledged after it makes the counts be read again', async () => {
  const { server, tab, clock } = await opened('/', 'one');
  tab.app.changes.add({ name: 'two' });
  await clock.pass(10);
  const release = server.hold('POST /api/todos');
  await tab.list();
  assert.equal(server.asked(HOME).length, 1);
  release();
  await settled();
  assert.equal(server.asked(HOME).length, 2);
  assert.equal(tab.state.counts.total, 2);
  assert.deepEqual(tab.shown, ['two', 'one']);
});
