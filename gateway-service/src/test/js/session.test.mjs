import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

async function listed(...names) {
  const browser = new Browser();
  browser.server.list(...names);
  browser.server.person('Bob');
  const tab = await browser.open();
  await tab.list();
  return { browser, tab, ...browser, ...tab.app };
}

/** Everything in the state that is a person's own. */
const own = ({ path, view, version, ...rest }) => plain({ ...rest, leaving: [...rest.leaving], selected: [...rest.selected] });

test('signing in leads to where one wanted to go, and the list comes', async () => {
  const browser = new Browser();
  browser.server.list('one');
  browser.server.session = null;
  const tab = await browser.open('/user/login?redirect=%2Fall%3Fq%3Do');
  await tab.app.session.signIn('Ann', 'correct horse');
  assert.equal(tab.address, '/all?q=o');
  assert.equal(tab.state.user.name, 'Ann');
  assert.equal(tab.state.confirmed, true);
  await tab.list();
  assert.deepEqual(tab.shown, ['one']);
});

test('a wrong password changes nothing', async () => {
  const browser = new Browser();
  browser.server.session = null;
  const tab = await browser.open('/user/login');
  await assert.rejects(tab.app.session.signIn('Ann', 'wrong'), { status: 401 });
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.user, null);
  assert.equal(tab.state.expired, false);
});

test('registering signs in at once', async () => {
  const browser = new Browser();
  browser.server.session = null;
  const tab = await browser.open('/user/register');
  await tab.app.session.register({ name: 'Cleo', password: 'correct horse' });
  assert.equal(tab.address, '/');
  assert.equal(tab.state.user.name, 'Cleo');
  await assert.rejects(tab.app.session.register({ name: 'Ann', password: 'correct horse' }), { status: 409 });
});

test('the name is remembered for the next page, and only as long as somebody is signed in', async () => {
  const { browser, tab, session } = await listed();
  assert.equal((await browser.open()).state.user.name, 'Ann', 'before the server has answered');
  assert.equal((await browser.open()).state.confirmed, false);
  await session.signOut();
  assert.equal((await browser.open()).state.user, null);
  assert.equal(tab.state.user, null);
});

test('a page without storage works', async () => {
  const browser = new Browser();
  browser.without.push('localStorage', 'sessionStorage');
  const tab = await browser.open();
  await tab.list();
  assert.equal(tab.state.user.name, 'Ann');
  await tab.signOut();
  assert.equal(tab.state.user, null);
});

test('signing out leaves nothing of the person in the page', async () => {
  const { tab, changes, selecting, editing } = await listed('one', 'two');
  const fresh = own((await new Browser().open()).state);
  editing.open(tab.state.todos[0]);
  selecting.toggle(tab.state.todos[1].id);
  changes.add({ name: 'three' });
  changes.remove([tab.state.todos[1]]);
  await settled();
  await tab.signOut();
  assert.equal(tab.address, '/user/login');
  assert.deepEqual(own(tab.state), fresh);
});

test('the next person sees nothing of the one before', async () => {
  const { tab, server, changes, editing } = await listed('one', 'two');
  server.todo({ name: 'of Bob' }, server.person('Bob'));
  editing.open(tab.state.todos[0]);
  changes.add({ name: 'three' });
  await settled();
  await tab.signOut();
  await tab.signIn('Bob');
  assert.deepEqual(tab.shown, ['of Bob']);
  const { todos, ...rest } = own(tab.state);
  assert.deepEqual(rest.edits, {});
  assert.deepEqual(rest.toasts, []);
  assert.equal(rest.announcement, '');
  assert.equal(rest.counts.total, 1);
});

test('without a sign-out in between, either', async () => {
  const { tab, server, changes } = await listed('one');
  changes.remove([tab.state.todos[0]]);
  server.session = null;
  await settled();
  await tab.signIn('Bob');
  assert.deepEqual(tab.shown, []);
  assert.deepEqual(plain(tab.state.toasts), []);
  assert.equal(tab.state.user.name, 'Bob');
  assert.equal(tab.state.expired, false);
});

test('who is signed in by now is found out by the list', async () => {
  const { tab, server } = await listed('one');
  server.session = server.person('Bob');
  await tab.list();
  assert.equal(tab.state.user.name, 'Bob');
  assert.deepEqual(tab.shown, []);
});

