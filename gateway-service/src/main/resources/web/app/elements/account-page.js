import { html, nothing } from 'lit';
import { field, focusFirstError } from './field.js';
import { PageElement } from './page-element.js';
import { CODE_NEEDED, CODE_REFUSED } from '../model/api.js';
import { t } from '../model/language.js';
import { FORGOT, REGISTER, SIGN_IN, withReturn } from '../model/router.js';
import { register, signIn } from '../model/session.js';
import { state } from '../model/state.js';
import './account-page.css';

const PASSWORD = { least: 8, most: 128 };

/** Sign in and create an account: one form, two purposes. */
class AccountPage extends PageElement {
  static properties = {
    registering: { type: Boolean },
    busy: { state: true },
    problem: { state: true },
    errors: { state: true },
    asksForCode: { state: true },
    recovers: { state: true },
  };

  constructor() {
    super();
    this.registering = false;
    this.busy = false;
    /** What is wrong with the whole, and with each field: the key of a text, which follows the language, or the server's words. */
    this.problem = null;
    this.errors = {};
    /** The password is right, and the account has a second factor. */
    this.asksForCode = false;
    /** By a recovery code in place of one of the app. */
    this.recovers = false;
    this.values = { name: state.expired ? state.user.name : '', password: '', email: '', code: '' };
  }

  willUpdate(changed) {
    if (changed.has('registering') && this.hasUpdated) {
      this.problem = null;
      this.errors = {};
      this.asksForCode = false;
    }
  }

  updated(changed) {
    if (changed.has('asksForCode') || changed.has('recovers')) this.querySelector('#code')?.focus();
    if (!changed.has('registering')) return;
    const inputs = [...this.querySelectorAll('input')];
    inputs.find(({ value }) => !value)?.focus();
  }

  render() {
    const title = t(this.registering ? 'register' : 'signIn');
    return html`
      <main class="card">
        <h1>${title}</h1>
        ${state.expired && !this.problem ? html`<p class="note" role="status">${t('signedOutMeanwhile')}</p>` : nothing}
        <p class="alert" role="alert" ?hidden=${!this.problem}>${this.message()}</p>
        <form novalidate @submit=${this.submit}>
          ${this.field('name', 'userName', { autocomplete: 'username', required: true })}
          ${this.field('password', 'password', {
            type: 'password',
            required: true,
            autocomplete: this.registering ? 'new-password' : 'current-password',
            hint: this.registering ? t('passwordHint') : undefined,
          })}
          ${this.registering ? this.field('email', 'email', { type: 'email', autocomplete: 'email' }) : nothing}
          ${this.asksForCode ? this.code() : nothing}
          <button class="primary wide" type="submit" aria-disabled=${this.busy ? 'true' : nothing}>
            ${this.busy ? t(this.registering ? 'registering' : 'signingIn') : title}
          </button>
        </form>
        ${this.registering ? nothing : html`<p class="aside"><a href=${withReturn(FORGOT)}>${t('forgotPassword')}</a></p>`}
        <p class="aside">
          ${t(this.registering ? 'haveAccount' : 'noAccount')}
          <a href=${withReturn(this.registering ? SIGN_IN : REGISTER)}>${t(this.registering ? 'signIn' : 'register')}</a>
        </p>
      </main>`;
  }

  code() {
    return html`
      ${this.field('code', this.recovers ? 'recoveryCode' : 'code', {
        required: true,
        autocomplete: this.recovers ? 'off' : 'one-time-code',
        inputmode: this.recovers ? 'text' : 'numeric',
        hint: t(this.recovers ? 'recoveryCodeHint' : 'codeHint'),
      })}
      <button class="quiet" type="button" @click=${() => { this.recovers = !this.recovers; }}>${t(this.recovers ? 'useApp' : 'useRecoveryCode')}</button>`;
  }

  field(name, label, options) {
    const error = this.errors[name];
    return field({
      id: name,
      label: t(label),
      value: this.values[name],
      error: error && (error.text ?? t(error.key)),
      onInput: (value) => {
        this.values[name] = value;
        // Of another account nobody knows yet whether it takes one.
        if (name === 'name') this.asksForCode = false;
      },
      ...options,
    });
  }

  message() {
    if (!this.problem) return nothing;
    const { status, temporary, retryAfter } = this.problem;
    if (status === 429) return t('tooManyTries', Math.ceil(retryAfter ?? 1));
    if (status === 401) return t('wrongPassword');
    return t(temporary ? 'starting' : 'failed');
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.errors = this.mistakes();
    this.problem = null;
    if (!Object.keys(this.errors).length) await this.send();
    await this.updateComplete;
    focusFirstError(this);
  }

  async send() {
    const { name, password, email, code } = this.values;
    this.busy = true;
    try {
      if (this.registering) await register({ name: name.trim(), password, ...(email.trim() && { email: email.trim() }) });
      else await signIn(name.trim(), password, this.asksForCode ? code.trim() : undefined);
    } catch (problem) {
      const asked = problem.type === CODE_NEEDED;
      this.asksForCode ||= asked;
      this.errors = this.explain(problem);
      this.problem = asked || Object.keys(this.errors).length ? null : problem;
    }
    this.busy = false;
  }

  explain(problem) {
    if (problem.status === 409) return { name: { key: 'nameTaken' } };
    return problem.type === CODE_REFUSED ? { code: { key: 'wrongCode' } } : this.refused(problem);
  }

  /** What the server says of the fields that are on this page. */
  refused({ violations }) {
    const ours = violations.filter(({ field }) => field in this.values);
    return Object.fromEntries(ours.map(({ field, message }) => [field, { text: message }]));
  }

  /** What can be said without asking the server. */
  mistakes() {
    const { name, password, email, code } = this.values;
    const errors = {};
    if (!name.trim()) errors.name = { key: 'required' };
    if (!password) errors.password = { key: 'required' };
    if (this.asksForCode && !code.trim()) errors.code = { key: 'required' };
    if (!this.registering) return errors;
    if (password && (password.length < PASSWORD.least || password.length > PASSWORD.most)) errors.password = { key: 'passwordLength' };
    if (email.trim() && !/^\S+@\S+$/.test(email.trim())) errors.email = { key: 'emailForm' };
    return errors;
  }
}

customElements.define('account-page', AccountPage);
