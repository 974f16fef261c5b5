/** What has happened to a todo, read when somebody wants to see it. */
import { api } from './api.js';
import { readableDay } from './days.js';
import { t } from './language.js';

/**
 * @typedef {import('./api.js').Difference} Difference
 * @typedef {import('./api.js').HistoryEntry} HistoryEntry
 * @typedef {import('./api.js').HistoryPage} HistoryPage
 */

const SIZE = '50';

/** @param {string} id  @param {HistoryPage} [known] what was read of it before  @returns {Promise<HistoryPage>} that, and the page behind it */
export async function readHistory(id, known) {
  const { items, next } = await api.history(id, { size: SIZE, ...(known && { after: known.next }) });
  return { items: [...(known?.items ?? []), ...items], next };
}

/** In words, one for each thing that changed. @param {HistoryEntry} entry  @returns {string[]} */
export function told({ what, name, status, due, description }) {
  const changes = [
    name && t('toldName', name.from, name.to),
    description && t('toldDescription'),
    status && t('toldStatus', t(status.from), t(status.to)),
    due && toldDue(due),
  ].filter(Boolean);
  return what === 'CHANGED' && changes.length ? changes : [t(`told${what}`), ...changes];
}

/** @param {Difference} due */
function toldDue({ from, to }) {
  if (!from) return t('toldDueSet', readableDay(to));
  return to ? t('toldDue', readableDay(from), readableDay(to)) : t('toldDueRemoved', readableDay(from));
}