test('a session that has ended is said at the door, also if several requests hear of it', async () => {
  const { tab, server, changes } = await listed('one');
  server.session = null;
  const release = server.hold('GET /api/home');
  changes.add({ name: 'two' });
  tab.app.todos.refresh();
  await settled();
  release();
  await settled();
  assert.equal(server.requests.filter(({ path }) => path !== '/api/home').length, 1);
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.expired, true);
  assert.equal(tab.state.user.name, 'Ann', 'whose the typed text is');
  await tab.signIn('Ann');
  assert.equal(tab.state.expired, false);
  assert.deepEqual(tab.shown, ['two', 'one']);
});

test('somebody who has not been here is not told that a session has ended', async () => {
  const browser = new Browser();
  browser.server.session = null;
  const tab = await browser.open();
  await tab.list();
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.expired, false);
});

test('signing out that fails is said and can be tried again', async () => {
  const { tab, server, session } = await listed('one');
  server.next('DELETE /api/session', { status: 503 });
  await session.signOut();
  assert.equal(tab.state.user.name, 'Ann');
  const [{ text, action }] = tab.state.toasts;
  assert.equal(text, 'Could not sign out.');
  await action();
  assert.equal(tab.state.user, null);
});

test('signing out without a session is signed out', async () => {
  const { tab, server, session } = await listed('one');
  server.session = null;
  await session.signOut();
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.user, null);
  assert.equal(tab.state.expired, false);
});

test('signing out elsewhere stays signed in here, everywhere does not', async () => {
  const { tab, server, session } = await listed('one');
  await session.signOutElsewhere();
  assert.equal(server.asked('DELETE /api/sessions/others').length, 1);
  assert.equal(tab.state.toasts.at(-1).text, 'All other devices have to sign in again.');
  assert.equal(tab.state.user.name, 'Ann');
  await session.signOutEverywhere();
  assert.equal(server.session, null);
  assert.equal(tab.state.user, null);
  assert.equal(tab.state.toasts.at(-1).text, 'You are signed out everywhere. Please sign in again.');
  assert.equal(tab.address, '/user/login');
});

test('of an account that is gone nothing is kept, of another person’s everything', async () => {
  const { browser, tab, server, changes, editing, session } = await listed('one');
  server.trouble = { status: 503 };
  changes.add({ name: 'of Ann' });
  editing.open(tab.state.todos[0]);
  editing.type('todo-1', 'name', 'one of Ann');
  await settled();
  server.trouble = undefined;
  await tab.signOut();
  await tab.signIn('Bob');
  server.trouble = { status: 503 };
  changes.add({ name: 'of Bob' });
  await settled();
  server.trouble = undefined;
  await assert.rejects(session.deleteAccount('wrong'), { status: 403 });
  assert.equal(browser.database.all('outbox').length, 2);
  await session.deleteAccount('correct horse');
  assert.deepEqual(browser.database.all('outbox').map(({ fields }) => fields.name), ['of Ann']);
  assert.equal(browser.database.all('drafts').length, 1);
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.toasts.at(-1).text, 'The account and its todos are deleted.');
});

test('a changed name is shown and remembered, and nothing is loaded anew for it', async () => {
  const { tab, server, browser, api, session } = await listed('one');
  const asked = server.asked('GET /api/home').length;
  session.welcome(await api.api.changeMe({ name: 'Anna', currentPassword: 'correct horse' }));
  await settled();
  assert.equal(tab.state.user.name, 'Anna');
  assert.deepEqual(tab.shown, ['one']);
  assert.equal(server.asked('GET /api/home').length, asked);
  assert.equal((await browser.open()).state.user.name, 'Anna');
});

// --- The devices

test('somebody who was not known here before sees the devices, too', async () => {
  const browser = new Browser();
  browser.server.device({ current: true });
  const tab = await browser.open('/account');
  const release = browser.server.hold('GET /api/me');
  const loaded = tab.app.session.loadAccount();
  await settled();
  release();
  await loaded;
  await settled();
  assert.equal(tab.state.user.name, 'Ann');
  assert.equal(tab.state.sessions.length, 1);
});

test('a device is signed out, is gone from the list, and that is said', async () => {
  const { tab, server, session } = await listed();
  server.device({ device: 'Mozilla/5.0 (Windows NT 10.0; rv:128.0) Gecko/20100101 Firefox/128.0' });
  const here = server.device({ current: true });
  await session.loadSessions();
  assert.deepEqual(plain(tab.state.sessions).map(({ current }) => current), [true, false]);
  await session.endSession(tab.state.sessions[1]);
  assert.deepEqual(plain(tab.state.sessions), [here]);
  assert.equal(tab.state.toasts.at(-1).text, 'Firefox on Windows has to sign in again.');
  await session.loadSessions();
  assert.deepEqual(plain(tab.state.sessions), [here]);
});

