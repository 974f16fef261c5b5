import { html, nothing } from 'lit';
import { PageElement } from './page-element.js';
import { readableDay } from '../model/days.js';
import { t } from '../model/language.js';
import { discard, retry } from '../model/outbox.js';

/** A todo that the server has not acknowledged yet, and why. */
class PendingTodo extends PageElement {
  static properties = { entry: { attribute: false }, late: { type: Boolean } };

  render() {
    const { key, fields: { name, due }, problem } = this.entry;
    return html`
      <span class="box ${problem ? 'refused' : 'moving'}" aria-hidden="true"></span>
      <div class="content">
        <span class="name">${name}</span>
        <p class="meta">${this.condition()}${due ? html`<span>${t('dueOn', readableDay(due))}</span>` : nothing}</p>
      </div>
      ${problem || this.late
        ? html`<div class="actions">
            <button type="button" aria-label=${t('retryOf', name)} @click=${() => retry(key)}>${t('tryAgain')}</button>
            <button type="button" class="quiet" aria-label=${t('discardOf', name)} @click=${() => discard(key)}>${t('discard')}</button>
          </div>`
        : nothing}`;
  }

  condition() {
    const { problem } = this.entry;
    if (problem) return html`<span class="error" role="alert">${t('notSaved', problem)}</span>`;
    return this.late ? html`<span class="late">${t('notSavedYet')}</span>` : html`<span class="soon">${t('saving')}</span>`;
  }
}

customElements.define('pending-todo', PendingTodo);
