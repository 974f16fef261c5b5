import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Browser } from './browser/browser.mjs';
import { MODEL } from './browser/model.mjs';
import { Document } from './contract/document.mjs';
import { parse, returned, typedefs } from './contract/types.mjs';

const FILE = process.env.OPENAPI ?? new URL('../../../target/openapi/openapi.json', import.meta.url);
const ABSENT = !process.env.OPENAPI && !existsSync(FILE) && 'the build has not written target/openapi/openapi.json';

const SOURCE = readFileSync(new URL('api.js', MODEL), 'utf8');
const TYPES = typedefs(SOURCE);
const ANSWERS = returned(SOURCE);

/** What the page says: each function of its client with all that it ever gives. */
const CALLS = {
  home: ({ api, lists }) => lists.map((each) => api.home(each)),
  todos: ({ api, lists }) => lists.map((each) => api.todos({ ...each, after: 'cursor' })),
  register: ({ api }) => [api.register({ name: 'Ann', password: 'correct horse', email: 'ann@example.com' }), api.register({ name: 'Ann', password: 'correct horse' })],
  signIn: ({ api }) => [api.signIn('Ann', 'correct horse'), api.signIn('Ann', 'correct horse', '123456')],
  signOut: ({ api }) => [api.signOut()],
  signOutElsewhere: ({ api }) => [api.signOutElsewhere()],
  signOutEverywhere: ({ api }) => [api.signOutEverywhere()],
  sessions: ({ api }) => [api.sessions()],
  endSession: ({ api }) => [api.endSession('0f3a')],
  me: ({ api }) => [api.me()],
  changeMe: ({ api }) => [{ name: 'Ann', email: 'ann@example.com' }, { name: 'Ann', email: null }].map((each) => api.changeMe({ ...each, currentPassword: 'correct horse' })),
  changePassword: ({ api }) => [api.changePassword('correct horse', 'another horse')],
  secondFactor: ({ api }) => [api.secondFactor()],
  beginSecondFactor: ({ api }) => [api.beginSecondFactor('correct horse')],
  turnOnSecondFactor: ({ api }) => [api.turnOnSecondFactor('correct horse', '123456')],
  turnOffSecondFactor: ({ api }) => [api.turnOffSecondFactor('correct horse', '123456')],
  morningMail: ({ api }) => [api.morningMail()],
  turnOnMorningMail: ({ api }) => [api.turnOnMorningMail({ timeZone: 'Europe/Berlin', language: 'en' })],
  turnOffMorningMail: ({ api }) => [api.turnOffMorningMail()],
  unsubscribe: ({ api }) => [api.unsubscribe('token')],
  askForVerification: ({ api }) => [api.askForVerification()],
  verifyEmail: ({ api }) => [api.verifyEmail('token')],
  askForReset: ({ api }) => [api.askForReset('ann@example.com')],
  resetPassword: ({ api }) => [api.resetPassword('token', 'another horse', 'key')],
  deleteMe: ({ api }) => [api.deleteMe('correct horse')],
  todo: ({ api }) => [api.todo('todo-1')],
  history: ({ api }) => [api.history('todo-1', { size: '50' }), api.history('todo-1', { size: '50', after: '17' })],
  add: ({ api }) => [api.add({ name: 'x', description: 'y', status: 'DONE', due: '2026-06-01' }, 'key'), api.add({ name: 'x' }, 'key')],
  change: ({ api }) => [api.change('todo-1', { name: 'x', description: 'y', due: '2026-06-01' }, 1, 'key'), api.change('todo-1', { due: null }, 1, 'key')],
  move: ({ api }) => [api.move('todo-1', { before: 'todo-2' }, 'key'), api.move('todo-1', { after: 'todo-2' }, 'key')],
  setStatus: ({ api, statuses }) => statuses.map((status) => api.setStatus(['todo-1'], status, 'key')),
  remove: ({ api }) => [api.remove(['todo-1'], 'key')],
  restore: ({ api }) => [api.restore(['todo-1'], 'key')],
};

const browser = new Browser();
const { app } = await browser.open();
const { api } = app.api;

async function requestsOf(name) {
  browser.server.requests.length = 0;
  browser.server.trouble = { status: 204 };
  const lists = ['/', '/today', '/overdue', '/done', '/bin', '/all', '/all?q=x&status=CLOSED&sort=-name'].map((address) => ({
    size: '50', ...app.views.parametersOf(app.views.viewOf(new URL(address, 'http://localhost'))),
  }));
  await Promise.all(CALLS[name]({ api, lists, statuses: app.views.STATUSES }));
  return browser.server.requests.map((request) => ({ ...request }));
}

async function findings(document) {
  const all = [];
  for (const name of Object.keys(api)) for (const request of await requestsOf(name)) all.push(...document.findings(request, ANSWERS[name]));
  return all;
}

const told = (all, isGap) => [...new Set(all.filter(({ gap }) => gap === isGap).map(({ what }) => what))];

test('every function of the client is looked at', () => {
  assert.deepEqual(Object.keys(CALLS).sort(), Object.keys(api).sort());
});

test('the page says and reads nothing that is otherwise in the API’s document', { skip: ABSENT }, async () => {
  const document = new Document(JSON.parse(readFileSync(FILE, 'utf8')), TYPES);
  assert.deepEqual(told(await findings(document), false), []);
});

test('everything that the page says and reads is in the API’s document', { skip: ABSENT }, async () => {
  const document = new Document(JSON.parse(readFileSync(FILE, 'utf8')), TYPES);
  assert.deepEqual(told(await findings(document), true), []);
});

// --- That it would be found