test('a device that could not be signed out stays in the list', async () => {
  const { tab, server, session } = await listed();
  const { id } = server.device({});
  await session.loadSessions();
  server.next(`DELETE /api/sessions/${id}`, { status: 503 });
  await assert.rejects(session.endSession(tab.state.sessions[0]), { status: 503 });
  assert.deepEqual(plain(tab.state.sessions).map((each) => each.id), [id]);
  assert.deepEqual(plain(tab.state.toasts), []);
});

test('where all others are signed out, this device is the only one left', async () => {
  const { tab, server, session } = await listed();
  server.device({});
  server.device({ current: true });
  server.device({});
  await session.loadSessions();
  await session.signOutElsewhere();
  assert.deepEqual(plain(tab.state.sessions).map(({ current }) => current), [true]);
});

test('a new password signs the others out, and the list shows it', async () => {
  const { tab, server, session } = await listed();
  server.device({});
  server.device({ current: true });
  await session.loadSessions();
  await session.changePassword('correct horse', 'another horse');
  await settled();
  assert.deepEqual(plain(tab.state.sessions).map(({ current }) => current), [true]);
  server.next('GET /api/sessions', { status: 503 });
  await session.changePassword('another horse', 'correct horse');
  await settled();
  assert.equal(tab.state.sessions, null, 'rather than what is no longer so');
});

// --- The second factor

test('turning it on gives recovery codes, signs the others out, and is seen; so is turning it off', async () => {
  const { tab, server, session } = await listed();
  server.device({});
  server.device({ current: true });
  await session.loadAccount();
  assert.deepEqual(plain(tab.state.secondFactor), { on: false, recoveryCodes: 0 });
  await assert.rejects(session.turnOnSecondFactor('correct horse', '000000'), { status: 403 });
  assert.deepEqual(plain(await session.turnOnSecondFactor('correct horse', '123456')), ['AAAA', 'BBBB']);
  await settled();
  assert.deepEqual(plain(tab.state.secondFactor), { on: true, recoveryCodes: 2 });
  assert.deepEqual(plain(tab.state.sessions).map(({ current }) => current), [true]);
  await session.turnOffSecondFactor('correct horse', '123456');
  assert.deepEqual(plain(tab.state.secondFactor), { on: false, recoveryCodes: 0 });
});

test('signing in takes the code', async () => {
  const { tab, server } = await listed();
  server.session.factor.on = true;
  server.session = null;
  const other = tab.app.session;
  await assert.rejects(other.signIn('Ann', 'correct horse'), { status: 401, type: 'urn:todolist:problem:code-needed' });
  await other.signIn('Ann', 'correct horse', '123456');
  assert.equal(tab.state.confirmed, true);
});

test('that the second factor is not known is said', async () => {
  const { server, session } = await listed();
  server.next('GET /api/me/second-factor', { status: 503, body: { status: 503 } });
  await assert.rejects(session.loadAccount(), { status: 503 });
});

// --- What is under way when a session ends

const ENDS = {
  'signing out': ({ session }) => session.signOut(),
  'signing out everywhere': ({ session }) => session.signOutEverywhere(),
  'the end of the account': ({ session }) => session.deleteAccount('correct horse'),
};

for (const [what, end] of Object.entries(ENDS)) {
  test(`${what}: an answer that comes later does not bring the session back`, async () => {
    const page = await listed('one');
    const releases = ['GET /api/home', 'POST /api/todos'].map((each) => page.server.renew(each));
    page.todos.refresh();
    page.changes.add({ name: 'two' });
    await settled();
    await end(page);
    for (const release of releases) release();
    await page.clock.pass(60_000);
    assert.equal(page.server.session, null);
    assert.equal(page.tab.state.user, null);
    assert.equal(page.tab.address, '/user/login');
  });
}

test('an answer that comes later to another tab does not bring the session back, either', async () => {
  const { browser, server, session } = await listed('one');
  const other = await browser.open();
  await other.list();
  const release = server.renew('GET /api/home');
  other.app.todos.refresh();
  await settled();
  await session.signOut();
  await settled();
  release();
  await settled();
  assert.equal(server.session, null);
  assert.equal(other.state.user, null);
});

