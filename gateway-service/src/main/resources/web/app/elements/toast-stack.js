import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { cross } from './icons.js';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';
import { closeToast } from '../model/state.js';
import './toast-stack.css';

const SHOWN = 10_000;

/** Short notes with one action. Each stays for ten seconds, and longer while the pointer or the focus is on them. */
class ToastStack extends PageElement {
  static properties = { toasts: { attribute: false } };

  /** @type {Map<number, ReturnType<typeof setTimeout>>} */
  timers = new Map();

  connectedCallback() {
    super.connectedCallback();
    const { signal } = this.listening;
    document.addEventListener('keydown', (event) => this.undo(event), { signal });
    for (const event of ['pointerenter', 'focusin']) this.addEventListener(event, this.hold, { signal });
    for (const event of ['pointerleave', 'focusout']) this.addEventListener(event, this.run, { signal });
  }

  updated() {
    if (!this.matches(':hover, :focus-within')) this.run();
  }

  render() {
    return html`
      <section aria-label=${t('notifications')} aria-live="polite">
        ${repeat(this.toasts, ({ id }) => id, (toast) => html`
          <div class="toast">
            <p>${toast.text}</p>
            ${toast.label ? html`<button type="button" @click=${(event) => this.act(toast, event)}>${toast.label}</button>` : nothing}
            <button class="icon-only" type="button" aria-label=${t('close')} @click=${() => closeToast(toast.id)}>${cross}</button>
          </div>`)}
      </section>`;
  }

  run() {
    for (const { id } of this.toasts) {
      if (!this.timers.has(id)) this.timers.set(id, setTimeout(() => closeToast(id), SHOWN));
    }
  }

  hold() {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** @param {import('../model/state.js').Toast} toast  @param {MouseEvent} [click] */
  async act({ id, action }, click) {
    closeToast(id);
    await action();
    // The button is gone: who works by keyboard goes on at the field for a new todo.
    if (click?.detail === 0 && document.activeElement === document.body) document.querySelector('add-todo input')?.focus();
  }

  /** Ctrl+Z, where it does not belong to a text, is the latest note's action. @param {KeyboardEvent} event */
  undo(event) {
    const latest = this.toasts.at(-1);
    const typing = /** @type {Element} */ (event.target).matches('input:not([type=checkbox]), textarea');
    if (!latest?.action || typing || event.key !== 'z' || !(event.ctrlKey || event.metaKey) || event.shiftKey) return;
    event.preventDefault();
    this.act(latest);
  }
}

customElements.define('toast-stack', ToastStack);
