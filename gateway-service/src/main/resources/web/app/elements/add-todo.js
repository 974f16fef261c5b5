import { html, nothing } from 'lit';
import { plus } from './icons.js';
import { PageElement } from './page-element.js';
import { add } from '../model/adding.js';
import { LIMITS } from '../model/editing.js';
import { t } from '../model/language.js';
import './add-todo.css';

/** One line, Enter, next: the focus stays. */
class AddTodo extends PageElement {
  static properties = { tooLong: { state: true } };

  constructor() {
    super();
    this.tooLong = false;
  }

  get input() {
    return this.querySelector('input');
  }

  firstUpdated() {
    // On a phone the keyboard would cover the list.
    if (matchMedia('(pointer: fine)').matches) this.input.focus();
  }

  render() {
    return html`
      <form novalidate @submit=${this.submit}>
        <input type="text" aria-label=${t('newTodo')} placeholder=${t('newTodoPlaceholder')} autocomplete="off" enterkeyhint="done"
          aria-invalid=${this.tooLong ? 'true' : nothing} aria-describedby=${this.tooLong ? 'add-error' : nothing} @input=${this.check}>
        <button class="primary" type="submit">${plus}<span>${t('add')}</span></button>
      </form>
      <p class="error" id="add-error" role="alert" ?hidden=${!this.tooLong}>${this.tooLong ? t('tooLong', LIMITS.name) : nothing}</p>`;
  }

  check() {
    this.tooLong = this.input.value.trim().length > LIMITS.name;
  }

  submit(event) {
    event.preventDefault();
    this.check();
    const name = this.input.value.trim();
    if (name && !this.tooLong) {
      add(name);
      this.input.value = '';
    }
    this.input.focus();
  }
}

customElements.define('add-todo', AddTodo);
