import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

const AWAY = { status: 503 };
/** Longer than the page ever waits before it tries again. */
const WHILE = 20_000;

/** A browser with Ann's list in it. */
async function listed(...names) {
  const browser = new Browser();
  const items = browser.server.list(...names);
  const tab = await browser.open();
  await tab.list();
  return { browser, tab, items, ...browser, ...tab.app };
}

const keys = (requests) => requests.map(({ headers }) => headers['Idempotency-Key']);
const names = (requests) => requests.map(({ body }) => body.name);

/** Each kind of change, what is asked of the server for it, and the list after it. */
const KINDS = [
  { kind: 'add', act: ({ changes }) => changes.add({ name: 'three' }), asks: 'POST /api/todos', after: ['three', 'one', 'two'] },
  { kind: 'status', act: ({ changes, state }) => changes.setStatus([state.state.todos[0]], 'DONE'), asks: 'POST /api/todos/status', after: ['two'] },
  { kind: 'delete', act: ({ changes, state }) => changes.remove([state.state.todos[0]]), asks: 'POST /api/todos/delete', after: ['two'] },
  { kind: 'move', act: ({ changes, state }) => changes.moveBy(state.state.todos[0], 1), asks: 'POST /api/todos/todo-2/move', after: ['two', 'one'] },
];

for (const { kind, act, asks, after } of KINDS) {
  test(`${kind}: shown at once, and done`, async () => {
    const page = await listed('one', 'two');
    const release = page.server.hold(asks);
    act(page);
    await page.clock.pass(1_000);
    assert.deepEqual(page.tab.shown, after, 'while it is on its way');
    release();
    await settled();
    assert.deepEqual(page.tab.shown, after, 'when it is done');
    assert.equal(page.tab.state.outbox.length, 0);
    await page.tab.list();
    assert.deepEqual(page.tab.shown, after, 'as the server has it');
  });

  test(`${kind}: a send that failed is repeated with the same key`, async () => {
    const page = await listed('one', 'two');
    page.server.next(asks, AWAY, 'away', { status: 429 });
    act(page);
    await page.clock.pass(WHILE);
    const [key, ...repetitions] = keys(page.server.asked(asks));
    assert.match(key, /^[\da-f-]{36}$/);
    assert.deepEqual(repetitions, [key, key, key]);
    assert.equal(page.tab.state.outbox.length, 0);
    assert.equal(page.tab.state.unsent, null);
  });

  test(`${kind}: a lost answer does nothing twice`, async () => {
    const page = await listed('one', 'two');
    page.server.next(asks, 'lost', 'lost');
    act(page);
    await page.clock.pass(WHILE);
    assert.equal(page.server.asked(asks).length, 3);
    await page.tab.list();
    assert.deepEqual(page.tab.shown, after);
    assert.deepEqual(plain(page.tab.state.toasts).filter(({ label }) => !label), [], 'no complaint');
  });
}

for (const [action, after, counts] of [
  ['delete', [], { total: 0, deleted: 4 }],
  ['done', [], { total: 4, deleted: 0 }],
  ['pause', ['one', 'two', 'three', 'four'], { total: 4, deleted: 0 }],
]) {
  test(`${action}: todos that the answer has no room for are as the others, and are read again`, async () => {
    const { server, tab, clock, selecting, ...page } = await listed('one', 'two', 'three', 'four');
    const other = await page.browser.open();
    await other.list();
    server.room = 1;
    const release = server.hold('GET /api/home');
    selecting.selectAll();
    selecting.withSelected(action);
    await clock.pass(1_000);
    assert.equal(tab.state.outbox.length, 0);
    for (const each of [tab, other]) {
      assert.deepEqual(each.shown, after);
      assert.equal(each.state.counts.total, counts.total);
      assert.equal(each.state.counts.deleted, counts.deleted);
    }
    release();
    await settled();
    assert.deepEqual(tab.shown, after);
    assert.ok(tab.state.todos.every(({ id, version }) => version === server.session.todos.find((todo) => todo.id === id).version));
  });
}

