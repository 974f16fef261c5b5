import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Browser, plain, settled } from './browser/browser.mjs';

const { app } = await new Browser().open();
const { fromCsv, toCsv } = app.csv;
const { read } = app.transfer;

async function account() {
  const browser = new Browser();
  const tab = await browser.open('/account');
  return { browser, tab, ...browser, ...tab.app.transfer };
}

// --- Comma-separated values

for (const [what, rows, text] of [
  ['plain cells', [['a', 'b'], ['c', '']], 'a,b\r\nc,\r\n'],
  ['commas, quotes and lines', [['a,b', 'say "hi"', 'one\ntwo']], '"a,b","say ""hi""","one\ntwo"\r\n'],
  ['formulas', [['=1+1', '+1', '-1', '@x']], "'=1+1,'+1,'-1,'@x\r\n"],
  ['what looks like an escaped formula', [["'=1", "''=1", "'quoted'"]], "''=1,'''=1,'quoted'\r\n"],
]) {
  test(`${what} are written, and read as they were`, () => {
    assert.equal(toCsv(rows), text);
    assert.deepEqual(plain(fromCsv(text).map(({ cells }) => cells)), rows);
  });
}

test('lines end in all three ways, and know where they begin', () => {
  assert.deepEqual(plain(fromCsv('name,due\r\n"two\r\nlines",x\nthree,y\r\r\nfour,z')), [
    { line: 1, cells: ['name', 'due'] },
    { line: 2, cells: ['two\r\nlines', 'x'] },
    { line: 4, cells: ['three', 'y'] },
    { line: 6, cells: ['four', 'z'] },
  ]);
});

test('nothing is no line', () => {
  assert.deepEqual(plain(fromCsv('')), []);
  assert.deepEqual(plain(fromCsv('\n\n')), []);
});

// --- Files

for (const [what, text, fields] of [
  ['a table', 'name,status,due\r\nMilk,DONE,2026-06-01\r\n', [{ name: 'Milk', status: 'DONE', due: '2026-06-01' }]],
  ['a table with a mark, other columns and words of people', '\uFEFFdone at, Name ,STATUS\nx,Milk,in progress\n', [{ name: 'Milk', status: 'IN_PROGRESS' }]],
  ['a table with empty cells', 'name,description,due\nMilk,,\n', [{ name: 'Milk' }]],
  ['our JSON', '{"todos":[{"name":"Milk","createdAt":"x","version":3,"due":null}]}', [{ name: 'Milk' }]],
  ['a list in JSON', '[{"name":"Milk","status":"paused"}]', [{ name: 'Milk', status: 'PAUSED' }]],
  ['a list of names', '["Milk","Bread"]', [{ name: 'Milk' }, { name: 'Bread' }]],
  ['a state that the server has to judge', 'name,status\nMilk,lost\n', [{ name: 'Milk', status: 'lost' }]],
]) {
  test(`${what} is read`, () => {
    assert.deepEqual(plain(read(text).map((line) => line.fields)), fields);
  });
}

for (const text of ['', 'title,due\nMilk,\n', '{"todos":3}', '{"todos":[', '"Milk"']) {
  test(`${JSON.stringify(text)} is none of our files`, () => {
    assert.throws(() => read(text));
  });
}

// --- Download

test('all todos are downloaded as JSON, the bin is not', async () => {
  const { server, tab, download } = await account();
  server.list(...Array.from({ length: 130 }, (_, index) => `todo ${index}`));
  server.todo({ name: 'in the bin', deletedAt: '2026-05-01T00:00:00Z' });
  const read = [];
  assert.equal(await download('json', (count) => read.push(count)), 130);
  assert.deepEqual(read, [100, 130]);
  const [{ name, blob }] = tab.downloads;
  assert.equal(name, 'todolist-2026-05-13.json');
  const { todos } = JSON.parse(await blob.text());
  assert.equal(todos.length, 130);
  assert.deepEqual(Object.keys(todos[0]), ['name', 'description', 'status', 'due', 'createdAt', 'updatedAt', 'doneAt']);
});

