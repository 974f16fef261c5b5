import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

const AWAY = { status: 503 };
const WHILE = 20_000;
const PATCH = 'PATCH /api/todos/todo-1';

/** A browser with one todo of Ann's, whose edit form is open. */
async function editing(fields) {
  const browser = new Browser();
  const todo = browser.server.todo({ name: 'Plan', ...fields });
  const tab = await browser.open();
  await tab.list();
  tab.app.editing.open(tab.state.todos[0]);
  const { editing: { save, type, close, useOther } } = tab.app;
  return { browser, tab, todo, ...browser, type: (field, value) => type('todo-1', field, value), save: () => save('todo-1'), close: () => close('todo-1'), useOther: () => useOther('todo-1') };
}

const form = (tab) => plain(tab.state.edits['todo-1']);
const keys = (requests) => requests.map(({ headers }) => headers['Idempotency-Key']);
const texts = (tab) => plain(tab.state.toasts).map(({ text }) => text);

test('only what was changed is sent, for the version that was seen', async () => {
  const { server, tab, type, save, browser } = await editing({ description: 'Old', due: '2026-06-01' });
  type('name', '  Better plan ');
  type('due', '');
  await save();
  const [{ headers, body }] = server.asked(PATCH);
  assert.deepEqual(body, { name: 'Better plan', due: null });
  assert.equal(headers['If-Match'], '"1"');
  assert.equal(headers['Content-Type'], 'application/merge-patch+json');
  assert.equal(form(tab), undefined);
  assert.deepEqual(tab.shown, ['Better plan']);
  assert.equal(tab.state.announcement, 'Saved: Better plan');
  assert.deepEqual(browser.database.all('drafts'), []);
});

test('nothing changed, nothing sent', async () => {
  const { server, tab, save } = await editing();
  await save();
  assert.equal(form(tab), undefined);
  assert.deepEqual(server.asked(PATCH), []);
});

for (const [what, field, value, error] of [
  ['no name', 'name', '  ', 'Please fill this in.'],
  ['too long a name', 'name', 'x'.repeat(201), 'At most 200 characters, please.'],
  ['too long a description', 'description', 'x'.repeat(10_001), 'At most 10,000 characters, please.'],
]) {
  test(`${what} is said without asking the server`, async () => {
    const { server, tab, type, save } = await editing();
    type(field, value);
    await save();
    assert.deepEqual(form(tab).errors, { [field]: error });
    assert.equal(form(tab).draft[field], value);
    assert.deepEqual(server.asked(PATCH), []);
  });
}

test('while the service is away, the form stays, says so, and is sent again by itself with the same key', async () => {
  const { server, tab, type, save, clock, todo } = await editing();
  server.next(PATCH, AWAY, 'away', AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  assert.equal(form(tab).waiting, true);
  assert.equal(form(tab).draft.name, 'Better plan');
  await clock.pass(WHILE);
  const [key, ...repetitions] = keys(server.asked(PATCH));
  assert.match(key, /^[\da-f-]{36}$/);
  assert.deepEqual(repetitions, [key, key, key]);
  assert.equal(todo.name, 'Better plan');
  assert.equal(form(tab), undefined);
});

test('a lost answer looks like no change of anybody else', async () => {
  const { server, tab, type, save, clock, todo } = await editing();
  server.next(PATCH, 'lost');
  type('name', 'Better plan');
  save();
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 2);
  assert.equal(todo.version, 2, 'it was done once');
  assert.equal(form(tab), undefined);
  assert.deepEqual(tab.shown, ['Better plan']);
  assert.deepEqual(texts(tab), []);
});

test('a lost answer looks like no change of anybody else to a server that knows no keys, either', async () => {
  const { server, tab, type, save, clock } = await editing();
  server.next(PATCH, 'lost', { status: 412 });
  type('name', 'Better plan');
  save();
  await clock.pass(WHILE);
  assert.equal(form(tab), undefined);
  assert.deepEqual(tab.shown, ['Better plan']);
  assert.deepEqual(texts(tab), []);
});