test('what another device has deleted before does not come back', async () => {
  const { server, tab, clock, changes, items } = await listed('one', 'two');
  server.change(items[0], { deletedAt: '2026-05-13T08:00:00Z' });
  changes.remove([tab.state.todos[0]]);
  await clock.pass(1_000);
  assert.deepEqual(tab.shown, ['two']);
});

test('restore: repeated with the same key, too', async () => {
  const { server, tab, changes, clock, items } = await listed('one', 'two');
  server.change(items[0], { deletedAt: '2026-05-12T08:00:00Z' });
  await tab.app.router.go('/bin');
  await tab.list();
  assert.deepEqual(tab.shown, ['one']);
  server.next('POST /api/todos/restore', 'lost');
  changes.restore([tab.state.todos[0]]);
  await clock.pass(WHILE);
  const sent = keys(server.asked('POST /api/todos/restore'));
  assert.equal(sent.length, 2);
  assert.equal(sent[0], sent[1]);
  assert.deepEqual(server.names, ['one', 'two']);
});

test('every change has a key of its own', async () => {
  const { changes, server, tab } = await listed('one', 'two');
  changes.add({ name: 'same' });
  changes.add({ name: 'same' });
  changes.setStatus([tab.state.todos[0]], 'PAUSED');
  changes.setStatus([tab.state.todos[0]], 'PAUSED');
  await settled();
  const sent = keys(server.requests.filter(({ method }) => method === 'POST'));
  assert.equal(sent.length, 4);
  assert.equal(new Set(sent).size, 4);
});

test('changes go one after the other, in the order of typing', async () => {
  const { changes, server, tab, clock } = await listed('one');
  const release = server.hold('POST /api/todos');
  changes.add({ name: 'first' });
  changes.setStatus([tab.state.todos[0]], 'DONE');
  changes.add({ name: 'second' });
  await clock.pass(1_000);
  assert.deepEqual(server.requests.filter(({ method }) => method === 'POST').length, 1);
  release();
  await settled();
  assert.deepEqual(server.requests.filter(({ method }) => method === 'POST').map(({ path, body }) => body.name ?? path), ['first', '/api/todos/status', 'second']);
  assert.deepEqual(server.names, ['second', 'first', 'one']);
});

test('what cannot be sent holds up what was typed after it, so that the order stays', async () => {
  const { changes, server, clock } = await listed();
  server.next('POST /api/todos', AWAY);
  changes.add({ name: 'first' });
  changes.add({ name: 'second' });
  await settled();
  assert.deepEqual(names(server.asked('POST /api/todos')), ['first']);
  await clock.pass(WHILE);
  assert.deepEqual(names(server.asked('POST /api/todos')), ['first', 'first', 'second']);
});

test('more than a thousand todos are changed by a thousand', async () => {
  const { changes, server, tab, clock } = await listed(...Array.from({ length: 2_001 }, (_, index) => `todo ${index}`));
  server.next('POST /api/todos/status', AWAY);
  changes.setStatus(server.session.todos, 'DONE');
  await clock.pass(WHILE);
  const [again, ...sent] = server.asked('POST /api/todos/status');
  assert.deepEqual(sent.map(({ body }) => body.ids.length), [1_000, 1_000, 1]);
  assert.equal(new Set(sent.flatMap(({ body }) => body.ids)).size, 2_001);
  assert.equal(new Set(keys(sent)).size, 3, 'a key for each part');
  assert.deepEqual(again, sent[0]);
  assert.equal(tab.state.counts.byStatus.DONE, 2_001);
});

test('that the service is away is said until something has arrived', async () => {
  const { changes, server, tab, clock } = await listed();
  server.next('POST /api/todos', AWAY);
  changes.add({ name: 'first' });
  changes.add({ name: 'second' });
  await settled();
  assert.equal(tab.state.unsent.status, 503);
  server.next('POST /api/todos', (request, act) => act());
  const release = server.hold('POST /api/todos');
  await clock.pass(WHILE);
  assert.deepEqual(server.names, ['first']);
  assert.equal(tab.state.unsent, null);
  release();
});

