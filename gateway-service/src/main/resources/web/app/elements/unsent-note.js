import { html } from 'lit';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';
import { hurry } from '../model/retry.js';

/** Changes that wait for the service. */
class UnsentNote extends PageElement {
  static properties = { count: { type: Number } };

  render() {
    return html`
      <section role="status">
        <span class="pulse" aria-hidden="true"></span>
        <div>
          <h2>${t('unsent', this.count)}</h2>
          <p>${t('unsentText')}</p>
        </div>
      </section>
      <button type="button" @click=${hurry}>${t('tryNow')}</button>`;
  }
}

customElements.define('unsent-note', UnsentNote);