test('sent by hand while it waits, it has the same key; changed before, another one', async () => {
  const { server, tab, type, save } = await editing();
  server.next(PATCH, AWAY, AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  save();
  await settled();
  type('name', 'Best plan');
  save();
  await settled();
  const [first, again, changed] = keys(server.asked(PATCH));
  assert.equal(again, first);
  assert.notEqual(changed, first);
  assert.deepEqual(tab.shown, ['Best plan']);
});

test('the next edit of the same todo has another key', async () => {
  const { server, tab, type, save } = await editing();
  type('name', 'Better plan');
  await save();
  tab.app.editing.open(tab.state.todos[0]);
  type('name', 'Plan');
  await save();
  assert.equal(new Set(keys(server.asked(PATCH))).size, 2);
});

test('given up while it waits, it is not sent again', async () => {
  const { server, tab, type, save, close, clock, browser } = await editing();
  server.next(PATCH, AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  close();
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 1);
  assert.equal(form(tab), undefined);
  assert.deepEqual(browser.database.all('drafts'), []);
});

for (const [what, fault] of Object.entries({ 'an answer': undefined, 'a failure': AWAY, 'a refusal': { status: 400, body: {} }, 'a newer version': { status: 412 } })) {
  test(`given up while it is on its way, the form does not come back with ${what}`, async () => {
    const { server, tab, type, save, close, clock, browser } = await editing();
    let answer;
    server.next(PATCH, (request, act) => new Promise((resolve) => { answer = () => resolve(fault ?? act()); }));
    type('name', 'Better plan');
    save();
    await settled();
    close();
    answer();
    await clock.pass(WHILE);
    assert.deepEqual(plain(tab.state.edits), {});
    assert.deepEqual(tab.shown, [fault ? 'Plan' : 'Better plan']);
    assert.deepEqual(browser.database.all('drafts'), []);
  });

  test(`with another person signed in, ${what} shows her nothing`, async () => {
    const { server, tab, type, save, clock } = await editing();
    server.person('Bob');
    let answer;
    const ann = server.session;
    server.next(PATCH, () => new Promise((resolve) => { answer = () => resolve(fault ?? { status: 200, body: server.change(ann.todos[0], { name: 'Better plan' }) }); }));
    type('name', 'Better plan');
    save();
    await settled();
    await tab.signOut();
    await tab.signIn('Bob');
    answer();
    await clock.pass(WHILE);
    assert.deepEqual(tab.shown, []);
    assert.deepEqual(plain(tab.state.edits), {});
    assert.equal(tab.state.announcement, '');
  });
}

test('given up while a newer version is read, the form does not come back, and nothing is sent', async () => {
  const { server, tab, type, save, close, todo } = await editing();
  server.change(todo, { description: 'Written elsewhere' });
  const release = server.hold('GET /api/todos/todo-1');
  type('name', 'Better plan');
  save();
  await settled();
  close();
  release();
  await settled();
  assert.deepEqual(plain(tab.state.edits), {});
  assert.equal(server.asked(PATCH).length, 1);
  assert.equal(todo.name, 'Plan');
});

test('what was saved in one tab is in the other', async () => {
  const { browser, tab, type, save } = await editing();
  const other = await browser.open();
  await other.list();
  type('name', 'Better plan');
  await save();
  await settled();
  assert.deepEqual([tab.shown, other.shown], [['Better plan'], ['Better plan']]);
});

test('what is being typed survives a reload', async () => {
  const { server, tab, type } = await editing();
  type('description', 'Half a sen');
  const again = await tab.reload();
  await again.list();
  assert.equal(form(again).draft.description, 'Half a sen');
  assert.equal(form(again).draft.name, 'Plan');
  assert.deepEqual(server.asked(PATCH), []);
});

test('what was sent and not saved is sent again after a reload, with the same key', async () => {
  const { server, tab, type, save, clock, todo } = await editing();
  server.next(PATCH, 'lost', AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  const again = await tab.reload();
  await again.list();
  await clock.pass(WHILE);
  const sent = keys(server.asked(PATCH));
  assert.equal(sent.length, 3);
  assert.equal(new Set(sent).size, 1);
  assert.equal(todo.version, 2);
  assert.equal(form(again), undefined);
  assert.deepEqual(texts(again), []);
});

test('what a page was saving when it went away is sent again by the next one, with the same key', async () => {
  const { server, tab, type, save, todo } = await editing();
  const release = server.hold(PATCH);
  type('name', 'Better plan');
  save();
  await settled();
  const again = await tab.reload();
  release();
  await again.list();
  await settled();
  const [first, second] = keys(server.asked(PATCH));
  assert.equal(second, first);
  assert.equal(todo.version, 2);
  assert.equal(form(again), undefined);
});

/** Another tab of the same person, which has seen that an edit of the first one waits. */
async function another(browser) {
  const other = await browser.open();
  await other.list();
  return other;
}

test('what one tab is saving no other one sends', async () => {
  const { browser, server, tab, type, save, clock, todo } = await editing();
  const release = server.hold(PATCH);
  type('name', 'Better plan');
  save();
  await settled();
  const other = await another(browser);
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 1);
  assert.equal(form(other), undefined);
  release();
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 1);
  assert.equal(todo.name, 'Better plan');
  assert.deepEqual([form(tab), form(other)], [undefined, undefined]);
  assert.deepEqual([tab.shown, other.shown], [['Better plan'], ['Better plan']]);
  assert.deepEqual(browser.database.all('drafts'), []);
});