test('while the service is away, the page says so and waits as long as it is asked to', async () => {
  const { changes, server, tab, clock } = await listed();
  server.next('POST /api/todos', { status: 503, headers: { 'Retry-After': '30' } });
  changes.add({ name: 'one' });
  await clock.pass(29_999);
  assert.equal(tab.state.unsent.status, 503);
  assert.equal(server.asked('POST /api/todos').length, 1);
  await clock.pass(6_001);
  assert.equal(server.asked('POST /api/todos').length, 2);
  assert.equal(tab.state.unsent, null);
});

test('what is not sent survives a reload, with its key', async () => {
  const { browser, changes, server, tab, clock } = await listed('one');
  server.next('POST /api/todos', 'lost', AWAY);
  changes.add({ name: 'two' });
  changes.setStatus([tab.state.todos[0]], 'DONE');
  await settled();
  const again = await tab.reload();
  again.app.outbox.reread();
  await settled();
  assert.deepEqual(again.shown, ['two'], 'before the server has said anything');
  await again.list();
  await clock.pass(WHILE);
  assert.equal(new Set(keys(server.asked('POST /api/todos'))).size, 1);
  assert.deepEqual(server.names, ['two', 'one']);
  assert.equal(server.session.todos[1].status, 'DONE');
  assert.deepEqual(browser.database.all('outbox'), []);
});

test('of one that goes away while it sends, the next one sends again, with the same key', async () => {
  const { changes, server, tab } = await listed();
  const release = server.hold('POST /api/todos');
  changes.add({ name: 'one' });
  await settled();
  const again = await tab.reload();
  release();
  await again.list();
  assert.equal(server.asked('POST /api/todos').length, 2);
  assert.deepEqual(server.names, ['one']);
  assert.deepEqual(again.shown, ['one']);
});

test('two tabs send one after the other, and nothing twice', async () => {
  const { browser, changes, server, tab, clock } = await listed();
  const other = await browser.open();
  await other.list();
  server.trouble = AWAY;
  changes.add({ name: 'first' });
  await clock.pass(1);
  other.app.changes.add({ name: 'second' });
  await clock.pass(5_000);
  assert.deepEqual(tab.shown, ['second', 'first']);
  assert.deepEqual(other.shown, ['second', 'first']);
  server.trouble = undefined;
  server.requests.length = 0;
  await clock.pass(WHILE);
  assert.deepEqual(names(server.asked('POST /api/todos')), ['first', 'second']);
  assert.deepEqual(tab.shown, ['second', 'first']);
  assert.deepEqual(other.shown, ['second', 'first']);
  assert.deepEqual([tab.state.outbox.length, other.state.outbox.length], [0, 0]);
});

test('what is discarded in one tab is gone in the other', async () => {
  const { browser, changes, server, tab } = await listed();
  const other = await browser.open();
  await other.list();
  server.trouble = AWAY;
  changes.add({ name: 'one' });
  await settled();
  await other.app.outbox.discard(other.state.outbox[0].key);
  await settled();
  assert.deepEqual([tab.shown, other.shown], [[], []]);
});

test('two tabs that cannot tell each other send nothing twice, either', async () => {
  const browser = new Browser();
  const { server, clock } = browser;
  browser.without.push('BroadcastChannel');
  const tab = await browser.open();
  await tab.list();
  server.next('POST /api/todos', AWAY);
  tab.app.changes.add({ name: 'one' });
  await settled();
  const other = await browser.open();
  await other.list();
  assert.deepEqual(other.shown, ['one']);
  await clock.pass(WHILE);
  assert.equal(server.asked('POST /api/todos').length, 2, 'the one that failed and the one that did not');
});

test('a tab that is closed while it waits does not keep the others from sending', async () => {
  const { browser, changes, server, tab, clock } = await listed();
  const other = await browser.open();
  await other.list();
  server.next('POST /api/todos', AWAY);
  changes.add({ name: 'one' });
  await settled();
  tab.close();
  await clock.pass(WHILE);
  other.app.changes.add({ name: 'two' });
  await clock.pass(WHILE);
  assert.deepEqual(server.names, ['two', 'one']);
});

