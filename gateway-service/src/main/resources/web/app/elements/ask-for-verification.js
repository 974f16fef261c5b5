import { html, nothing } from 'lit';
import { FormElement } from './form-element.js';
import { t } from '../model/language.js';
import { askForVerification } from '../model/mails.js';

/** While the account's address is not verified: another mail with the link that does it. */
class AskForVerification extends FormElement {
  static properties = { user: { attribute: false } };

  constructor() {
    super();
    /** @type {typeof import('../model/state.js').NOBODY.user} */
    this.user = null;
  }

  willUpdate(changed) {
    if (!changed.has('user') || changed.get('user')?.email === this.user?.email) return;
    this.problem = null;
    this.success = null;
  }

  render() {
    // A service of the release before does not say it.
    if (!this.user?.email || this.user.emailVerified !== false) return nothing;
    return html`
      <form novalidate @submit=${this.submit}>
        <p class="summary">${t('notVerifiedText')}</p>
        ${this.notes()}
        ${this.button(t('sendAgain'), '')}
      </form>`;
  }

  async send() {
    return await askForVerification() ? 'verificationSent' : null;
  }

  message() {
    const { status, retryAfter } = this.problem;
    return status === 429 ? t('sentJustNow', Math.ceil(retryAfter ?? 1)) : super.message();
  }
}

customElements.define('ask-for-verification', AskForVerification);