test('what waits in one tab no other one sends, also when it is sent by hand', async () => {
  const { browser, server, type, save, clock } = await editing();
  server.next(PATCH, AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  const other = await another(browser);
  const release = server.hold(PATCH);
  save();
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 2);
  release();
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 2);
  assert.equal(form(other), undefined);
});

for (const [what, fault] of Object.entries({ 'is being saved': 'lost', 'waits': AWAY })) {
  test(`when a tab goes away while its edit ${what}, one of the others sends it, with the same key`, async () => {
    const { browser, server, tab, type, save, clock, todo } = await editing();
    const release = fault === 'lost' ? server.hold(PATCH) : server.next(PATCH, fault);
    type('name', 'Better plan');
    save();
    await settled();
    const others = [await another(browser), await another(browser)];
    assert.equal(server.asked(PATCH).length, 1);
    const answer = server.hold(PATCH);
    tab.close();
    release?.();
    await clock.pass(WHILE);
    assert.equal(server.asked(PATCH).length, 2, 'one of two');
    answer();
    await clock.pass(WHILE);
    const [first, ...again] = keys(server.asked(PATCH));
    assert.deepEqual(again, [first]);
    assert.deepEqual([todo.name, todo.version], ['Better plan', 2]);
    for (const other of others) {
      assert.equal(form(other), undefined);
      assert.deepEqual(other.shown, ['Better plan']);
    }
    assert.deepEqual(browser.database.all('drafts'), []);
  });
}

test('when the tab that has taken over an edit goes away, too, the last one sends it', async () => {
  const { browser, server, tab, type, save, clock, todo } = await editing();
  server.trouble = AWAY;
  type('name', 'Better plan');
  save();
  await settled();
  server.trouble = undefined;
  const others = [await another(browser), await another(browser)];
  server.next(PATCH, AWAY);
  tab.close();
  await settled();
  const [last] = others.filter((other) => !form(other));
  others.find((other) => form(other)).close();
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 3);
  assert.equal(new Set(keys(server.asked(PATCH))).size, 1);
  assert.equal(todo.name, 'Better plan');
  assert.deepEqual(last.shown, ['Better plan']);
});

