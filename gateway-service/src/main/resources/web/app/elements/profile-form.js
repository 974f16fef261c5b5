import { html } from 'lit';
import { FormElement } from './form-element.js';
import { api } from '../model/api.js';
import { t } from '../model/language.js';
import { welcome } from '../model/session.js';

/** Name and e-mail, which only somebody who knows the password changes. */
class ProfileForm extends FormElement {
  static properties = { user: { attribute: false } };

  constructor() {
    super();
    this.values = { currentPassword: '' };
  }

  willUpdate(changed) {
    // The e-mail comes later than the name; what was typed meanwhile stays.
    const before = changed.get('user');
    if (changed.has('user')) this.values = { ...this.values, name: this.fresh('name', before), email: this.fresh('email', before) };
  }

  fresh(name, before) {
    const typed = this.values[name];
    return typed === undefined || typed === (before?.[name] ?? '') ? (this.user?.[name] ?? '') : typed;
  }

  render() {
    return html`
      <form novalidate @submit=${this.submit}>
        ${this.field('name', t('userName'), { autocomplete: 'username', required: true })}
        ${this.field('email', t('email'), { type: 'email', autocomplete: 'email', hint: this.verification() })}
        ${this.field('currentPassword', t('currentPassword'), { type: 'password', autocomplete: 'current-password', required: true })}
        ${this.notes()}
        ${this.button(t('save'))}
      </form>`;
  }

  /** Of the address as it is kept, whatever is being typed; a service of the release before does not say it. */
  verification() {
    const { email, emailVerified } = this.user ?? {};
    return email && emailVerified !== undefined ? t(emailVerified ? 'verified' : 'notVerified', email) : undefined;
  }

  mistakes() {
    const email = this.values.email.trim();
    return {
      ...(!this.values.name.trim() && { name: { key: 'required' } }),
      ...(email && !/^\S+@\S+$/.test(email) && { email: { key: 'emailForm' } }),
      ...(!this.values.currentPassword && { currentPassword: { key: 'required' } }),
    };
  }

  async send() {
    const { name, email, currentPassword } = this.values;
    welcome(await api.changeMe({ name: name.trim(), email: email.trim() || null, currentPassword }));
    this.values = { ...this.values, currentPassword: '' };
    return 'profileSaved';
  }

  explain(problem) {
    if (problem.status === 403) return { currentPassword: { key: 'wrongCurrent' } };
    return problem.status === 409 ? { name: { key: 'nameTaken' } } : super.explain(problem);
  }
}

customElements.define('profile-form', ProfileForm);
