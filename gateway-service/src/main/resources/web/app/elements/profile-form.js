import { html } from 'lit';
import { FormElement } from './form-element.js';
import { api } from '../model/api.js';
import { t } from '../model/language.js';
import { welcome } from '../model/session.js';

/** Name and e-mail. */
class ProfileForm extends FormElement {
  static properties = { user: { attribute: false } };

  willUpdate(changed) {
    // The e-mail comes later than the name; what was typed meanwhile stays.
    const before = changed.get('user');
    if (changed.has('user')) this.values = { name: this.fresh('name', before), email: this.fresh('email', before) };
  }

  fresh(name, before) {
    const typed = this.values[name];
    return typed === undefined || typed === (before?.[name] ?? '') ? (this.user?.[name] ?? '') : typed;
  }

  render() {
    return html`
      <form novalidate @submit=${this.submit}>
        ${this.field('name', t('userName'), { autocomplete: 'username', required: true })}
        ${this.field('email', t('email'), { type: 'email', autocomplete: 'email' })}
        ${this.notes()}
        ${this.button(t('save'))}
      </form>`;
  }

  mistakes() {
    const email = this.values.email.trim();
    return {
      ...(!this.values.name.trim() && { name: { key: 'required' } }),
      ...(email && !/^\S+@\S+$/.test(email) && { email: { key: 'emailForm' } }),
    };
  }

  async send() {
    const { name, email } = this.values;
    welcome(await api.changeMe({ name: name.trim(), email: email.trim() || null }));
    return 'profileSaved';
  }

  explain(problem) {
    return problem.status === 409 ? { name: { key: 'nameTaken' } } : super.explain(problem);
  }
}

customElements.define('profile-form', ProfileForm);
