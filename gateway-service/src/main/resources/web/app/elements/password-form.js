import { html } from 'lit';
import { FormElement } from './form-element.js';
import { t } from '../model/language.js';
import { changePassword } from '../model/session.js';

/** A new password; this device stays signed in, the others do not. */
class PasswordForm extends FormElement {
  constructor() {
    super();
    this.values = { currentPassword: '', newPassword: '' };
  }

  render() {
    return html`
      <form novalidate @submit=${this.submit}>
        ${this.field('currentPassword', t('currentPassword'), { type: 'password', autocomplete: 'current-password', required: true })}
        ${this.field('newPassword', t('newPassword'), { type: 'password', autocomplete: 'new-password', required: true, hint: t('passwordHint') })}
        ${this.notes()}
        ${this.button(t('changePassword'))}
      </form>`;
  }

  mistakes() {
    const { currentPassword, newPassword } = this.values;
    return {
      ...(!currentPassword && { currentPassword: { key: 'required' } }),
      ...((newPassword.length < 8 || newPassword.length > 128) && { newPassword: { key: 'passwordLength' } }),
    };
  }

  async send() {
    await changePassword(this.values.currentPassword, this.values.newPassword);
    this.values = { currentPassword: '', newPassword: '' };
    return 'passwordChanged';
  }

  explain(problem) {
    return problem.status === 403 ? { currentPassword: { key: 'wrongCurrent' } } : super.explain(problem);
  }
}

customElements.define('password-form', PasswordForm);
