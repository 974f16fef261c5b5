import { html } from 'lit';
import './delete-form.js';
import { PageElement } from './page-element.js';
import './password-form.js';
import './profile-form.js';
import './transfer-card.js';
import { t } from '../model/language.js';
import { HOME } from '../model/router.js';
import { signOutElsewhere, signOutEverywhere, welcome } from '../model/session.js';
import { toast } from '../model/state.js';
import { api } from '../model/api.js';
import './my-account.css';

/** Who is signed in, and everything that can be done about it. */
class MyAccount extends PageElement {
  static properties = { user: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      welcome(await api.me());
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
        <section aria-labelledby="profile-title"><h2 id="profile-title">${t('profile')}</h2><profile-form .user=${this.user}></profile-form></section>
        <section aria-labelledby="password-title"><h2 id="password-title">${t('changePassword')}</h2><password-form></password-form></section>
        <section aria-labelledby="data-title"><h2 id="data-title">${t('data')}</h2><transfer-card></transfer-card></section>
        <section aria-labelledby="sessions-title">
          <h2 id="sessions-title">${t('sessions')}</h2>
          <p class="summary">${t('sessionsText')}</p>
          <div class="row">
            <button type="button" @click=${() => this.end(signOutElsewhere)}>${t('endOthers')}</button>
            <button type="button" @click=${() => this.end(signOutEverywhere)}>${t('endSessions')}</button>
          </div>
        </section>
        <section aria-labelledby="delete-title"><h2 id="delete-title">${t('deleteAccount')}</h2><delete-form .name=${name}></delete-form></section>
      </main>`;
  }

  /** @param {() => Promise<void>} signOut */
  async end(signOut) {
    try {
      await signOut();
    } catch (problem) {
      if (problem.status !== 401) toast(t('notSignedOut'), t('tryAgain'), () => this.end(signOut));
    }
  }
}

customElements.define('my-account', MyAccount);
