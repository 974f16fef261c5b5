import { html, nothing } from 'lit';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';
import { hurry } from '../model/retry.js';
import './waking-note.css';

/** Why there is no list yet: the page goes on trying by itself. */
class WakingNote extends PageElement {
  static properties = { problem: { attribute: false } };

  render() {
    const what = this.kind();
    return html`
      <section role="status">
        <span class="pulse" aria-hidden="true"></span>
        <div>
          <h2>${t(what)}</h2>
          <p>${t(`${what}Text`)}</p>
        </div>
      </section>
      ${this.problem ? html`<button type="button" @click=${hurry}>${t('tryNow')}</button>` : nothing}`;
  }

  /** @returns {'waking' | 'offline' | 'troubled'} */
  kind() {
    if (this.problem?.status === 0) return 'offline';
    return !this.problem || this.problem.temporary ? 'waking' : 'troubled';
  }
}

customElements.define('waking-note', WakingNote);