test('an edit of a tab that goes away does not replace what is typed in another one', async () => {
  const { browser, server, tab, type, save, clock } = await editing();
  server.next(PATCH, AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  const other = await another(browser);
  other.app.editing.open(other.state.todos[0]);
  other.app.editing.type('todo-1', 'name', 'My plan');
  tab.close();
  await clock.pass(WHILE);
  assert.equal(form(other).draft.name, 'My plan');
  assert.equal(server.asked(PATCH).length, 1);
});

test('what is refused in one tab opens no form in another one', async () => {
  const { browser, server, tab, type, save, clock } = await editing();
  server.next(PATCH, AWAY, { status: 400 });
  type('name', 'Better plan');
  save();
  await settled();
  const other = await another(browser);
  await clock.pass(WHILE);
  assert.equal(form(tab).problem.status, 400);
  assert.equal(form(other), undefined);
  assert.equal(server.asked(PATCH).length, 2);
});

test('a browser without locks sends what a page has left, too', async () => {
  const { browser, server, tab, type, save, clock, todo } = await editing();
  delete tab.window.navigator.locks;
  server.next(PATCH, AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  tab.close();
  const next = await browser.open();
  delete next.window.navigator.locks;
  await next.list();
  await clock.pass(WHILE);
  assert.equal(todo.name, 'Better plan');
  assert.equal(form(next), undefined);
});

test('what was waiting when the person signed out is sent when she comes back, in the same page, too', async () => {
  const { server, tab, type, save, clock, todo } = await editing();
  server.next(PATCH, AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  await tab.signOut();
  await clock.pass(WHILE);
  assert.equal(server.asked(PATCH).length, 1);
  await tab.signIn('Ann');
  await clock.pass(WHILE);
  assert.equal(todo.name, 'Better plan');
  assert.equal(form(tab), undefined);
});

test('when the disk is full, what is typed is kept as long as the page is', async () => {
  const { browser, tab, type } = await editing();
  browser.database.refuses = ['put'];
  type('description', 'Half a sen');
  await tab.signOut();
  await tab.signIn('Ann');
  assert.equal(form(tab).draft.description, 'Half a sen');
});

test('what was refused is not sent again by the next page', async () => {
  const { server, tab, type, save } = await editing();
  server.next(PATCH, { status: 400 });
  type('name', 'Better plan');
  await save();
  const again = await tab.reload();
  await again.list();
  await settled();
  assert.equal(form(again).draft.name, 'Better plan');
  assert.equal(server.asked(PATCH).length, 1);
});

test('another person sees no draft; it waits for the one who typed it', async () => {
  const { browser, server, tab, type } = await editing();
  server.person('Bob');
  type('description', 'A secret');
  await tab.signOut();
  await tab.signIn('Bob');
  assert.deepEqual(plain(tab.state.edits), {});
  const again = await tab.reload();
  await again.list();
  assert.deepEqual(plain(again.state.edits), {});
  assert.equal(browser.database.all('drafts').length, 1);
  await again.signOut();
  await again.signIn('Ann');
  assert.equal(form(again).draft.description, 'A secret');
});

test('without a session the form keeps what was typed, and it can be saved after signing in again', async () => {
  const { server, tab, type, save, todo } = await editing();
  server.session = null;
  type('name', 'Better plan');
  await save();
  assert.equal(tab.address, '/user/login');
  assert.equal(form(tab).draft.name, 'Better plan');
  assert.equal(form(tab).busy, false);
  await tab.signIn('Ann');
  assert.equal(form(tab).draft.name, 'Better plan');
  await save();
  assert.equal(todo.name, 'Better plan');
  assert.deepEqual(tab.shown, ['Better plan']);
});

test('changes of different fields are both kept', async () => {
  const { server, tab, type, save, todo } = await editing();
  server.change(todo, { description: 'Written elsewhere' });
  type('name', 'Better plan');
  await save();
  assert.deepEqual([todo.name, todo.description], ['Better plan', 'Written elsewhere']);
  assert.equal(form(tab), undefined);
  assert.deepEqual(texts(tab), ['It had been changed elsewhere too. Both changes are kept.']);
  const sent = server.asked(PATCH);
  assert.deepEqual(sent.map(({ headers }) => headers['If-Match']), ['"1"', '"2"']);
  assert.equal(new Set(keys(sent)).size, 2, 'it is another request');
});

test('the same change made elsewhere needs no word', async () => {
  const { server, tab, type, save, todo } = await editing();
  server.change(todo, { name: 'Better plan' });
  type('name', 'Better plan');
  await save();
  assert.equal(form(tab), undefined);
  assert.deepEqual(texts(tab), []);
  assert.equal(todo.version, 2);
});

test('where both wrote, the person chooses: hers', async () => {
  const { server, tab, type, save, todo } = await editing();
  server.change(todo, { name: 'Their plan', description: 'Their words' });
  type('name', 'My plan');
  await save();
  assert.equal(form(tab).theirs.name, 'Their plan');
  assert.deepEqual(form(tab).draft, { name: 'My plan', description: 'Their words', due: '' });
  assert.equal(todo.name, 'Their plan');
  await save();
  assert.equal(todo.name, 'My plan');
  assert.equal(todo.description, 'Their words');
  assert.equal(form(tab), undefined);
});

test('where both wrote, the person chooses: the other', async () => {
  const { server, tab, type, save, todo, useOther } = await editing();
  server.change(todo, { name: 'Their plan' });
  type('name', 'My plan');
  await save();
  useOther();
  assert.equal(form(tab), undefined);
  assert.deepEqual(tab.shown, ['Their plan']);
  assert.equal(todo.name, 'Their plan');
});

test('a newer version that cannot be read now is read later', async () => {
  const { server, tab, type, save, todo, clock } = await editing();
  server.change(todo, { description: 'Written elsewhere' });
  server.next('GET /api/todos/todo-1', AWAY);
  type('name', 'Better plan');
  save();
  await settled();
  assert.equal(form(tab).waiting, true);
  await clock.pass(WHILE);
  assert.deepEqual([todo.name, todo.description], ['Better plan', 'Written elsewhere']);
});

test('a refusal of a version that is the newest is no endless loop', async () => {
  const { server, tab, type, save } = await editing();
  server.next(PATCH, { status: 412 });
  type('name', 'Better plan');
  await save();
  assert.equal(server.asked(PATCH).length, 1);
  assert.equal(form(tab).problem.status, 412);
  assert.equal(form(tab).draft.name, 'Better plan');
});

test('what the server says of a field stands at the field', async () => {
  const { server, tab, type, save } = await editing();
  server.next(PATCH, { status: 400, body: { status: 400, violations: [{ field: 'change.due', message: 'must be a day' }] } });
  type('due', '2026-02-31');
  await save();
  assert.deepEqual(form(tab).errors, { due: 'must be a day' });
  assert.equal(form(tab).draft.due, '2026-02-31');
  assert.equal(form(tab).busy, false);
});

test('a todo that is gone leaves the list with its form', async () => {
  const { server, tab, type, save, useOther } = await editing();
  server.session.todos.pop();
  type('name', 'Better plan');
  await save();
  assert.equal(form(tab).problem.status, 404);
  assert.deepEqual(tab.shown, ['Plan']);
  useOther();
  assert.deepEqual(tab.shown, []);
});
