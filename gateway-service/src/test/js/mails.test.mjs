import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

const TOKEN = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA';

/** Nobody is signed in. */
async function opened(address, browser = new Browser()) {
  browser.server.session = null;
  const tab = await browser.open(address);
  return { browser, tab, server: browser.server, ...tab.app };
}

// --- The links

for (const address of ['/verify-email', '/reset-password', '/unsubscribe']) {
  test(`${address}: the token leaves the address as soon as it is read, and is kept nowhere else`, async () => {
    const { browser, tab } = await opened(`${address}#${TOKEN}`);
    assert.equal(tab.state.token, TOKEN);
    assert.equal(tab.address, address);
    assert.deepEqual(tab.history, [address]);
    assert.doesNotMatch(JSON.stringify([...browser.local, browser.cookies]), new RegExp(TOKEN));
    const again = await tab.reload();
    assert.equal(again.state.token, null);
  });
}

test('what follows a # elsewhere is no token and stays', async () => {
  for (const address of ['/user/login#x', '/#x', '/account#x', '/forgot-password#x']) {
    const { tab } = await opened(address);
    assert.equal(tab.state.token, null);
    assert.equal(tab.address, address);
  }
});

test('whoever goes on leaves the token behind', async () => {
  const { tab, router } = await opened(`/verify-email#${TOKEN}`);
  router.go('/forgot-password');
  assert.equal(tab.state.token, null);
});

test('another link in the same tab brings another token', async () => {
  const { tab } = await opened('/verify-email#one');
  tab.location.hash = '#two';
  await tab.hears('popstate');
  assert.equal(tab.state.token, 'two');
  assert.equal(tab.address, '/verify-email');
});

test('nobody who is not signed in is sent away from where links lead, or back there after signing in', async () => {
  for (const address of ['/verify-email', '/reset-password', '/unsubscribe', '/forgot-password']) {
    const { tab, api, router } = await opened(address);
    await assert.rejects(api.api.me(), { status: 401 });
    assert.equal(tab.address, address);
    assert.equal(router.withReturn('/user/login'), '/user/login');
    tab.location.search = `?redirect=${encodeURIComponent(address)}`;
    assert.equal(router.returnAddress(), '/');
  }
});

test('where one wanted to go is kept on the way by a forgotten password', async () => {
  const { tab, router } = await opened('/user/login?redirect=%2Fdone');
  router.go(router.withReturn(router.FORGOT));
  assert.equal(tab.address, '/forgot-password?redirect=%2Fdone');
  assert.equal(router.withReturn(router.SIGN_IN), '/user/login?redirect=%2Fdone');
});

test('a link is not lost when somebody signs in in another tab', async () => {
  const { browser, tab } = await opened(`/reset-password#${TOKEN}`);
  const other = await browser.open('/user/login');
  await other.app.session.signIn('Ann', 'correct horse');
  await settled();
  assert.equal(tab.reloads, 0);
  assert.equal(tab.state.token, TOKEN);
});

test('but a page that has shown somebody’s todos starts anew for another person', async () => {
  const browser = new Browser();
  browser.server.person('Bob');
  const tab = await browser.open();
  await tab.list();
  Object.assign(tab.location, { pathname: '/verify-email', hash: `#${TOKEN}` });
  await tab.hears('popstate');
  const other = await browser.open('/user/login');
  await other.app.session.signIn('Bob', 'correct horse');
  await settled();
  assert.equal(tab.reloads, 1);
});

// --- A forgotten password

test('a new password leads to the door, which says so', async () => {
  const { tab, server, mails } = await opened(`/reset-password#${TOKEN}`);
  server.links.set(TOKEN, ({ newPassword }) => { server.person('Ann').password = newPassword; });
  await mails.resetPassword(tab.state.token, 'another horse');
  assert.equal(tab.address, '/user/login');
  assert.equal(tab.state.token, null);
  assert.equal(tab.state.toasts.at(-1).text, 'The password is changed. Please sign in with it.');
  await tab.app.session.signIn('Ann', 'another horse');
  assert.equal(tab.state.user.name, 'Ann');
});

test('a change whose answer was lost is made up for by the same once more', async () => {
  const { tab, server, mails } = await opened(`/reset-password#${TOKEN}`);
  server.links.set(TOKEN, () => {});
  server.next('POST /api/password-resets/redemption', 'lost');
  await assert.rejects(mails.resetPassword(TOKEN, 'another horse'), { status: 0 });
  await mails.resetPassword(TOKEN, 'another horse');
  assert.equal(tab.address, '/user/login');
});

