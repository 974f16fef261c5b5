import { html, nothing } from 'lit';
import './account-page.js';
import './forgot-password.js';
import { logo } from './icons.js';
import './my-account.js';
import { PageElement } from './page-element.js';
import './reset-password.js';
import './shortcut-help.js';
import './toast-stack.js';
import './todo-page.js';
import './unsubscribe-form.js';
import './verify-email.js';
import { pressed } from '../model/keys.js';
import { otherLanguage, speak, t } from '../model/language.js';
import { ACCOUNT, follow, FORGOT, HOME, isAccountPage, REGISTER, RESET, SIGN_IN, UNSUBSCRIBE, VERIFY } from '../model/router.js';
import { signOut } from '../model/session.js';
import { onState, state } from '../model/state.js';
import { choose, theme, THEMES } from '../model/theme.js';
import './todo-app.css';

/** Keys of texts. */
const TITLES = { [SIGN_IN]: 'signIn', [REGISTER]: 'register', [FORGOT]: 'forgotPassword', [RESET]: 'chooseNewPassword', [VERIFY]: 'verifyEmail', [UNSUBSCRIBE]: 'unsubscribe', [ACCOUNT]: 'account' };

/** The whole page: its head, the view that the address asks for, its foot, and what is said aloud. */
class TodoApp extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    const { signal } = this.listening;
    onState(() => this.requestUpdate(), signal);
    this.addEventListener('click', follow, { signal });
    document.addEventListener('keydown', (event) => pressed(event, { help: () => this.help() }), { signal });
  }

  updated() {
    const title = this.title();
    document.title = `${title} · ${t('product')}`;
    // Another view was asked for: that is where a screen reader goes on, and the keyboard unless it has a place already.
    if (this.titled && this.titled !== state.path && document.activeElement === document.body) {
      /** @type {HTMLElement | null} */ (this.querySelector('h1'))?.focus({ preventScroll: true });
    }
    this.titled = state.path;
  }

  title() {
    return t(TITLES[state.path] ?? `${state.view.name}Title`);
  }

  render() {
    return html`
      ${isAccountPage() ? nothing : html`<a class="skip" href="#main" @click=${this.skip}>${t('skip')}</a>`}
      <header class="top">
        <a class="brand" href=${HOME}>${logo}<span>${t('product')}</span></a>
        ${this.languageButton()}
        ${state.user && !isAccountPage() ? this.person() : nothing}
      </header>
      ${this.page()}
      <footer class="foot">
        <label>${t('theme')} <select @change=${({ target }) => choose(target.value)}>
          ${THEMES.map((each) => html`<option value=${each} ?selected=${each === theme()}>${t(each)}</option>`)}
        </select></label>
        <button class="quiet" type="button" aria-keyshortcuts="?" @click=${this.help}>${t('shortcuts')}</button>
        ${state.version ? html`<span class="version">${t('version', state.version)}</span>` : nothing}
      </footer>
      <shortcut-help></shortcut-help>
      <toast-stack .toasts=${state.toasts}></toast-stack>
      <p class="unseen" role="status">${state.announcement}</p>`;
  }

  page() {
    switch (state.path) {
      case SIGN_IN:
      case REGISTER: return html`<account-page ?registering=${state.path === REGISTER}></account-page>`;
      case FORGOT: return html`<forgot-password></forgot-password>`;
      case RESET: return html`<reset-password .token=${state.token}></reset-password>`;
      case VERIFY: return html`<verify-email .token=${state.token}></verify-email>`;
      case UNSUBSCRIBE: return html`<unsubscribe-form .token=${state.token}></unsubscribe-form>`;
      case ACCOUNT: return html`<my-account .user=${state.user} .sessions=${state.sessions} .secondFactor=${state.secondFactor} .morningMail=${state.morningMail}></my-account>`;
      default: return html`<todo-page .state=${state}></todo-page>`;
    }
  }

  languageButton() {
    const { language, tag } = otherLanguage();
    return html`<button class="quiet" type="button" lang=${tag} @click=${() => speak(language)}>${t('otherLanguage')}</button>`;
  }

  person() {
    return html`
      <a class="person" href=${ACCOUNT} title=${t('signedInAs', state.user.name)} aria-label="${t('account')}: ${state.user.name}"
        aria-current=${state.path === ACCOUNT ? 'page' : nothing}>${state.user.name}</a>
      <button class="quiet" type="button" @click=${signOut}>${t('signOut')}</button>`;
  }

  help() {
    /** @type {import('./shortcut-help.js').ShortcutHelp} */ (this.querySelector('shortcut-help')).open();
  }

  /** The address stays: it belongs to the view. */
  skip(event) {
    event.preventDefault();
    event.stopPropagation();
    /** @type {HTMLElement} */ (this.querySelector('.todos button.name, main input, main button'))?.focus();
  }
}

customElements.define('todo-app', TodoApp);