test('a refused todo stays to be corrected or discarded, and holds up nothing', async () => {
  const { browser, changes, outbox, server, tab } = await listed();
  const refusal = { status: 400, body: { status: 400, violations: [{ field: 'create.todo.name', message: 'must not be odd' }] } };
  server.next('POST /api/todos', refusal);
  changes.add({ name: 'odd' });
  changes.add({ name: 'even' });
  await settled();
  assert.deepEqual(server.names, ['even']);
  assert.deepEqual(tab.shown, ['odd', 'even']);
  assert.equal(tab.state.outbox[0].problem, 'must not be odd');

  const again = await tab.reload();
  await again.list();
  assert.equal(again.state.outbox[0].problem, 'must not be odd', 'also after a reload');
  assert.equal(server.asked('POST /api/todos').length, 2, 'not sent by itself');

  server.next('POST /api/todos', refusal);
  await again.app.outbox.retry(again.state.outbox[0].key);
  await settled();
  assert.equal(server.asked('POST /api/todos').length, 3, 'sent when somebody wants it');
  assert.equal(again.state.outbox[0].problem, 'must not be odd');

  await again.app.outbox.discard(again.state.outbox[0].key);
  assert.deepEqual(again.shown, ['even']);
  assert.deepEqual(browser.database.all('outbox'), []);
  await outbox.retry('of no entry');
});

test('without words of the server a refused todo says that it did not work', async () => {
  const { changes, server, tab } = await listed();
  server.next('POST /api/todos', { status: 500, body: '<h1>Oh</h1>' });
  changes.add({ name: 'one' });
  await settled();
  assert.equal(tab.state.outbox[0].problem, 'That did not work. Please try again.');
});

for (const { kind, act, asks, after } of KINDS) {
  test(`${kind}: a page of the hotel’s in place of an answer acknowledges nothing`, async () => {
    const page = await listed('one', 'two');
    page.server.next(asks, { status: 200, body: '<h1>Welcome to the hotel</h1>' });
    act(page);
    await page.clock.pass(WHILE);
    assert.equal(page.server.asked(asks).length, 2);
    assert.equal(page.tab.state.outbox.length, 0);
    await page.tab.list();
    assert.deepEqual(page.tab.shown, after);
  });
}

test('any other refused change is taken back, and says so', async () => {
  const { changes, server, tab } = await listed('one');
  server.next('POST /api/todos/delete', { status: 400 });
  changes.remove([tab.state.todos[0]]);
  assert.deepEqual(tab.shown, []);
  await settled();
  assert.deepEqual(tab.shown, ['one']);
  assert.equal(tab.state.toasts.at(-1).text, 'Could not save the change: one');
});

test('a change of a todo that is gone says that', async () => {
  const { changes, server, tab } = await listed('one', 'two');
  server.session.todos.shift();
  changes.moveBy(tab.state.todos[0], 1);
  await settled();
  assert.equal(tab.state.toasts.at(-1).text, 'This todo was deleted elsewhere.');
});

test('a todo that waits can be discarded, or tried at once', async () => {
  const { changes, outbox, server, tab } = await listed();
  server.trouble = AWAY;
  changes.add({ name: 'one' });
  changes.add({ name: 'two' });
  await settled();
  await outbox.discard(tab.state.outbox[0].key);
  assert.deepEqual(tab.shown, ['two']);
  server.trouble = undefined;
  await outbox.retry(tab.state.outbox[0].key);
  await settled();
  assert.deepEqual(server.names, ['two']);
});

