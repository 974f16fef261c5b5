import { html, nothing } from 'lit';
import { FormElement } from './form-element.js';
import { t } from '../model/language.js';
import { morningHere, turnOffMorningMail, turnOnMorningMail } from '../model/session.js';

/** The mail that says at 7 what is due: off, or on with where that is and in which language. */
class MorningMail extends FormElement {
  static properties = { mail: { attribute: false }, user: { attribute: false } };

  constructor() {
    super();
    /** @type {import('../model/api.js').MorningMail | null} */
    this.mail = null;
    /** @type {typeof import('../model/state.js').NOBODY.user} */
    this.user = null;
    /** The settings become those of this device. */
    this.moving = false;
  }

  render() {
    return html`
      <form novalidate @submit=${this.submit}>
        <p class="summary">${this.mail.on ? t('morningMailOn', this.mail.timeZone, t(`languageOf_${this.mail.language}`)) : t('morningMailText')}</p>
        ${this.reachable ? nothing : html`<p class="summary">${t('morningMailNeedsAddress')}</p>`}
        ${this.notes()}
        ${this.buttons()}
      </form>`;
  }

  get reachable() {
    return this.user?.emailVerified === true;
  }

  buttons() {
    if (!this.mail.on) return this.reachable ? this.button(t('turnOn')) : nothing;
    return html`
      <div class="row">
        ${this.button(t('turnOff'), 'danger')}
        ${this.elsewhere && this.reachable ? html`<button type="submit" name="here">${t('morningMailHere')}</button>` : nothing}
      </div>`;
  }

  get elsewhere() {
    const { timeZone, language } = morningHere();
    return timeZone !== this.mail.timeZone || language !== this.mail.language;
  }

  async submit(event) {
    if (!this.busy) this.moving = event.submitter?.name === 'here';
    await super.submit(event);
  }

  async send() {
    const { moving } = this;
    if (this.mail.on && !moving) {
      await turnOffMorningMail();
      return 'morningMailTurnedOff';
    }
    await turnOnMorningMail();
    return moving ? 'morningMailMoved' : 'morningMailTurnedOn';
  }

  message() {
    return this.problem.status === 409 ? t('morningMailNeedsAddress') : super.message();
  }
}

customElements.define('morning-mail', MorningMail);
