import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import { readableMoment } from '../model/days.js';
import { deviceName } from '../model/devices.js';
import { t } from '../model/language.js';
import { endSession, signOut, signOutElsewhere, signOutEverywhere } from '../model/session.js';
import { toast } from '../model/state.js';
import './session-list.css';

/** Where the person is signed in; each device can be signed out by itself, and several at once. */
class SessionList extends PageElement {
  static properties = { sessions: { attribute: false }, ending: { state: true } };

  constructor() {
    super();
    /** @type {import('../model/api.js').SessionInfo[] | null} */
    this.sessions = null;
    /** @type {string | null} id of the one that is about to end */
    this.ending = null;
  }

  willUpdate() {
    this.entered = this.contains(document.activeElement);
  }

  updated() {
    // The button is gone: who works by keyboard goes on at the list that it was in.
    if (this.entered && !this.contains(document.activeElement)) this.querySelector('ul')?.focus();
  }

  render() {
    return html`
      <p class="summary">${t('sessionsText')}</p>
      ${this.sessions
        ? html`<ul role="list" tabindex="-1" aria-labelledby="sessions-title">${repeat(this.sessions, ({ id }) => id, (session) => this.item(session))}</ul>`
        : nothing}
      <div class="row">
        <button type="button" @click=${() => this.end(signOutElsewhere)}>${t('endOthers')}</button>
        <button type="button" @click=${() => this.end(signOutEverywhere)}>${t('endSessions')}</button>
      </div>`;
  }

  /** @param {import('../model/api.js').SessionInfo} session */
  item(session) {
    const { id, device, address, createdAt, lastUsedAt, current } = session;
    const name = deviceName(device);
    return html`
      <li>
        <div class="device">
          <p><span title=${device ?? nothing}>${name}</span>${current ? html`<strong>${t('thisDevice')}</strong>` : nothing}</p>
          <p class="facts" id="session-${id}">
            ${address ? html`<span>${address}</span>` : nothing}
            <time datetime=${lastUsedAt}>${t('lastUsedAt', readableMoment(lastUsedAt))}</time>
            <time datetime=${createdAt}>${t('signedInAt', readableMoment(createdAt))}</time>
          </p>
        </div>
        <button type="button" aria-label=${t('signOutOf', name)} aria-describedby="session-${id}" aria-disabled=${this.ending === id ? 'true' : nothing}
          @click=${() => this.endOne(session)}>${t('signOut')}</button>
      </li>`;
  }

  /** @param {import('../model/api.js').SessionInfo} session */
  async endOne(session) {
    if (this.ending) return;
    this.ending = session.id;
    await this.end(session.current ? signOut : () => endSession(session));
    this.ending = null;
  }

  /** @param {() => Promise<void>} act */
  async end(act) {
    try {
      await act();
    } catch (problem) {
      if (problem.status !== 401) toast(t('notSignedOut'), t('tryAgain'), () => this.end(act));
    }
  }
}

customElements.define('session-list', SessionList);
