import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const APP = new URL('../../main/resources/web/app/', import.meta.url);

/** @returns {Map<string, string[]>} what each file of the page imports of the page, by address */
function imports() {
  const folders = ['', 'model/', 'elements/'].map((folder) => new URL(folder, APP));
  const files = folders.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.js')).map((name) => new URL(name, folder)));
  return new Map(files.map((file) => {
    const statements = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?['"](\.[^'"]*\.js)['"];/gm);
    return [file.href, [...statements].map(([, path]) => new URL(path, file).href)];
  }));
}

/** @param {Map<string, string[]>} graph  @returns {string[] | undefined} the way from a file back to itself */
function circle(graph) {
  const done = new Set();
  function from(file, way) {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file)) {
      const found = from(next, [...way, file]);
      if (found) return found;
    }
    done.add(file);
    return undefined;
  }
  for (const file of graph.keys()) {
    const found = from(file, []);
    if (found) return found;
  }
  return undefined;
}

const short = (file) => file.replace(APP.href, '');

test('no file of the page imports itself by way of others', () => {
  assert.deepEqual(circle(imports())?.map(short), undefined);
});

test('the model imports no element', () => {
  for (const [file, imported] of imports()) {
    if (short(file).startsWith('model/')) assert.deepEqual(imported.map(short).filter((each) => !each.startsWith('model/')), [], short(file));
  }
});

test('a circle is found', () => {
  assert.deepEqual(circle(new Map([['a', ['b']], ['b', ['c', 'd']], ['c', []], ['d', ['b']]])), ['b', 'd', 'b']);
});

test('every import is seen', () => {
  const graph = imports();
  assert.ok(graph.get(new URL('elements/todo-app.js', APP).href).includes(new URL('elements/todo-page.js', APP).href), 'an import for its effects');
  assert.ok(graph.get(new URL('model/session.js', APP).href).includes(new URL('model/api.js', APP).href), 'an import of names');
  for (const imported of graph.values()) for (const file of imported) assert.ok(graph.has(file), file);
});
