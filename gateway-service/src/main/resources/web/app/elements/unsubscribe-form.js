import { html } from 'lit';
import { LinkForm } from './link-form.js';
import { api } from '../model/api.js';
import { t } from '../model/language.js';
import { ACCOUNT } from '../model/router.js';

/** Ends the mails in the morning: by a button, because programs that look at mails open links, too. */
class UnsubscribeForm extends LinkForm {
  render() {
    return this.card(t('unsubscribe'), t('unsubscribeText'), this.button(t('turnOff'), 'primary wide'), html`<a href=${ACCOUNT}>${t('toAccount')}</a>`);
  }

  async send() {
    await api.unsubscribe(this.token);
    return 'unsubscribed';
  }

  message() {
    return this.refused ? t('unsubscriptionLinkNotGood') : super.message();
  }
}

customElements.define('unsubscribe-form', UnsubscribeForm);