test('another password is another request', async () => {
  const { server, mails } = await opened(`/reset-password#${TOKEN}`);
  server.next('POST /api/password-resets/redemption', { status: 400 }, { status: 503 }, { status: 503 });
  for (const password of ['password', 'another horse', 'another horse']) await assert.rejects(mails.resetPassword(TOKEN, password));
  const [first, second, third] = server.asked('POST /api/password-resets/redemption').map(({ headers }) => headers['Idempotency-Key']);
  assert.notEqual(first, second);
  assert.equal(second, third);
});

test('a link that is not good any more leads nowhere', async () => {
  const { tab, mails } = await opened(`/reset-password#${TOKEN}`);
  await assert.rejects(mails.resetPassword(TOKEN, 'another horse'), { status: 410 });
  assert.equal(tab.address, '/reset-password');
  assert.equal(tab.state.token, TOKEN);
});

// --- A verified address

test('an address is verified without a session', async () => {
  const { server, api } = await opened(`/verify-email#${TOKEN}`);
  const { user } = server.person('Ann');
  server.links.set(TOKEN, () => { user.emailVerified = true; });
  await api.api.verifyEmail(TOKEN);
  assert.equal(user.emailVerified, true);
  await assert.rejects(api.api.verifyEmail(TOKEN), { status: 410 });
});

test('that the address was verified elsewhere is seen by who asks for another mail', async () => {
  const browser = new Browser();
  Object.assign(browser.server.session.user, { email: 'ann@example.com' });
  const tab = await browser.open('/account');
  await tab.app.session.loadAccount();
  assert.equal(await tab.app.mails.askForVerification(), true);
  assert.equal(tab.state.user.emailVerified, false);
  browser.server.session.user.emailVerified = true;
  assert.equal(await tab.app.mails.askForVerification(), false);
  assert.equal(tab.state.user.emailVerified, true);
});

test('why no mail comes is passed on', async () => {
  const browser = new Browser();
  const tab = await browser.open('/account');
  browser.server.next('POST /api/me/email-verification', { status: 429, headers: { 'Retry-After': '97' } }, { status: 501 });
  await assert.rejects(tab.app.mails.askForVerification(), { status: 429, retryAfter: 97 });
  await assert.rejects(tab.app.mails.askForVerification(), { status: 501 });
  assert.deepEqual(plain(tab.state.toasts), []);
});

// --- Mail in the morning

test('it is turned on for where the browser is and what the page speaks, and off', async () => {
  const browser = new Browser();
  Object.assign(browser.server.session.user, { email: 'ann@example.com', emailVerified: true });
  const tab = await browser.open('/account');
  const { session, language } = tab.app;
  await session.loadAccount();
  assert.equal(tab.state.morningMail.on, false);
  language.speak('zh');
  await session.turnOnMorningMail();
  assert.deepEqual(plain(tab.state.morningMail), { on: true, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: 'zh' });
  await session.turnOffMorningMail();
  assert.equal(tab.state.morningMail.on, false);
  assert.equal(browser.server.session.morning.on, false);
});

test('without a verified address it stays off', async () => {
  const browser = new Browser();
  const tab = await browser.open('/account');
  await tab.app.session.loadAccount();
  await assert.rejects(tab.app.session.turnOnMorningMail(), { status: 409 });
  assert.equal(tab.state.morningMail.on, false);
});

test('a service of the release before has none, and the rest of the account is there', async () => {
  const browser = new Browser();
  const tab = await browser.open('/account');
  browser.server.next('GET /api/me/morning-mail', { status: 404, body: { status: 404 } });
  await tab.app.session.loadAccount();
  assert.equal(tab.state.morningMail, null);
  assert.equal(tab.state.secondFactor.on, false);
  browser.server.next('GET /api/me/morning-mail', { status: 503, body: { status: 503 } });
  await assert.rejects(tab.app.session.loadAccount(), { status: 503 });
});

test('a link of such a mail turns it off without a session', async () => {
  const { server, api } = await opened(`/unsubscribe#${TOKEN}`);
  const { morning } = server.person('Ann');
  morning.on = true;
  server.links.set(TOKEN, () => { morning.on = false; });
  await api.api.unsubscribe(TOKEN);
  assert.equal(morning.on, false);
  await assert.rejects(api.api.unsubscribe(TOKEN), { status: 410 });
});