test('another person neither sees nor sends it; it waits for the one who typed it', async () => {
  const { browser, changes, clock, server, tab } = await listed();
  server.person('Bob');
  server.next('POST /api/todos', AWAY);
  changes.add({ name: 'of Ann' });
  await settled();
  await tab.signOut();
  await tab.signIn('Bob');
  await clock.pass(WHILE);
  assert.deepEqual(tab.shown, []);
  assert.equal(tab.state.outbox.length, 0);
  const again = await tab.reload();
  await again.list();
  await clock.pass(WHILE);
  assert.deepEqual(again.shown, []);
  assert.deepEqual(server.names, []);
  assert.equal(browser.database.all('outbox').length, 1);

  await again.signOut();
  await again.signIn('Ann');
  assert.deepEqual(server.names, ['of Ann']);
  assert.deepEqual(again.shown, ['of Ann']);
});

test('an answer that comes when another person has signed in shows her nothing', async () => {
  const { changes, server, tab } = await listed();
  server.person('Bob');
  const ann = server.session;
  let answer;
  server.next('POST /api/todos', () => new Promise((resolve) => { answer = () => resolve({ status: 201, body: server.todo({ name: 'of Ann' }, ann) }); }));
  changes.add({ name: 'of Ann' });
  await settled();
  await tab.signOut();
  await tab.signIn('Bob');
  answer();
  await settled();
  assert.deepEqual(tab.shown, []);
  assert.equal(tab.state.total, 0);
});

test('what is typed before the server has said who it is belongs to whom it names', async () => {
  const browser = new Browser();
  const tab = await browser.open();
  tab.app.changes.add({ name: 'early' });
  await settled();
  assert.deepEqual(tab.shown, ['early']);
  assert.deepEqual(browser.server.requests, []);
  await tab.list();
  assert.deepEqual(browser.server.names, ['early']);
  assert.deepEqual(tab.shown, ['early']);
});

test('typed before anybody was known, it survives the way to the door and a reload there', async () => {
  const browser = new Browser();
  browser.server.session = null;
  const tab = await browser.open();
  tab.app.changes.add({ name: 'early' });
  await tab.list();
  assert.equal(tab.address, '/user/login');
  const again = await tab.reload();
  await again.signIn('Ann');
  assert.deepEqual(browser.server.names, ['early']);
  assert.deepEqual(again.shown, ['early']);
});

test('without a session nothing is sent; after signing in again it is', async () => {
  const { changes, server, tab } = await listed();
  const { session } = server;
  server.session = null;
  changes.add({ name: 'one' });
  await settled();
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.expired, true);
  server.requests.length = 0;
  changes.add({ name: 'two' });
  await settled();
  assert.deepEqual(server.requests, []);
  await tab.signIn('Ann');
  assert.equal(server.session, session);
  assert.deepEqual(server.names, ['two', 'one']);
  assert.deepEqual(tab.shown, ['two', 'one']);
});

for (const [what, prepare] of Object.entries({
  'where the browser has no IndexedDB': (browser) => browser.without.push('indexedDB'),
  'where IndexedDB does not open': (browser) => { browser.database.broken = true; },
})) {
  test(`${what}, only a reload loses what waits`, async () => {
    const browser = new Browser();
    prepare(browser);
    const tab = await browser.open();
    await tab.list();
    browser.server.next('POST /api/todos', AWAY);
    tab.app.changes.add({ name: 'one' });
    await browser.clock.pass(1);
    tab.app.changes.add({ name: 'two' });
    await browser.clock.pass(WHILE);
    assert.deepEqual(browser.server.names, ['two', 'one']);
    assert.deepEqual(tab.shown, ['two', 'one']);
    assert.equal(tab.state.outbox.length, 0);
  });
}

