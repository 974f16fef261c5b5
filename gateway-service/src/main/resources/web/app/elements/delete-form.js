import { html } from 'lit';
import { FormElement } from './form-element.js';
import { t } from '../model/language.js';
import { deleteAccount } from '../model/session.js';

/** The end of the account: its name typed and the password, so that nobody does it by mistake. */
class DeleteForm extends FormElement {
  static properties = { name: { type: String } };

  constructor() {
    super();
    this.name = '';
    this.values = { confirmation: '', password: '' };
  }

  render() {
    return html`
      <form novalidate @submit=${this.submit}>
        <p class="summary">${t('deleteAccountText')}</p>
        ${this.field('confirmation', t('typeName', this.name), { required: true })}
        ${this.field('password', t('password'), { type: 'password', autocomplete: 'current-password', required: true })}
        ${this.notes()}
        ${this.button(t('deleteForGood'), 'danger')}
      </form>`;
  }

  mistakes() {
    const { confirmation, password } = this.values;
    return {
      ...(confirmation.trim() !== this.name && { confirmation: { key: 'nameDiffers' } }),
      ...(!password && { password: { key: 'required' } }),
    };
  }

  async send() {
    await deleteAccount(this.values.password);
  }

  explain(problem) {
    return problem.status === 403 ? { password: { key: 'wrongCurrent' } } : super.explain(problem);
  }
}

customElements.define('delete-form', DeleteForm);
