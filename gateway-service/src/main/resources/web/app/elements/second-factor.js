import { html, nothing } from 'lit';
import { FormElement } from './form-element.js';
import { qrImage } from './qr-code.js';
import { api, CODE_REFUSED } from '../model/api.js';
import { t } from '../model/language.js';
import { loadSecondFactor, turnOffSecondFactor, turnOnSecondFactor } from '../model/session.js';
import { announce } from '../model/state.js';
import { save } from '../model/transfer.js';
import './second-factor.css';

const FEW = 3;

/** The second factor at sign-in: off, about to be turned on, its recovery codes once, on. */
class SecondFactor extends FormElement {
  static properties = { factor: { attribute: false }, secret: { state: true }, codes: { state: true } };

  constructor() {
    super();
    /** @type {import('../model/api.js').SecondFactor | null} */
    this.factor = null;
    /** @type {import('../model/api.js').Secret | null} until the first code has come */
    this.secret = null;
    /** @type {string[] | null} until the person has kept them */
    this.codes = null;
    this.clear();
  }

  clear() {
    this.values = { currentPassword: '', code: '' };
  }

  updated(changed) {
    // What was worked with is gone: who works by keyboard goes on at what has come in its place.
    if (changed.get('secret') === undefined && changed.get('codes') === undefined) return;
    const next = this.codes ? 'ul' : this.secret ? 'input' : 'p';
    /** @type {HTMLElement | null} */ (this.querySelector(next))?.focus();
  }

  render() {
    if (this.codes) return this.kept();
    if (this.factor?.on) return this.on();
    return this.secret ? this.scanning() : this.off();
  }

  off() {
    return this.form(html`<p class="summary" tabindex="-1">${t('secondFactorText')}</p>${this.password()}`, this.button(t('setUp')));
  }

  scanning() {
    const { secret, uri } = this.secret;
    return this.form(html`
      <p class="summary">${t('scan')}</p>
      <div class="scan">
        ${qrImage(uri, t('qrCode'))}
        <div class="key">
          <p>${t('key')}: <code>${secret.match(/.{1,4}/g).join(' ')}</code></p>
          <a class="button" href=${uri}>${t('openApp')}</a>
        </div>
      </div>
      ${this.code('code')}`, html`
      <div class="row">
        ${this.button(t('turnOn'))}
        <button type="button" @click=${() => { this.secret = null; this.clear(); }}>${t('cancel')}</button>
      </div>`);
  }

  kept() {
    const text = `${this.codes.join('\n')}\n`;
    return html`
      <p class="note" role="status">${t('recoveryCodesText')}</p>
      <ul class="codes" role="list" tabindex="-1" aria-label=${t('recoveryCodes')}>${this.codes.map((each) => html`<li><code>${each}</code></li>`)}</ul>
      <div class="row">
        ${navigator.clipboard ? html`<button type="button" @click=${() => this.copy(text)}>${t('copy')}</button>` : nothing}
        <button type="button" @click=${() => save('todolist-recovery-codes.txt', new Blob([text], { type: 'text/plain' }))}>${t('download')}</button>
        <button class="primary" type="button" @click=${() => { this.codes = null; }}>${t('kept')}</button>
      </div>`;
  }

  on() {
    const { recoveryCodes } = this.factor;
    return this.form(html`
      <p class="summary" tabindex="-1">${t('recoveryCodesLeft', recoveryCodes)} ${recoveryCodes < FEW ? t('fewRecoveryCodes') : nothing}</p>
      ${this.password()}${this.code('codeOrRecoveryCode')}`, this.button(t('turnOff'), 'danger'));
  }

  form(content, buttons) {
    return html`<form novalidate @submit=${this.submit}>${content}${this.notes()}${buttons}</form>`;
  }

  password() {
    return this.field('currentPassword', t('currentPassword'), { type: 'password', autocomplete: 'current-password', required: true });
  }

  code(label) {
    const digits = label === 'code';
    return this.field('code', t(label), { autocomplete: 'one-time-code', inputmode: digits ? 'numeric' : undefined, required: true, hint: digits ? t('codeHint') : undefined });
  }

  async copy(text) {
    await navigator.clipboard.writeText(text);
    announce(t('copied'));
  }

  mistakes() {
    const { currentPassword, code } = this.values;
    return {
      ...(!currentPassword && { currentPassword: { key: 'required' } }),
      ...((this.secret || this.factor.on) && !code.trim() && { code: { key: 'required' } }),
    };
  }

  async send() {
    const { currentPassword, code } = this.values;
    if (this.factor.on) {
      await turnOffSecondFactor(currentPassword, code.trim());
      this.clear();
      return 'turnedOff';
    }
    if (!this.secret) {
      this.secret = await api.beginSecondFactor(currentPassword);
      return null;
    }
    this.codes = await turnOnSecondFactor(currentPassword, code.trim());
    this.secret = null;
    this.clear();
    return null;
  }

  explain(problem) {
    if (problem.type === CODE_REFUSED) return { code: { key: 'wrongCode' } };
    if (problem.status === 403) {
      this.secret = null;
      return { currentPassword: { key: 'wrongCurrent' } };
    }
    // It is on by now, or was begun too long ago.
    if (problem.status === 409) {
      this.secret = null;
      loadSecondFactor().catch(() => {});
    }
    return super.explain(problem);
  }
}

customElements.define('second-factor', SecondFactor);