for (const [what, prepare] of Object.entries({
  'when the disk is full': (database) => { database.refuses = ['put']; },
  'when IndexedDB does nothing any more': (database) => { database.broken = true; },
  'when the connection to IndexedDB is lost': (database) => { database.lose(); },
  'when the connection to IndexedDB is lost for good': (database) => { database.lose(); database.broken = true; },
})) {
  test(`${what}, what waits is shown and sent, in the order of typing`, async () => {
    const { browser, changes, clock, server, tab } = await listed();
    server.trouble = AWAY;
    changes.add({ name: 'before' });
    await settled();
    prepare(browser.database);
    changes.add({ name: 'one' });
    await settled();
    changes.add({ name: 'two' });
    await clock.pass(WHILE);
    assert.deepEqual(tab.shown, ['two', 'one', 'before']);
    assert.equal(tab.state.unsent.status, 503);
    server.trouble = undefined;
    await clock.pass(WHILE);
    assert.deepEqual(server.names, ['two', 'one', 'before']);
    assert.deepEqual(tab.shown, ['two', 'one', 'before']);
    assert.equal(tab.state.outbox.length, 0);
    await tab.list();
    await clock.pass(WHILE);
    assert.equal(new Set(keys(server.asked('POST /api/todos'))).size, 3);
    assert.equal(tab.state.outbox.length, 0, 'also when it is read again');
  });
}

test('when the disk has room again, what did not fit is still sent in the order of typing', async () => {
  const { browser, changes, clock, server, tab } = await listed();
  server.trouble = AWAY;
  browser.database.refuses = ['put'];
  changes.add({ name: 'one' });
  await settled();
  browser.database.refuses = [];
  changes.add({ name: 'two' });
  await clock.pass(WHILE);
  server.trouble = undefined;
  await clock.pass(WHILE);
  assert.deepEqual(server.names, ['two', 'one']);
  assert.equal(tab.state.outbox.length, 0);
});

test('with two tabs and a full disk each todo is added once', async () => {
  const { browser, changes, clock, server, tab } = await listed();
  const other = await browser.open();
  await other.list();
  server.trouble = AWAY;
  browser.database.refuses = ['put'];
  changes.add({ name: 'one' });
  await clock.pass(1);
  other.app.changes.add({ name: 'two' });
  await clock.pass(WHILE);
  server.trouble = undefined;
  await clock.pass(2 * WHILE);
  assert.deepEqual(server.names.sort(), ['one', 'two']);
  for (const each of [tab, other]) {
    assert.deepEqual(each.shown.sort(), ['one', 'two']);
    assert.equal(each.state.outbox.length, 0);
  }
});

test('a connection to IndexedDB that is lost is opened anew, so that a reload loses nothing', async () => {
  const { browser, changes, clock, server, tab } = await listed();
  server.trouble = AWAY;
  browser.database.lose();
  changes.add({ name: 'one' });
  await settled();
  server.trouble = undefined;
  const again = await tab.reload();
  await again.list();
  await clock.pass(WHILE);
  assert.deepEqual(server.names, ['one']);
  assert.deepEqual(browser.database.all('outbox'), []);
});

test('what IndexedDB does not let go is not sent again until a reload, and then once, with the same key', async () => {
  const { browser, changes, clock, server, tab } = await listed();
  browser.database.refuses = ['delete'];
  server.next('POST /api/todos', (request, act) => act());
  // Without this, a page that sends it again and again would do so for ever.
  const release = server.hold('POST /api/todos');
  changes.add({ name: 'one' });
  await clock.pass(WHILE);
  await tab.list();
  assert.equal(server.asked('POST /api/todos').length, 1);
  assert.equal(tab.state.outbox.length, 0);
  browser.database.refuses = [];
  release();
  const again = await tab.reload();
  await again.list();
  await clock.pass(WHILE);
  const sent = keys(server.asked('POST /api/todos'));
  assert.equal(sent.length, 2);
  assert.equal(sent[1], sent[0]);
  assert.deepEqual(again.shown, ['one']);
  assert.deepEqual(browser.database.all('outbox'), []);
});

test('a browser without locks and channels sends, too', async () => {
  const browser = new Browser();
  browser.without.push('BroadcastChannel');
  const tab = await browser.open();
  delete tab.window.navigator.locks;
  await tab.list();
  tab.app.changes.add({ name: 'one' });
  tab.app.changes.add({ name: 'two' });
  tab.app.outbox.send();
  await settled();
  assert.deepEqual(names(browser.server.asked('POST /api/todos')), ['one', 'two']);
});
