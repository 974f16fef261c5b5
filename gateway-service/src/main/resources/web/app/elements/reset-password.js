import { html } from 'lit';
import { LinkForm } from './link-form.js';
import { t } from '../model/language.js';
import { resetPassword } from '../model/mails.js';
import { FORGOT, SIGN_IN } from '../model/router.js';

/** A new password for one that was forgotten. */
class ResetPassword extends LinkForm {
  constructor() {
    super();
    this.values = { newPassword: '' };
  }

  render() {
    const again = !this.token || this.refused;
    return this.card(t('chooseNewPassword'), t('chooseNewPasswordText'), html`
      ${this.field('newPassword', t('newPassword'), { type: 'password', autocomplete: 'new-password', required: true, hint: t('passwordHint') })}
      ${this.button(t('changePassword'), 'primary wide')}`,
    html`<a href=${again ? FORGOT : SIGN_IN}>${t(again ? 'askForAnotherLink' : 'backToSignIn')}</a>`);
  }

  mistakes() {
    const { length } = this.values.newPassword;
    return length < 8 || length > 128 ? { newPassword: { key: 'passwordLength' } } : {};
  }

  async send() {
    await resetPassword(this.token, this.values.newPassword);
  }

  message() {
    return this.refused ? t('resetLinkNotGood') : super.message();
  }
}

customElements.define('reset-password', ResetPassword);
