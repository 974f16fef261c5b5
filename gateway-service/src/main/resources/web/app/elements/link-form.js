import { html, nothing } from 'lit';
import './account-page.css';
import { FormElement } from './form-element.js';
import { t } from '../model/language.js';

/** Base of the forms that links of mails lead to: what they do is done by the link's token, as long as that is good. */
export class LinkForm extends FormElement {
  static properties = { token: { attribute: false } };

  constructor() {
    super();
    /** @type {string | null} null: the page was opened without one, or anew */
    this.token = null;
  }

  willUpdate(changed) {
    this.entered = this.contains(document.activeElement);
    if (!changed.has('token')) return;
    this.problem = null;
    this.success = null;
  }

  firstUpdated() {
    /** @type {HTMLElement} */ (this.querySelector('input') ?? this.querySelector('h1')).focus();
  }

  updated() {
    // The button is gone: who works by keyboard goes on at the top.
    if (this.entered && !this.contains(document.activeElement)) this.querySelector('h1').focus();
  }

  /** What can't be a token at all is a 400. */
  get refused() {
    const { status, violations = [] } = this.problem ?? {};
    return status === 410 || violations.some(({ field }) => field === 'token');
  }

  /** @param {string} title  @param {string} text  @param {unknown} fields and the button, while the token is good  @param {unknown} aside */
  card(title, text, fields, aside) {
    const open = this.token && !this.refused && !this.success;
    return html`
      <main class="card">
        <h1 tabindex="-1">${title}</h1>
        ${open ? html`<p class="summary">${text}</p>` : nothing}
        ${this.token ? nothing : html`<p class="note">${t('linkMissing')}</p>`}
        <form novalidate ?hidden=${!this.token} @submit=${this.submit}>
          ${this.notes()}
          ${open ? fields : nothing}
        </form>
        <p class="aside">${aside}</p>
      </main>`;
  }
}
