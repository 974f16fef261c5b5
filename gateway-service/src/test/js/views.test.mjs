import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

const { app } = await new Browser().open();
const { viewOf, addressOf, parametersOf, belongs, canAdd, canMove, STATUSES, SORTS, VIEW_NAMES } = app.views;
const view = (address) => viewOf(new URL(address, 'http://localhost'));

for (const address of ['/', '/today', '/overdue', '/done', '/bin', '/all', '/?q=oat+milk', '/all?status=DONE&sort=-name', '/overdue?sort=name', '/done?q=%E7%89%9B%E5%A5%B6', '/all?q=a&status=PAUSED&sort=created']) {
  test(`${address} is a view, and its address is that again`, () => {
    assert.equal(addressOf(view(address)), address);
  });
}

for (const [address, meant] of [
  ['/welcome', '/'],
  ['/list/', '/'],
  ['/?sort=password', '/'],
  ['/?sort=position', '/'],
  ['/?status=DONE', '/'],
  ['/all?status=LOST', '/all'],
  ['/bin?sort=name', '/bin'],
  ['/done?sort=-updated', '/done'],
]) {
  test(`${address} shows the same as ${meant}`, () => {
    assert.equal(addressOf(view(address)), meant);
    assert.deepEqual(plain(view(address)), plain(view(meant)));
  });
}

test('a search has at most as many characters as the server takes', () => {
  assert.equal(view(`/?q=${'x'.repeat(300)}`).q.length, 200);
});

for (const [address, parameters] of [
  ['/', { status: 'IN_PROGRESS,PAUSED' }],
  ['/today', { status: 'IN_PROGRESS,PAUSED', dueFrom: '2026-05-13', dueTo: '2026-05-13' }],
  ['/overdue', { status: 'IN_PROGRESS,PAUSED', dueTo: '2026-05-12', sort: 'due' }],
  ['/done', { status: 'DONE', sort: '-updated' }],
  ['/bin', { deleted: 'true' }],
  ['/all', {}],
  ['/all?status=PAUSED&sort=-name&q=milk', { status: 'PAUSED', q: 'milk', sort: '-name' }],
]) {
  test(`${address} asks the API for ${new URLSearchParams(parameters)}`, () => {
    assert.deepEqual(plain(parametersOf(view(address))), parameters);
  });
}

test('a today’s todo is the same to the letter as what the gateway lets the browser ask for', () => {
  assert.equal(`${new URLSearchParams({ size: '50', ...parametersOf(view('/done?q=oat+milk')) })}`, 'size=50&status=DONE&q=oat+milk&sort=-updated');
});

const todo = (fields) => ({ name: 'Oat milk', description: 'Two litres', status: 'IN_PROGRESS', due: null, deletedAt: null, ...fields });
for (const [address, fields, expected] of [
  ['/', {}, true],
  ['/', { status: 'PAUSED' }, true],
  ['/', { status: 'DONE' }, false],
  ['/', { status: 'CLOSED' }, false],
  ['/', { deletedAt: '2026-05-13T10:00:00Z' }, false],
  ['/bin', { deletedAt: '2026-05-13T10:00:00Z' }, true],
  ['/bin', {}, false],
  ['/today', { due: '2026-05-13' }, true],
  ['/today', { due: '2026-05-14' }, false],
  ['/today', {}, false],
  ['/overdue', { due: '2026-05-12' }, true],
  ['/overdue', { due: '2026-05-13' }, false],
  ['/overdue', {}, false],
  ['/done', { status: 'DONE' }, true],
  ['/all', { status: 'CLOSED' }, true],
  ['/all?status=DONE', { status: 'CLOSED' }, false],
  ['/?q=MILK', {}, true],
  ['/?q=litre', {}, true],
  ['/?q=bread', {}, false],
  ['/?q=milk', { description: null }, true],
]) {
  test(`a todo with ${JSON.stringify(fields)} ${expected ? 'belongs' : 'does not belong'} to ${address}`, () => {
    assert.equal(belongs(todo(fields), view(address)), expected);
  });
}

test('todos are added where they would be seen, and moved where places count', () => {
  const where = (can) => ['/', '/today', '/overdue', '/done', '/bin', '/all', '/?q=x', '/all?status=IN_PROGRESS', '/all?status=DONE', '/?sort=name'].filter((address) => can(view(address)));
  assert.deepEqual(where(canAdd), ['/', '/today', '/all', '/all?status=IN_PROGRESS', '/?sort=name']);
  assert.deepEqual(where(canMove), ['/', '/today', '/all', '/?q=x', '/all?status=IN_PROGRESS', '/all?status=DONE']);
});

test('what can be chosen has words', () => {
  for (const name of VIEW_NAMES) assert.ok(app.language.t(name) && app.language.t(`${name}Title`));
  for (const status of STATUSES) assert.ok(app.language.t(status));
  assert.equal(SORTS.length, 5);
});

// --- The address

const opened = async (address) => {
  const tab = await new Browser().open(address);
  return { tab, ...tab.app.router };
};

test('another address is another view, and back is the one of before', async () => {
  const { tab, go } = await opened('/');
  go('/done?q=milk');
  assert.equal(tab.address, '/done?q=milk');
  assert.equal(tab.state.path, '/done');
  assert.equal(tab.state.view.name, 'done');
  assert.equal(tab.state.stale, true);
  Object.assign(tab.location, { pathname: '/', search: '' });
  await tab.hears('popstate');
  assert.equal(tab.state.view.name, 'open');
});