const text = { type: 'string' };
const json = (schema) => ({ content: { 'application/json': { schema } } });
const PROBLEM = { content: { 'application/problem+json': { schema: { type: 'object', properties: { type: text, status: { type: 'integer' }, title: text, detail: text, violations: { type: 'array', items: { type: 'object', properties: { field: text, message: text } } } } } } } };
const ADD = { method: 'POST', path: '/api/todos', query: {}, headers: { 'Idempotency-Key': 'k', 'Content-Type': 'application/json', 'Accept-Language': 'en' }, body: { name: 'x', due: null } };

/** A document of one operation, and a part of it put otherwise. @param {(operation: any) => void} [change] */
function documentWith(change = () => {}) {
  const operation = {
    parameters: [{ $ref: '#/components/parameters/key' }],
    requestBody: json({ $ref: '#/components/schemas/Fields' }),
    responses: {
      201: json({ allOf: [{ $ref: '#/components/schemas/Named' }, { type: 'object', properties: { version: { type: 'integer' } } }] }),
      400: PROBLEM,
    },
  };
  change(operation);
  const schemas = { Fields: { type: 'object', required: ['name'], properties: { name: text, due: { type: ['string', 'null'] } } }, Named: { type: 'object', properties: { name: text } } };
  return new Document({ paths: { '/api/todos': { post: operation }, '/api/{any}': { get: {} } }, components: { schemas, parameters: { key: { in: 'header', name: 'idempotency-key' } } } }, TYPES);
}

const NAMED = parse('{ name: string, version: number }');
const whats = (change, request = ADD, answer = NAMED) => documentWith(change).findings(request, answer).map(({ what }) => what.replace('POST /api/todos', 'it'));

test('what keeps to the document is no finding', () => {
  assert.deepEqual(whats(), []);
});

for (const [what, finding, change, request] of [
  ['a path', 'POST /api/things is no operation', undefined, { ...ADD, path: '/api/lists/things' }],
  ['a method', 'PUT /api/todos is no operation', undefined, { ...ADD, method: 'PUT' }],
  ['a parameter', 'it: q is not declared', undefined, { ...ADD, query: { q: 'x' } }],
  ['a header', 'it: Idempotency-Key is not declared', (it) => { it.parameters = []; }],
  ['a kind of body', 'it: a body of text/csv is not declared', undefined, { ...ADD, headers: { ...ADD.headers, 'Content-Type': 'text/csv' } }],
  ['a field that is sent', 'it: body has no field status', undefined, { ...ADD, body: { name: 'x', status: 'DONE' } }],
  ['a field that must be sent', 'it: body lacks the field name', undefined, { ...ADD, body: {} }],
  ['a null that is sent', 'it: body.name is a null, not a string', undefined, { ...ADD, body: { name: null } }],
  ['the type of a field', 'it: answer.version is a string, not a number', (it) => { it.responses[201] = json({ type: 'object', properties: { name: text, version: text } }); }],
  ['a field that is read', 'it: answer has no field version', (it) => { it.responses[201] = json({ $ref: '#/components/schemas/Named' }); }],
  ['a null that is read', 'it: answer.name may be null', (it) => { it.responses[201] = json({ type: 'object', properties: { name: { anyOf: [text, { type: 'null' }] }, version: { type: 'integer' } } }); }],
  ['an answer of bytes', 'it: answer has no schema', (it) => { it.responses[201] = json({ type: 'string', format: 'binary' }); }],
  ['a body of bytes', 'it: body has no schema', (it) => { it.requestBody = json({ type: 'string', format: 'binary' }); }],
  ['a failure without words', 'it: 400 has no schema', (it) => { it.responses[400] = {}; }],
  ['a refusal that names no fields', 'it: 400 has no violations', (it) => { it.responses[400] = { content: { 'application/problem+json': { schema: { type: 'object', properties: { type: text, status: { type: 'integer' }, title: text, detail: text } } } } }; }],
]) {
  test(`${what} is found`, () => {
    assert.deepEqual(whats(change, request), [finding.replace('/api/things', '/api/lists/things')]);
  });
}

test('a value that the page does not know is found', () => {
  const answer = parse("'DONE' | 'PAUSED'");
  assert.deepEqual(whats((it) => { it.responses[201] = json({ type: 'string', enum: ['DONE', 'LOST'] }); }, ADD, answer), ['it: answer may be LOST']);
});

test('a value that the API does not know is found', () => {
  const change = (it) => { it.requestBody = json({ type: 'object', properties: { ids: { type: 'array', items: text }, status: { type: 'string', enum: ['DONE'] } } }); };
  assert.deepEqual(whats(change, { ...ADD, body: { ids: ['a'], status: 'PAUSED' } }), ['it: body.status is PAUSED, not one of DONE']);
  assert.deepEqual(whats(change, { ...ADD, body: { ids: [3], status: 'DONE' } }), ['it: body.ids[] is a number, not a string']);
});

test('the types of the client are read', () => {
  assert.deepEqual(TYPES.Counts, parse('{ byStatus: Record<Status, number>, total: number, deleted: number }'));
  assert.equal(TYPES.Status.of.length, 4);
  assert.equal(TYPES.Home.fields.counts.optional, true);
  assert.deepEqual(TYPES.Page.fields.items, { type: { kind: 'array', of: { kind: 'name', name: 'Todo' } }, optional: false });
  assert.deepEqual(Object.keys(ANSWERS).sort(), Object.keys(api).filter((name) => !/^signOut|endSession|turnOff|changePassword|askFor|verifyEmail|unsubscribe|resetPassword|deleteMe/.test(name)).sort());
});
