import { html } from 'lit';
import './account-page.css';
import { FormElement } from './form-element.js';
import { api } from '../model/api.js';
import { t } from '../model/language.js';
import { SIGN_IN, withReturn } from '../model/router.js';

/** Asks for a mail with a link to a new password. Whether the address belongs to an account is not told. */
class ForgotPassword extends FormElement {
  constructor() {
    super();
    this.values = { email: '' };
  }

  firstUpdated() {
    this.querySelector('input').focus();
  }

  render() {
    return html`
      <main class="card">
        <h1>${t('forgotPassword')}</h1>
        <p class="summary">${t('forgotPasswordText')}</p>
        <form novalidate @submit=${this.submit}>
          ${this.field('email', t('emailAddress'), { type: 'email', autocomplete: 'email', required: true })}
          ${this.notes()}
          ${this.button(t('sendLink'), 'primary wide')}
        </form>
        <p class="aside"><a href=${withReturn(SIGN_IN)}>${t('backToSignIn')}</a></p>
      </main>`;
  }

  mistakes() {
    const email = this.values.email.trim();
    if (!email) return { email: { key: 'required' } };
    return /^\S+@\S+$/.test(email) ? {} : { email: { key: 'emailForm' } };
  }

  async send() {
    await api.askForReset(this.values.email.trim());
    return 'resetMailSent';
  }

  explain(problem) {
    return problem.status === 400 ? { email: { key: 'emailForm' } } : super.explain(problem);
  }
}

customElements.define('forgot-password', ForgotPassword);