test('the same view stays as it is', async () => {
  const { tab, go } = await opened('/');
  const { view: before } = tab.state;
  go('/account');
  go('/');
  assert.equal(tab.state.view, before);
  assert.equal(tab.state.stale, false);
});

const click = (link, rest) => ({ button: 0, target: { closest: () => link }, preventDefault() { this.prevented = true; }, ...rest });
const link = (rest) => ({ origin: 'http://localhost:8080', pathname: '/done', search: '?q=x', target: '', hasAttribute: () => false, ...rest });

test('a link of ours changes the view', async () => {
  const { tab, follow } = await opened('/');
  const event = click(link());
  follow(event);
  assert.equal(event.prevented, true);
  assert.equal(tab.address, '/done?q=x');
});

for (const [what, event] of Object.entries({
  'no link': click(null),
  'a link to elsewhere': click(link({ origin: 'https://example.com' })),
  'a link for another tab': click(link({ target: '_blank' })),
  'a download': click(link({ hasAttribute: (name) => name === 'download' })),
  'another button': click(link(), { button: 1 }),
  'Ctrl': click(link(), { ctrlKey: true }),
  'Shift': click(link(), { shiftKey: true }),
})) {
  test(`a click with ${what} is the browser’s`, async () => {
    const { tab, follow } = await opened('/');
    follow(event);
    assert.equal(event.prevented, undefined);
    assert.equal(tab.address, '/');
  });
}

for (const [redirect, address] of [
  ['/done?q=x', '/done?q=x'],
  ['/', '/'],
  ['https://example.com/', '/'],
  ['//example.com/done', '/'],
  ['javascript:alert(1)', '/'],
  ['/user/login', '/'],
  ['/user/register?redirect=/done', '/'],
  ['http://[', '/'],
]) {
  test(`after signing in, ${redirect} leads to ${address}`, async () => {
    const { returnAddress } = await opened(`/user/login?${new URLSearchParams({ redirect })}`);
    assert.equal(returnAddress(), address);
  });
}

test('the door knows where to return, also by way of registering', async () => {
  const { withReturn, SIGN_IN, REGISTER } = await opened('/');
  assert.equal(withReturn(SIGN_IN), '/user/login');
  const done = await opened('/done?q=x');
  assert.equal(done.withReturn(SIGN_IN), '/user/login?redirect=%2Fdone%3Fq%3Dx');
  const door = await opened('/user/login?redirect=%2Fdone%3Fq%3Dx');
  assert.equal(door.withReturn(REGISTER), '/user/register?redirect=%2Fdone%3Fq%3Dx');
});

// --- Keys

const press = (key, rest) => ({ key, target: { matches: () => false }, preventDefault() { this.prevented = true; }, ...rest });

async function pressing(event, { address = '/', prepare } = {}) {
  const browser = new Browser();
  const tab = await browser.open(address);
  const done = [];
  for (const selector of ['add-todo', 'add-todo input', 'list-tools [type=search]']) tab.elements.set(selector, { focus: () => done.push(selector) });
  prepare?.(tab);
  tab.app.keys.pressed(event, { help: () => done.push('help') });
  await browser.clock.pass(20);
  return { tab, done, event };
}

test('? is help, / is search, digits are views, n is a new todo', async () => {
  assert.deepEqual((await pressing(press('?'))).done, ['help']);
  assert.deepEqual((await pressing(press('/'))).done, ['list-tools [type=search]']);
  assert.equal((await pressing(press('4'))).tab.address, '/done');
  const { done, event } = await pressing(press('n'), { prepare: (tab) => tab.app.state.update({ user: { name: 'Ann' } }) });
  assert.deepEqual(done, ['add-todo input']);
  assert.equal(event.prevented, true);
});

test('a new todo where none can be added is one of the open ones', async () => {
  const { tab } = await pressing(press('n'), { address: '/bin', prepare: (each) => each.elements.delete('add-todo') });
  assert.equal(tab.address, '/');
});

for (const [what, event, prepare] of [
  ['while a text is being typed', press('?', { target: { matches: () => true } })],
  ['with Ctrl', press('?', { ctrlKey: true })],
  ['while Chinese characters are being put in', press('?', { isComposing: true })],
  ['that means nothing', press('7')],
  ['while a dialog is open', press('?'), (tab) => tab.elements.set('dialog[open]', {})],
  ['when single keys are switched off', press('?'), (tab) => tab.app.keys.useSingleKeys(false)],
]) {
  test(`a key ${what} does nothing`, async () => {
    const { done, tab } = await pressing(event, { prepare });
    assert.deepEqual(done, []);
    assert.equal(tab.address, '/');
    assert.equal(event.prevented, undefined);
  });
}

test('whether single keys work is remembered, where the browser can', async () => {
  const browser = new Browser();
  const { keys } = (await browser.open()).app;
  assert.equal(keys.singleKeys(), true);
  keys.useSingleKeys(false);
  assert.equal((await browser.open()).app.keys.singleKeys(), false);
  keys.useSingleKeys(true);
  assert.equal(keys.singleKeys(), true);
  browser.without.push('localStorage');
  const { keys: forgetful } = (await browser.open()).app;
  forgetful.useSingleKeys(false);
  assert.equal(forgetful.singleKeys(), true);
  await settled();
});
