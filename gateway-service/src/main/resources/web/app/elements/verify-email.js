import { html } from 'lit';
import { LinkForm } from './link-form.js';
import { api } from '../model/api.js';
import { t } from '../model/language.js';
import { ACCOUNT } from '../model/router.js';

/** Says that an address belongs to whoever got a mail there: by a button, because programs that look at mails open links, too. */
class VerifyEmail extends LinkForm {
  render() {
    return this.card(t('verifyEmail'), t('verifyEmailText'), this.button(t('confirmAddress'), 'primary wide'), html`<a href=${ACCOUNT}>${t('toAccount')}</a>`);
  }

  async send() {
    await api.verifyEmail(this.token);
    return 'addressVerified';
  }

  message() {
    return this.refused ? t('verificationLinkNotGood') : super.message();
  }
}

customElements.define('verify-email', VerifyEmail);
