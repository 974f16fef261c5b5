/** All of one's todos as a file, and back. */
import { api, newKey } from './api.js';
import { fromCsv, toCsv } from './csv.js';
import { dayFromToday } from './days.js';
import { t } from './language.js';
import { pause } from './retry.js';
import { tell } from './tabs.js';
import { STATUSES } from './views.js';

/** @typedef {{ line: number, fields: Partial<import('./api.js').TodoFields> }} Line */

const COLUMNS = ['name', 'description', 'status', 'due', 'createdAt', 'updatedAt', 'doneAt'];
/** What can be set again; the rest tells the reader when it was. */
const WRITABLE = COLUMNS.slice(0, 4);
/** Excel takes a file for UTF-8 only with this mark. */
const MARK = '\uFEFF';

/** @param {'json' | 'csv'} kind  @param {(read: number) => void} progress  @returns {Promise<number>} how many */
export async function download(kind, progress) {
  const todos = await everything(progress);
  const records = todos.map((todo) => Object.fromEntries(COLUMNS.map((column) => [column, todo[column]])));
  const text = kind === 'json'
    ? JSON.stringify({ todos: records }, null, 2)
    : MARK + toCsv([COLUMNS, ...records.map((record) => COLUMNS.map((column) => record[column] ?? ''))]);
  save(`todolist-${dayFromToday(0)}.${kind}`, new Blob([text], { type: kind === 'json' ? 'application/json' : 'text/csv' }));
  return todos.length;
}

async function everything(progress) {
  const todos = [];
  let next = '';
  do {
    const page = await api.todos({ size: '100', ...(next && { after: next }) });
    todos.push(...page.items);
    progress(todos.length);
    next = page.next;
  } while (next);
  return todos;
}

/** @param {string} name of the file  @param {Blob} content */
export function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {string} text of a file  @returns {Line[]} @throws when it is neither JSON nor CSV of ours */
export function read(text) {
  const plain = text.replace(/^\uFEFF/, '');
  const records = /^\s*[[{]/.test(plain) ? fromJson(JSON.parse(plain)) : fromTable(fromCsv(plain));
  return records.map(({ line, record }) => ({ line, fields: fieldsOf(record) }));
}

function fromJson(json) {
  const list = Array.isArray(json) ? json : json.todos;
  if (!Array.isArray(list)) throw new TypeError('no list');
  return list.map((record, index) => ({ line: index + 1, record: typeof record === 'string' ? { name: record } : record }));
}

function fromTable([head, ...rows]) {
  const columns = head?.cells.map((cell) => cell.trim().toLowerCase()) ?? [];
  if (!columns.includes('name')) throw new TypeError('no name');
  return rows.map(({ line, cells }) => ({ line, record: Object.fromEntries(columns.map((column, index) => [column, cells[index]])) }));
}

/** Only what is there; the server judges it. */
function fieldsOf(record) {
  const known = WRITABLE.filter((column) => record?.[column] !== undefined && record[column] !== null && record[column] !== '');
  const fields = Object.fromEntries(known.map((column) => [column, record[column]]));
  const status = String(fields.status ?? '').toUpperCase().replaceAll(' ', '_');
  return { ...fields, ...(STATUSES.includes(status) && { status }) };
}

/**
 * One after the other and the last line first, so that the order of the file becomes the order of the list; each with its own Idempotency-Key.
 * @param {Line[]} lines  @param {(done: number, refused: { line: number, reason: string }[]) => void} progress  @param {AbortSignal} signal  @returns {Promise<number>} how many
 */
export async function upload(lines, progress, signal) {
  const refused = [];
  let added = 0;
  for (const { line, fields } of lines.toReversed()) {
    if (signal.aborted) break;
    const { taken, problem } = await sent(fields, signal);
    if (taken) added += 1;
    else if (problem) refused.unshift({ line, reason: reasonOf(problem) });
    else break;
    progress(added + refused.length, [...refused]);
  }
  tell({ type: 'changed' });
  return added;
}

/** @returns {Promise<{ taken?: boolean, problem?: import('./api.js').Problem }>} neither: it was stopped before */
async function sent(fields, signal) {
  const key = newKey();
  for (let tries = 0; !signal.aborted; tries += 1) {
    try {
      await api.add(fields, key);
      return { taken: true };
    } catch (problem) {
      if (problem.status === 401) throw problem;
      if (!problem.temporary) return { problem };
      await pause(tries, problem);
    }
  }
  return {};
}

function reasonOf({ violations: [first] }) {
  return first ? `${first.field}: ${first.message}` : t('failed');
}
