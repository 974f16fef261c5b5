import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

async function listed(...names) {
  const browser = new Browser();
  browser.server.list(...names);
  const tab = await browser.open();
  await tab.list();
  return { browser, tab, ...browser, ...tab.app };
}

const toast = (tab) => tab.state.toasts.at(-1);
const ids = (...names) => ({ state: { todos } }) => names.map((name) => todos.find((todo) => todo.name === name).id);

// --- One click

test('what was added is said', async () => {
  const { tab, changes } = await listed();
  changes.add({ name: 'Milk' });
  assert.equal(tab.state.announcement, 'Added: Milk');
  assert.deepEqual(tab.shown, ['Milk']);
});

test('a todo that leaves the view goes a moment later, and one click brings it back', async () => {
  const { tab, changes, clock, server } = await listed('one', 'two');
  changes.setStatus([tab.state.todos[0]], 'DONE');
  assert.deepEqual(tab.shown, ['one', 'two'], 'its tick is seen');
  await clock.pass(599);
  assert.deepEqual(tab.shown, ['one', 'two']);
  await clock.pass(1);
  assert.deepEqual(tab.shown, ['two']);
  assert.equal(toast(tab).text, 'Done: one');
  assert.equal(toast(tab).label, 'Undo');
  toast(tab).action();
  assert.deepEqual(tab.shown, ['one', 'two']);
  await settled();
  assert.deepEqual(server.session.todos.map(({ status }) => status), ['IN_PROGRESS', 'IN_PROGRESS']);
});

test('a todo that stays in the view says its state without a note', async () => {
  const { tab, changes } = await listed('one');
  changes.setStatus([tab.state.todos[0]], 'PAUSED');
  assert.deepEqual(tab.shown, ['one']);
  assert.equal(tab.state.announcement, 'Paused: one');
  assert.equal(toast(tab), undefined);
});

test('undone, each of several gets back the state that it had', async () => {
  const { tab, changes, server } = await listed('one', 'two', 'three');
  changes.setStatus([tab.state.todos[1]], 'PAUSED');
  await settled();
  changes.setStatus(tab.state.todos, 'DONE');
  assert.equal(toast(tab).text, 'Done: 3 todos');
  await settled();
  assert.deepEqual(server.session.todos.map(({ status }) => status), ['DONE', 'DONE', 'DONE']);
  toast(tab).action();
  await settled();
  assert.deepEqual(server.session.todos.map(({ status }) => status), ['IN_PROGRESS', 'PAUSED', 'IN_PROGRESS']);
});

test('what was deleted can be brought back', async () => {
  const { tab, changes, server } = await listed('one', 'two');
  changes.remove([tab.state.todos[0]]);
  assert.deepEqual(tab.shown, ['two']);
  assert.equal(toast(tab).text, 'Deleted: one');
  await settled();
  toast(tab).action();
  assert.equal(tab.state.announcement, 'Restored: one');
  await settled();
  assert.deepEqual(tab.shown, ['one', 'two']);
  assert.deepEqual(server.names, ['one', 'two']);
});

test('a move by one place is shown and said; at the end there is none', async () => {
  const { tab, changes, server } = await listed('one', 'two', 'three');
  const [one] = tab.state.todos;
  changes.moveBy(one, 1);
  assert.deepEqual(tab.shown, ['two', 'one', 'three']);
  assert.equal(tab.state.announcement, 'one: place 2 of 3');
  changes.moveBy(one, 1);
  changes.moveBy(one, 1);
  assert.deepEqual(tab.shown, ['two', 'three', 'one']);
  changes.moveBy(one, -1);
  await settled();
  assert.deepEqual(server.names, ['two', 'one', 'three']);
  assert.equal(server.requests.filter(({ path }) => path.endsWith('/move')).length, 3);
});

// --- Several at once

test('one after the other is selected, and not any more', async () => {
  const { tab, selecting } = await listed('one', 'two');
  const [one, two] = ids('one', 'two')(tab);
  selecting.startSelecting();
  assert.equal(tab.state.selecting, true);
  selecting.toggle(one);
  selecting.toggle(two);
  assert.equal(tab.state.announcement, '2 selected');
  selecting.toggle(one);
  assert.deepEqual([...tab.state.selected], [two]);
  selecting.stopSelecting();
  assert.equal(tab.state.selecting, false);
  assert.equal(tab.state.selected.size, 0);
});

test('a range is selected in both directions, and without a beginning it is the one', async () => {
  const { tab, selecting } = await listed('one', 'two', 'three', 'four');
  const [one, two, three, four] = ids('one', 'two', 'three', 'four')(tab);
  selecting.toggle(two, true);
  assert.deepEqual([...tab.state.selected], [two]);
  selecting.toggle(four, true);
  assert.deepEqual([...tab.state.selected], [two, three, four]);
  selecting.selectNone();
  selecting.toggle(three);
  selecting.toggle(one, true);
  assert.deepEqual([...tab.state.selected].sort(), [one, two, three].sort());
  selecting.toggle(two, true);
  assert.deepEqual([...tab.state.selected], [three], 'in the state that the last one gets');
});

test('all that are shown are selected, or none', async () => {
  const { tab, selecting } = await listed('one', 'two');
  selecting.selectAll();
  assert.equal(tab.state.selected.size, 2);
  selecting.selectNone();
  assert.equal(tab.state.selected.size, 0);
  assert.equal(tab.state.selecting, true);
});

for (const [action, path, body] of [['done', 'status', { status: 'DONE' }], ['pause', 'status', { status: 'PAUSED' }], ['delete', 'delete', {}], ['restore', 'restore', {}]]) {
  test(`${action}: with all selected at once`, async () => {
    const { tab, selecting, server } = await listed('one', 'two', 'three');
    const [one, three] = ids('one', 'three')(tab);
    selecting.toggle(three);
    selecting.toggle(one);
    selecting.withSelected(action);
    assert.equal(tab.state.selecting, false);
    await settled();
    assert.deepEqual(plain(server.asked(`POST /api/todos/${path}`).map((request) => request.body)), [{ ids: [one, three], ...body }]);
  });
}

test('with none selected nothing happens', async () => {
  const { tab, selecting, server } = await listed('one');
  selecting.startSelecting();
  selecting.withSelected('delete');
  await settled();
  assert.equal(tab.state.selecting, false);
  assert.equal(server.requests.length, 1);
});

// --- What is said

test('the same words twice are said twice', async () => {
  const { tab, state } = await listed();
  const said = [];
  for (let times = 0; times < 3; times += 1) {
    state.announce('Added: Milk');
    said.push(tab.state.announcement);
  }
  assert.notEqual(said[0], said[1]);
  assert.notEqual(said[1], said[2]);
  assert.deepEqual(said.map((text) => text.trim()), ['Added: Milk', 'Added: Milk', 'Added: Milk']);
});

test('three notes at most, and each can be closed', async () => {
  const { tab, state } = await listed();
  const numbers = ['a', 'b', 'c', 'd'].map((text) => state.toast(text));
  assert.deepEqual(plain(tab.state.toasts.map(({ text }) => text)), ['b', 'c', 'd']);
  state.closeToast(numbers[2]);
  assert.deepEqual(plain(tab.state.toasts.map(({ text }) => text)), ['b', 'd']);
});

test('whoever listens hears of changes until it has heard enough', async () => {
  const { state } = await listed();
  const enough = new AbortController();
  let heard = 0;
  state.onState(() => { heard += 1; }, enough.signal);
  state.update({ slow: true });
  enough.abort();
  state.update({ slow: false });
  assert.equal(heard, 1);
});
