import { html, nothing } from 'lit';
import { field, focusFirstError } from './field.js';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';

/**
 * Base of the forms of the account: values, what is wrong with them, and one request. A form says in `mistakes` what can be said without
 * asking the server, sends in `send`, and names in `explain` the refusals that it expects.
 */
export class FormElement extends PageElement {
  static properties = { values: { state: true }, busy: { state: true }, problem: { state: true }, errors: { state: true }, success: { state: true } };

  constructor() {
    super();
    this.values = {};
    this.busy = false;
    /** @type {import('../model/api.js').Problem | null} */
    this.problem = null;
    /** By field: the key of a text or the server's words. @type {Record<string, { key?: string, text?: string }>} */
    this.errors = {};
    /** @type {string | null} key of a text */
    this.success = null;
  }

  mistakes() {
    return {};
  }

  /** @param {import('../model/api.js').Problem} problem */
  explain(problem) {
    const ours = problem.violations.filter(({ field: name }) => name in this.values);
    return Object.fromEntries(ours.map(({ field: name, message }) => [name, { text: message }]));
  }

  field(name, label, options) {
    const error = this.errors[name];
    return field({
      id: `${this.localName}-${name}`,
      label,
      value: this.values[name],
      error: error && (error.text ?? t(error.key)),
      onInput: (value) => { this.values[name] = value; },
      ...options,
    });
  }

  button(label, kind = 'primary') {
    return html`<div><button class=${kind} type="submit" aria-disabled=${this.busy ? 'true' : nothing}>${label}</button></div>`;
  }

  notes() {
    return html`
      <p class="note" role="status" ?hidden=${!this.success}>${this.success ? t(this.success) : nothing}</p>
      <p class="alert" role="alert" ?hidden=${!this.problem}>${this.problem ? this.message() : nothing}</p>`;
  }

  message() {
    const { status, temporary, retryAfter } = this.problem;
    if (status === 429) return t('tooManyTries', Math.ceil(retryAfter ?? 1));
    if (status === 501) return t('noMail');
    return t(temporary ? 'starting' : 'failed');
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    this.errors = this.mistakes();
    this.problem = null;
    this.success = null;
    if (!Object.keys(this.errors).length) await this.attempt();
    await this.updateComplete;
    focusFirstError(this);
  }

  async attempt() {
    this.busy = true;
    try {
      this.success = (await this.send()) ?? null;
    } catch (problem) {
      this.errors = this.explain(problem);
      this.problem = Object.keys(this.errors).length ? null : problem;
    }
    this.busy = false;
  }
}
