import { html, nothing } from 'lit';
import { PageElement } from './page-element.js';
import { readableMoment } from '../model/days.js';
import { deviceName } from '../model/devices.js';
import { readHistory, told } from '../model/history.js';
import { t } from '../model/language.js';
import './todo-history.css';

/** What has happened to a todo: read whenever it is opened. With a name where there may be several. */
class TodoHistory extends PageElement {
  static properties = { todoId: { type: String }, name: { type: String }, history: { state: true }, problem: { state: true }, busy: { state: true } };

  constructor() {
    super();
    /** @type {import('../model/api.js').HistoryPage | undefined} what was read of it so far */
    this.history = undefined;
    /** @type {import('../model/api.js').Problem | null} */
    this.problem = null;
    this.busy = false;
  }

  willUpdate() {
    this.entered = this.contains(document.activeElement);
  }

  updated() {
    // The button is gone: who works by keyboard goes on at the list that it was below.
    if (this.entered && !this.contains(document.activeElement)) /** @type {HTMLElement | null} */ (this.querySelector('ol'))?.focus();
  }

  render() {
    const { name, history, problem, busy } = this;
    const label = name ? t('historyOf', name) : t('history');
    return html`
      <details @toggle=${this.toggle}>
        <summary aria-label=${label}>${t('history')}</summary>
        ${history?.items.length ? html`<ol role="list" tabindex="-1" aria-label=${label}>${history.items.map((entry) => this.item(entry))}</ol>` : nothing}
        <p role="status">${busy ? t('moreLoading') : history?.items.length === 0 ? t('noHistory') : nothing}</p>
        <p class="alert" role="alert" ?hidden=${!problem}>${problem ? t(problem.temporary ? 'starting' : 'failed') : nothing}</p>
        ${problem || history?.next
          ? html`<button type="button" aria-disabled=${busy ? 'true' : nothing} @click=${this.read}>${t(problem ? 'tryAgain' : 'earlierHistory')}</button>`
          : nothing}
      </details>`;
  }

  /** @param {import('../model/api.js').HistoryEntry} entry */
  item(entry) {
    const { at, device } = entry;
    return html`
      <li>
        ${told(entry).map((line) => html`<p>${line}</p>`)}
        <p class="facts"><time datetime=${at}>${readableMoment(at)}</time>${device ? html`<span title=${device}>${deviceName(device)}</span>` : nothing}</p>
      </li>`;
  }

  /** @param {Event} event */
  toggle({ target }) {
    if (!/** @type {HTMLDetailsElement} */ (target).open) return;
    this.history = undefined;
    this.read();
  }

  async read() {
    if (this.busy) return;
    this.busy = true;
    try {
      this.history = await readHistory(this.todoId, this.history);
      this.problem = null;
    } catch (problem) {
      // Without a session the page goes to the sign-in.
      if (problem.status !== 401) this.problem = problem;
    }
    this.busy = false;
  }
}

customElements.define('todo-history', TodoHistory);
