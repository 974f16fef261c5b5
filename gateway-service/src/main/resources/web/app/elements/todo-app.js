import { html, nothing } from 'lit';
import './account-page.js';
import { logo } from './icons.js';
import { PageElement } from './page-element.js';
import './toast-stack.js';
import './todo-page.js';
import { otherLanguage, speak, t } from '../model/language.js';
import { follow, HOME, isAccountPage, REGISTER } from '../model/router.js';
import { signOut } from '../model/session.js';
import { onState, state } from '../model/state.js';
import './todo-app.css';

/** The whole page: its head, the view that the address asks for, and what is said aloud. */
class TodoApp extends PageElement {
  connectedCallback() {
    super.connectedCallback();
    onState(() => this.requestUpdate(), this.listening.signal);
    this.addEventListener('click', follow, { signal: this.listening.signal });
  }

  updated() {
    document.title = `${this.view()} · ${t('product')}`;
  }

  view() {
    if (!isAccountPage()) return t('myTodos');
    return t(state.path === REGISTER ? 'register' : 'signIn');
  }

  render() {
    return html`
      <header class="top">
        <a class="brand" href=${HOME}>${logo}<span>${t('product')}</span></a>
        ${this.languageButton()}
        ${state.user && !isAccountPage() ? this.person() : nothing}
      </header>
      ${isAccountPage()
        ? html`<account-page ?registering=${state.path === REGISTER}></account-page>`
        : html`<todo-page .state=${state}></todo-page>`}
      <toast-stack .toasts=${state.toasts}></toast-stack>
      <p class="unseen" role="status">${state.announcement}</p>`;
  }

  languageButton() {
    const { language, tag } = otherLanguage();
    return html`<button class="quiet" type="button" lang=${tag} @click=${() => speak(language)}>${t('otherLanguage')}</button>`;
  }

  person() {
    return html`
      <span class="person" title=${state.user.name}>${state.user.name}</span>
      <button class="quiet" type="button" @click=${signOut}>${t('signOut')}</button>`;
  }
}

customElements.define('todo-app', TodoApp);
