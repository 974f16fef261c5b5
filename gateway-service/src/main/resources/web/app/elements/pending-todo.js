import { html, nothing } from 'lit';
import { PageElement } from './page-element.js';
import { discard, retry } from '../model/adding.js';
import { t } from '../model/language.js';

/** A todo that the server has not acknowledged yet, and why. */
class PendingTodo extends PageElement {
  static properties = { entry: { attribute: false } };

  render() {
    const { key, name, waiting, problem } = this.entry;
    return html`
      <span class="box ${problem ? 'refused' : 'moving'}" aria-hidden="true"></span>
      <div class="content">
        <span class="name">${name}</span>
        <p class="meta" role=${problem || waiting ? 'alert' : nothing}>${this.condition()}</p>
      </div>
      ${problem || waiting
        ? html`<div class="actions">
            <button type="button" aria-label=${t('retryOf', name)} @click=${() => retry(key)}>${t('tryAgain')}</button>
            <button type="button" class="quiet" aria-label=${t('discardOf', name)} @click=${() => discard(key)}>${t('discard')}</button>
          </div>`
        : nothing}`;
  }

  condition() {
    const { waiting, problem } = this.entry;
    if (problem) return html`<span class="error">${t('notSaved', problem.violations[0]?.message ?? t('failed'))}</span>`;
    return waiting ? html`<span class="late">${t('notSavedYet')}</span>` : html`<span class="soon">${t('saving')}</span>`;
  }
}

customElements.define('pending-todo', PendingTodo);