test('as CSV they can be read again', async () => {
  const { server, tab, download, browser } = await account();
  server.todo({ name: 'Milk, "oat"', description: '=SUM(A1)', due: '2026-06-01' });
  await download('csv', () => {});
  await browser.clock.pass(60_000);
  const [{ name, blob }] = tab.downloads;
  assert.equal(name, 'todolist-2026-05-13.csv');
  assert.deepEqual([...new Uint8Array(await blob.arrayBuffer())].slice(0, 3), [0xEF, 0xBB, 0xBF], 'without the mark Excel would not take it for UTF-8');
  assert.deepEqual(plain(read(await blob.text())), [{ line: 2, fields: { name: 'Milk, "oat"', description: '=SUM(A1)', status: 'IN_PROGRESS', due: '2026-06-01' } }]);
});

// --- Import

const lines = (...names) => names.map((name, index) => ({ line: index + 1, fields: { name } }));
const going = () => new AbortController().signal;

test('the order of the file becomes the order of the list', async () => {
  const { server, upload } = await account();
  assert.equal(await upload(lines('one', 'two', 'three'), () => {}, going()), 3);
  assert.deepEqual(server.names, ['one', 'two', 'three']);
});

test('a line whose answer is lost, or that has to wait, is added once', async () => {
  const { server, upload, clock } = await account();
  server.next('POST /api/todos', 'lost', { status: 503 }, 'away');
  const count = upload(lines('one', 'two'), () => {}, going());
  await clock.pass(20_000);
  assert.equal(await count, 2);
  assert.deepEqual(server.names, ['one', 'two']);
  const sent = server.asked('POST /api/todos').map(({ headers, body }) => `${body.name} ${headers['Idempotency-Key']}`);
  assert.equal(sent.length, 5);
  assert.equal(new Set(sent).size, 2);
});

test('refused lines are told with their reasons, the others are added', async () => {
  const { server, upload } = await account();
  server.next('POST /api/todos', { status: 400, body: { status: 400, violations: [{ field: 'todo.name', message: 'must not be odd' }] } }, { status: 500 });
  const told = [];
  assert.equal(await upload(lines('one', 'two', 'three'), (done, refused) => told.push([done, plain(refused)]), going()), 1);
  assert.deepEqual(told.at(-1), [3, [{ line: 2, reason: 'That did not work. Please try again.' }, { line: 3, reason: 'name: must not be odd' }]]);
  assert.deepEqual(server.names, ['one']);
});

test('stopped, it adds no more', async () => {
  const { server, upload, clock } = await account();
  const stopping = new AbortController();
  const count = upload(lines('one', 'two', 'three'), () => stopping.abort(), stopping.signal);
  assert.equal(await count, 1);
  assert.deepEqual(server.names, ['three']);

  const stopped = new AbortController();
  server.next('POST /api/todos', { status: 503 });
  const none = upload(lines('four'), () => {}, stopped.signal);
  await settled();
  stopped.abort();
  await clock.pass(20_000);
  assert.equal(await none, 0, 'what was waiting to be sent again was never taken');
  assert.deepEqual(server.names, ['three']);
});

test('stopped while a line is on its way, it counts the line if it is taken', async () => {
  const { server, upload } = await account();
  const stopping = new AbortController();
  const release = server.hold('POST /api/todos');
  const count = upload(lines('one', 'two'), () => {}, stopping.signal);
  await settled();
  stopping.abort();
  release();
  assert.equal(await count, 1);
  assert.deepEqual(server.names, ['two']);
});

test('without a session it ends', async () => {
  const { server, upload } = await account();
  server.session = null;
  await assert.rejects(upload(lines('one', 'two'), () => {}, going()), { status: 401 });
  assert.equal(server.asked('POST /api/todos').length, 1);
});
