import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain } from './browser/browser.mjs';

async function opened(languages = ['en-US']) {
  const browser = new Browser();
  browser.languages = languages;
  const [todo] = browser.server.list('Milk');
  const tab = await browser.open('/');
  return { todo, server: browser.server, ...tab.app };
}

const entry = (fields) => ({ at: '2026-05-13T07:30:00Z', what: 'CHANGED', device: null, name: null, status: null, due: null, description: false, ...fields });

test('a history is read when somebody asks for it, and page by page', async () => {
  const { todo, server, history } = await opened();
  assert.ok(server.requests.every(({ path }) => !path.endsWith('/history')));
  server.histories[todo.id] = Array.from({ length: 70 }, (_, index) => entry({ name: { from: `${index + 1}`, to: `${index}` } }));
  const first = await history.readHistory(todo.id);
  assert.equal(first.items.length, 50);
  const all = await history.readHistory(todo.id, first);
  assert.deepEqual(plain(all.items.map(({ name }) => name.to)), Array.from({ length: 70 }, (_, index) => `${index}`));
  assert.equal(all.next, null);
});

test('what cannot be read now says so', async () => {
  const { todo, server, history } = await opened();
  server.next(`GET /api/todos/${todo.id}/history`, 'away');
  await assert.rejects(history.readHistory(todo.id), { temporary: true });
  assert.deepEqual(plain(await history.readHistory(todo.id)), { items: [], next: null });
});

for (const [what, fields, english, chinese] of [
  ['a creation', { what: 'CREATED' }, ['Created'], ['创建']],
  ['a deletion', { what: 'DELETED' }, ['Put in the bin'], ['移入回收站']],
  ['its end', { what: 'RESTORED' }, ['Taken out of the bin'], ['从回收站恢复']],
  ['another name', { name: { from: 'Milk', to: 'Bread' } }, ['Name changed from “Milk” to “Bread”'], ['名称由“Milk”改为“Bread”']],
  ['another status', { status: { from: 'IN_PROGRESS', to: 'DONE' } }, ['Status changed from “In progress” to “Done”'], ['状态由“进行中”改为“已完成”']],
  ['a due date', { due: { from: null, to: '1999-05-14' } }, ['Due date set to “Fri, May 14, 1999”'], ['截止日期设为“1999年5月14日周五”']],
  ['another due date', { due: { from: '1999-05-14', to: '1999-05-15' } }, ['Due date changed from “Fri, May 14, 1999” to “Sat, May 15, 1999”'],
    ['截止日期由“1999年5月14日周五”改为“1999年5月15日周六”']],
  ['no due date', { due: { from: '1999-05-14', to: null } }, ['Due date “Fri, May 14, 1999” removed'], ['取消截止日期“1999年5月14日周五”']],
  ['several at once', { description: true, status: { from: 'PAUSED', to: 'CLOSED' } }, ['Description changed', 'Status changed from “Paused” to “Closed”'],
    ['描述有改动', '状态由“已暂停”改为“已关闭”']],
  ['what only a later version knows', {}, ['Changed'], ['有改动']],
]) {
  test(`${what} is told in words`, async () => {
    assert.deepEqual(plain((await opened()).history.told(entry(fields))), english);
    assert.deepEqual(plain((await opened(['zh-CN'])).history.told(entry(fields))), chinese);
  });
}
