import { html, nothing } from 'lit';
import './ask-for-verification.js';
import './delete-form.js';
import './morning-mail.js';
import { PageElement } from './page-element.js';
import './password-form.js';
import './profile-form.js';
import './second-factor.js';
import './session-list.js';
import './transfer-card.js';
import { t } from '../model/language.js';
import { HOME } from '../model/router.js';
import { loadAccount } from '../model/session.js';
import { toast } from '../model/state.js';
import './my-account.css';

/** Who is signed in, and everything that can be done about it. */
class MyAccount extends PageElement {
  static properties = { user: { attribute: false }, sessions: { attribute: false }, secondFactor: { attribute: false }, morningMail: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      await loadAccount();
    } catch (problem) {
      if (problem.status !== 401) toast(t(problem.temporary ? 'starting' : 'failed'), t('tryAgain'), () => this.load());
    }
  }

  render() {
    const name = this.user?.name ?? '';
    return html`
      <main id="main">
        <p><a href=${HOME}>← ${t('backToTodos')}</a></p>
        <h1 tabindex="-1">${t('account')}</h1>
        <p class="summary">${t('signedInAs', name)}</p>
        <section aria-labelledby="profile-title">
          <h2 id="profile-title">${t('profile')}</h2><profile-form .user=${this.user}></profile-form><ask-for-verification .user=${this.user}></ask-for-verification>
        </section>
        <section aria-labelledby="password-title"><h2 id="password-title">${t('changePassword')}</h2><password-form></password-form></section>
        ${this.secondFactor
          ? html`<section aria-labelledby="factor-title"><h2 id="factor-title">${t('secondFactor')}</h2><second-factor .factor=${this.secondFactor}></second-factor></section>`
          : nothing}
        ${this.morningMail
          ? html`<section aria-labelledby="morning-title"><h2 id="morning-title">${t('morningMail')}</h2><morning-mail .mail=${this.morningMail} .user=${this.user}></morning-mail></section>`
          : nothing}
        <section aria-labelledby="data-title"><h2 id="data-title">${t('data')}</h2><transfer-card></transfer-card></section>
        <section aria-labelledby="sessions-title">
          <h2 id="sessions-title">${t('sessions')}</h2><session-list .sessions=${this.sessions}></session-list>
        </section>
        <section aria-labelledby="delete-title"><h2 id="delete-title">${t('deleteAccount')}</h2><delete-form .name=${name}></delete-form></section>
      </main>`;
  }
}

customElements.define('my-account', MyAccount);
