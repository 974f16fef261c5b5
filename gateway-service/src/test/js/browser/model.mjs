import { readdirSync, readFileSync } from 'node:fs';
import vm from 'node:vm';

if (!vm.SourceTextModule) throw new Error('These tests are started by src/test/js/run, which tells node what they need.');

export const MODEL = new URL('../../../main/resources/web/app/model/', import.meta.url);
const NAMES = readdirSync(MODEL).filter((name) => name.endsWith('.js')).map((name) => name.slice(0, -3));
const SOURCES = new Map(NAMES.map((name) => new URL(`${name}.js`, MODEL)).map((file) => [file.href, readFileSync(file, 'utf8')]));

/** What the browsers that the page is for have, and an older node has not. */
const NEWER = `
  Array.prototype.toReversed ??= function () { return [...this].reverse(); };
  Array.prototype.toSpliced ??= function (...change) { const copy = [...this]; copy.splice(...change); return copy; };
  Object.groupBy ??= (items, keyOf) => {
    const groups = Object.create(null);
    for (const item of items) (groups[keyOf(item)] ??= []).push(item);
    return groups;
  };
`;
vm.runInThisContext(NEWER);

/**
 * The page's model as one tab has it: its files anew, with the tab's globals and with nothing of another tab.
 *
 * @param {Record<string, any>} globals  @param {() => number} now  @returns {Promise<Record<string, any>>} exports by file
 */
export async function model(globals, now) {
  const context = vm.createContext(globals);
  vm.runInContext(NEWER, context);
  vm.runInContext('(now) => { Date = class extends Date { constructor(...at) { super(...(at.length ? at : [now()])); } static now() { return now(); } }; }', context)(now);
  const modules = new Map();
  const module = (identifier) => {
    if (!modules.has(identifier)) modules.set(identifier, new vm.SourceTextModule(SOURCES.get(identifier), { identifier, context }));
    return modules.get(identifier);
  };
  const all = new vm.SourceTextModule(NAMES.map((name) => `export * as ${name} from './${name}.js';`).join('\n'), {
    identifier: new URL('all', MODEL).href,
    context,
  });
  await all.link((specifier, { identifier }) => module(new URL(specifier, identifier).href));
  await all.evaluate();
  return all.namespace;
}
