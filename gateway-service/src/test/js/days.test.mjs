import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Browser, plain } from './browser/browser.mjs';

const zone = process.env.TZ;
process.env.TZ = 'Europe/Berlin';
after(() => { process.env.TZ = zone; });

/** The page at a time in Berlin, where the last days of March and October have 23 and 25 hours. */
async function at(year, month, day, { hour = 10, minute = 0, languages = ['en-US'], address = '/' } = {}) {
  const browser = new Browser();
  browser.languages = languages;
  browser.clock.now = new Date(year, month - 1, day, hour, minute).getTime();
  return { browser, days: (await browser.open(address)).app.days };
}

test('the gateway is told which days are this person’s', async () => {
  const { browser } = await at(2026, 5, 13);
  assert.deepEqual(browser.cookies, ['timeZone=Europe/Berlin; path=/; max-age=31536000; samesite=lax']);
});

test('over https no other host can tell it', async () => {
  const { browser } = await at(2026, 5, 13, { address: 'https://localhost/' });
  assert.deepEqual(browser.cookies, ['__Host-timeZone=Europe/Berlin; path=/; max-age=31536000; samesite=lax; secure']);
});

for (const [from, by, day] of [
  [[2026, 5, 13], 0, '2026-05-13'],
  [[2026, 5, 13], 1, '2026-05-14'],
  [[2026, 12, 31], 1, '2027-01-01'],
  [[2028, 2, 28], 1, '2028-02-29'],
  [[2026, 3, 1], -1, '2026-02-28'],
  [[2026, 3, 28, { hour: 23, minute: 30 }], 1, '2026-03-29'],
  [[2026, 10, 25, { hour: 0, minute: 30 }], 1, '2026-10-26'],
  [[2026, 5, 13, { hour: 0, minute: 1 }], 0, '2026-05-13'],
]) {
  test(`${by} days from ${JSON.stringify(from)} is ${day}`, async () => {
    const { days } = await at(...from);
    assert.equal(days.dayFromToday(by), day);
  });
}

test('past is what is before today, however long the days in between are', async () => {
  const { days } = await at(2026, 3, 30, { hour: 0, minute: 30 });
  assert.deepEqual(['2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31'].map(days.isPast), [true, true, false, false]);
  const autumn = await at(2026, 10, 26, { hour: 23, minute: 30 });
  assert.deepEqual(['2026-10-25', '2026-10-26', '2026-10-27'].map(autumn.days.isPast), [true, false, false]);
});

for (const [day, english, chinese] of [
  ['2026-05-13', 'today', '今天'],
  ['2026-05-14', 'tomorrow', '明天'],
  ['2026-05-12', 'yesterday', '昨天'],
  ['2026-05-16', 'Sat, May 16', '5月16日周六'],
  ['2025-05-13', 'Tue, May 13, 2025', '2025年5月13日周二'],
]) {
  test(`${day} is read as ${english} and ${chinese}`, async () => {
    assert.equal((await at(2026, 5, 13)).days.readableDay(day), english);
    assert.equal((await at(2026, 5, 13, { languages: ['zh-CN'] })).days.readableDay(day), chinese);
  });
}

test('an instant is a day of the person’s own zone', async () => {
  const { days } = await at(2026, 5, 13);
  assert.equal(days.readableInstant('2026-05-13T21:59:59Z'), 'today');
  assert.equal(days.readableInstant('2026-05-13T22:00:00Z'), 'tomorrow');
});

for (const [instant, english, chinese] of [
  ['2026-05-13T07:05:00Z', 'today, 9:05 AM', '今天 09:05'],
  ['2026-05-12T22:30:00Z', 'today, 12:30 AM', '今天 00:30'],
  ['2026-05-12T21:30:00Z', 'yesterday, 11:30 PM', '昨天 23:30'],
  ['2025-12-01T12:00:00Z', 'Mon, Dec 1, 2025, 1:00 PM', '2025年12月1日周一 13:00'],
]) {
  test(`${instant} is read as ${english} and ${chinese}`, async () => {
    // Between the time and AM, some versions have a narrow space.
    assert.equal((await at(2026, 5, 13)).days.readableMoment(instant).replace(/\s/g, ' '), english);
    assert.equal((await at(2026, 5, 13, { languages: ['zh-CN'] })).days.readableMoment(instant), chinese);
  });
}

/** On a Wednesday. */
for (const [text, name, due] of [
  ['Buy milk tomorrow', 'Buy milk', '2026-05-14'],
  ['Buy milk today', 'Buy milk', '2026-05-13'],
  ['Call mum tonight', 'Call mum', '2026-05-13'],
  ['Tomorrow: buy milk', 'buy milk', '2026-05-14'],
  ['tomorrow buy milk', 'buy milk', '2026-05-14'],
  ['Report due Friday', 'Report', '2026-05-15'],
  ['Report by next friday', 'Report', '2026-05-22'],
  ['Report on Wednesday', 'Report', '2026-05-20'],
  ['Report next monday', 'Report', '2026-05-18'],
  ['Report Tuesday', 'Report', '2026-05-19'],
  ['  Buy milk   TOMORROW  ', 'Buy milk', '2026-05-14'],
  ['明天交报告', '交报告', '2026-05-14'],
  ['交报告后天', '交报告', '2026-05-15'],
  ['大后天，交报告', '交报告', '2026-05-16'],
  ['交报告：今晚', '交报告', '2026-05-13'],
  ['周五交报告', '交报告', '2026-05-15'],
  ['这周五交报告', '交报告', '2026-05-15'],
  ['本周三交报告', '交报告', '2026-05-13'],
  ['下周一交报告', '交报告', '2026-05-18'],
  ['下周三交报告', '交报告', '2026-05-20'],
  ['下个星期天交报告', '交报告', '2026-05-24'],
  ['礼拜日交报告', '交报告', '2026-05-17'],
]) {
  test(`"${text}" is "${name}", due ${due}`, async () => {
    const { days } = await at(2026, 5, 13);
    assert.deepEqual(plain(days.quickDue(text)), { name, due });
  });
}

for (const text of ['', 'Buy milk', 'tomorrow', 'Plan for tomorrowland', 'todayish things', 'Read "The day after tomorrow" again', '明天']) {
  test(`"${text}" has no due date in it`, async () => {
    const { days } = await at(2026, 5, 13);
    assert.equal(days.quickDue(text), undefined);
  });
}
