import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain } from './browser/browser.mjs';

const { app } = await new Browser().open();
const { rowsOf, moved, recount } = app.rows;

const todo = (id, fields) => ({ id, name: id, status: 'IN_PROGRESS', due: null, deletedAt: null, ...fields });
const COUNTS = { byStatus: { CLOSED: 0, IN_PROGRESS: 3, DONE: 1, PAUSED: 0 }, total: 4, deleted: 2 };

/** A state with some of its parts. */
const state = (parts) => ({ todos: [todo('a'), todo('b'), todo('c')], outbox: [], edits: {}, leaving: new Set(), view: app.views.viewOf(new URL('http://localhost/')), counts: COUNTS, ...parts });
const ids = (parts) => plain(rowsOf(state(parts)).rows.map(({ id }) => id));
const view = (address) => app.views.viewOf(new URL(address, 'http://localhost'));

let at = 0;
const entry = (kind, fields) => {
  at += 1;
  return { key: `key-${at}`, user: 'ann', at, kind, ...fields };
};

test('a new todo is before the others, the newest first', () => {
  const { adds, rows } = rowsOf(state({ outbox: [entry('add', { fields: { name: 'x' } }), entry('add', { fields: { name: 'y' } })] }));
  assert.deepEqual(plain(adds.map(({ fields }) => fields.name)), ['y', 'x']);
  assert.equal(rows.length, 3);
});

test('a new todo is where it belongs only, a refused one everywhere', () => {
  const outbox = [entry('add', { fields: { name: 'x' } }), entry('add', { fields: { name: 'y' }, problem: 'no' })];
  assert.deepEqual(plain(rowsOf(state({ outbox, view: view('/done') })).adds.map(({ fields }) => fields.name)), ['y']);
});

test('changes on their way are shown, the later one counts', () => {
  const outbox = [entry('status', { ids: ['a', 'b'], status: 'DONE' }), entry('status', { ids: ['b'], status: 'PAUSED' })];
  assert.deepEqual(ids({ outbox }), ['b', 'c']);
  assert.equal(rowsOf(state({ outbox })).rows[0].status, 'PAUSED');
});

test('what is deleted goes to the bin and what is restored leaves it', () => {
  const outbox = [entry('delete', { ids: ['a'] })];
  assert.deepEqual(ids({ outbox }), ['b', 'c']);
  assert.deepEqual(ids({ outbox, view: view('/bin') }), ['a']);
  assert.deepEqual(ids({ outbox: [...outbox, entry('restore', { ids: ['a'] })] }), ['a', 'b', 'c']);
});

test('a refused change is not shown', () => {
  assert.deepEqual(ids({ outbox: [entry('delete', { ids: ['a'], problem: 'no' })] }), ['a', 'b', 'c']);
});

test('moves on their way are shown one after the other', () => {
  const outbox = [entry('move', { ids: ['c'], place: { before: 'a' } }), entry('move', { ids: ['a'], place: { after: 'b' } })];
  assert.deepEqual(ids({ outbox }), ['c', 'b', 'a']);
});

test('a todo that leaves the view stays until it has been seen, and one that is being edited until it is saved', () => {
  const outbox = [entry('status', { ids: ['a', 'b'], status: 'DONE' })];
  assert.deepEqual(ids({ outbox, leaving: new Set(['a']) }), ['a', 'c']);
  assert.deepEqual(ids({ outbox, edits: { b: { base: todo('b'), draft: {} } } }), ['b', 'c']);
});

test('a todo that is being edited is there, also when the list does not have it', () => {
  assert.deepEqual(ids({ edits: { z: { base: todo('z'), draft: {} } } }), ['z', 'a', 'b', 'c']);
  assert.deepEqual(ids({ todos: null, edits: { z: { base: todo('z'), draft: {} } } }), ['z']);
});

test('the counts follow what is on its way', () => {
  const outbox = [entry('add', { fields: { name: 'x' } }), entry('status', { ids: ['a'], status: 'DONE' }), entry('delete', { ids: ['b'] })];
  assert.deepEqual(plain(rowsOf(state({ outbox })).counts), { byStatus: { CLOSED: 0, IN_PROGRESS: 2, DONE: 2, PAUSED: 0 }, total: 4, deleted: 3 });
  assert.equal(rowsOf(state({ outbox, counts: null })).counts, null, 'where they are not known they are not made up');
});

test('as long as nothing has changed it is the same object, and an unchanged todo always is', () => {
  const before = state({});
  const rows = rowsOf(before);
  assert.equal(rowsOf({ ...before }), rows);
  const after = rowsOf({ ...before, outbox: [entry('status', { ids: ['a'], status: 'PAUSED' })] });
  assert.notEqual(after, rows);
  assert.notEqual(after.rows[0], rows.rows[0]);
  assert.equal(after.rows[1], rows.rows[1]);
});

for (const [what, move, order] of [
  ['before another', { ids: ['c'], place: { before: 'a' } }, 'cab'],
  ['after another', { ids: ['a'], place: { after: 'b' } }, 'bac'],
  ['after the last', { ids: ['a'], place: { after: 'c' } }, 'bca'],
  ['to where it is', { ids: ['b'], place: { after: 'a' } }, 'abc'],
  ['next to one that is not there', { ids: ['a'], place: { before: 'z' } }, 'abc'],
  ['of one that is not there', { ids: ['z'], place: { before: 'a' } }, 'abc'],
]) {
  test(`a move ${what}`, () => {
    assert.equal(moved(state({}).todos, move).map(({ id }) => id).join(''), order);
  });
}

test('counting one more, one less and one changed', () => {
  assert.deepEqual(plain(recount(COUNTS, null, todo('x', { status: 'PAUSED' }))), { ...COUNTS, byStatus: { ...COUNTS.byStatus, PAUSED: 1 }, total: 5 });
  assert.deepEqual(plain(recount(COUNTS, todo('x', { deletedAt: '2026-01-01T00:00:00Z' }), null)), { ...COUNTS, deleted: 1 });
  assert.deepEqual(plain(recount(COUNTS, todo('x'), todo('x', { status: 'DONE' }))), { ...COUNTS, byStatus: { ...COUNTS.byStatus, IN_PROGRESS: 2, DONE: 2 } });
});