test('what was under way when its person signed out is sent when she is back, with the same key', async () => {
  const { tab, server, changes, editing, clock } = await listed('one');
  const [{ id }] = tab.state.todos;
  const releases = ['POST /api/todos', `PATCH /api/todos/${id}`].map((each) => server.hold(each));
  changes.add({ name: 'two' });
  changes.add({ name: 'three' });
  editing.open(tab.state.todos[0]);
  editing.type(id, 'name', 'one more');
  editing.save(id);
  await settled();
  await tab.signOut();
  await tab.signIn();
  await clock.pass(20_000);
  assert.deepEqual(tab.shown, ['three', 'two', 'one more']);
  assert.deepEqual(server.names, ['three', 'two', 'one more']);
  // What had arrived before is answered as the one that was sent again.
  for (const release of releases) release();
  await settled();
  assert.deepEqual(server.names, ['three', 'two', 'one more']);
  for (const asked of ['POST /api/todos', `PATCH /api/todos/${id}`]) {
    const [first, second] = server.asked(asked).map(({ headers }) => headers['Idempotency-Key']);
    assert.equal(first, second);
  }
});

test('while the session ends, nothing else goes out', async () => {
  const { tab, server, changes, clock, session, todos } = await listed('one');
  server.requests.length = 0;
  const release = server.hold('DELETE /api/session');
  session.signOut();
  changes.add({ name: 'two' });
  todos.refresh();
  await clock.pass(20_000);
  assert.deepEqual(server.requests.map(({ method, path }) => `${method} ${path}`), ['DELETE /api/session']);
  release();
  await clock.pass(20_000);
  assert.equal(tab.state.user, null);
  await tab.signIn();
  assert.deepEqual(server.names, ['two', 'one']);
});

test('where the session does not end, what was under way is done', async () => {
  const { tab, server, changes, clock, session } = await listed('one');
  const release = server.hold('POST /api/todos');
  server.next('DELETE /api/session', { status: 503 });
  changes.add({ name: 'two' });
  await settled();
  await session.signOut();
  await clock.pass(20_000);
  release();
  await settled();
  assert.deepEqual(server.names, ['two', 'one']);
  assert.deepEqual(tab.shown, ['two', 'one']);
  assert.equal(tab.state.unsent, null);
});

// --- Cookies are the whole browser's

test('signing out in one tab signs out all', async () => {
  const { browser, tab, session } = await listed('one');
  const other = await browser.open('/done');
  await other.list();
  await session.signOut();
  await settled();
  assert.equal(other.state.user, null);
  assert.equal(other.state.todos, null);
  assert.equal(other.address, '/user/login?redirect=%2Fdone');
  assert.deepEqual([tab.reloads, other.reloads], [0, 0]);
});

test('another person who signs in in one tab is who the others start anew with', async () => {
  const { browser, tab } = await listed('one');
  const other = await browser.open('/user/login');
  await other.app.session.signIn('Bob', 'correct horse');
  await settled();
  assert.equal(tab.reloads, 1);
  assert.equal(other.reloads, 0);
});

test('signing in again in one tab starts the others anew only where the session had ended', async () => {
  const { browser, tab, server } = await listed('one');
  const other = await browser.open();
  await other.list();
  server.session = null;
  await tab.app.todos.refresh();
  assert.equal(tab.state.expired, true);
  server.session = server.person('Ann');
  await other.app.session.signIn('Ann', 'correct horse');
  await settled();
  assert.equal(tab.reloads, 1);
  const third = await browser.open();
  await third.list();
  await other.app.session.signIn('Ann', 'correct horse');
  await settled();
  assert.equal(third.reloads, 0);
});

// --- Half a line

test('half a line survives a reload, for the one who types it', async () => {
  const { tab, unfinished } = await listed();
  unfinished.keepUnfinished('Half a li');
  const again = await tab.reload();
  assert.equal(again.app.unfinished.unfinished(), 'Half a li');
  await again.list();
  await again.signOut();
  await again.signIn('Bob');
  assert.equal(again.app.unfinished.unfinished(), '');
});

test('half a line that was typed before anybody was known is whoever’s comes', async () => {
  const browser = new Browser();
  const tab = await browser.open();
  tab.app.unfinished.keepUnfinished('Half a li');
  await tab.list();
  assert.equal(tab.app.unfinished.unfinished(), 'Half a li');
});

test('without storage half a line is lost, and nothing else', async () => {
  const browser = new Browser();
  browser.without.push('sessionStorage');
  const tab = await browser.open();
  tab.app.unfinished.keepUnfinished('Half a li');
  assert.equal(tab.app.unfinished.unfinished(), '');
});
