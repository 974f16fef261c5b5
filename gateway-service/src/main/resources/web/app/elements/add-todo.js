import { html, nothing } from 'lit';
import { calendar, cross, plus } from './icons.js';
import { PageElement } from './page-element.js';
import { add } from '../model/changes.js';
import { dayFromToday, quickDue, readableDay } from '../model/days.js';
import { LIMITS } from '../model/editing.js';
import { t } from '../model/language.js';
import { keepUnfinished, unfinished } from '../model/unfinished.js';
import './add-todo.css';

/** One line, Enter, next: the focus stays. Words such as "tomorrow" become the due date, shown before and easily refused. */
class AddTodo extends PageElement {
  static properties = { view: { type: String }, text: { state: true }, picked: { state: true }, plain: { state: true } };

  constructor() {
    super();
    this.text = unfinished();
    /** @type {string | null | undefined} a day chosen by the picker, null: none wanted, undefined: not chosen */
    this.picked = undefined;
    /** The words are only words. */
    this.plain = false;
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  firstUpdated() {
    // On a phone the keyboard would cover the list.
    if (matchMedia('(pointer: fine)').matches && document.activeElement === document.body) this.input.focus();
  }

  /** @returns {{ name: string, due: string | null }} */
  get todo() {
    const words = this.plain || this.picked !== undefined ? undefined : quickDue(this.text);
    const usual = this.view === 'today' && this.picked === undefined ? dayFromToday(0) : null;
    return { name: (words?.name ?? this.text).trim(), due: words?.due ?? this.picked ?? usual };
  }

  /** The chip: not for the usual day before anything is typed. */
  get shown() {
    return Boolean(this.todo.due && (this.text || this.picked));
  }

  get tooLong() {
    return this.todo.name.length > LIMITS.name;
  }

  render() {
    const { due } = this.todo;
    return html`
      <form novalidate @submit=${this.submit}>
        <div class="line">
          <input type="text" aria-label=${t('newTodo')} placeholder=${t('newTodoPlaceholder')} autocomplete="off" enterkeyhint="done" .value=${this.text}
            aria-invalid=${this.tooLong ? 'true' : nothing} aria-describedby=${this.tooLong ? 'add-error' : 'add-help'} @input=${this.type}>
          <input class="date" type="date" tabindex="-1" aria-hidden="true" .value=${due ?? ''} @change=${this.pick}>
          <button class="quiet icon-only" type="button" aria-label=${t('pickDue')} title=${t('pickDue')} @click=${this.showPicker}>${calendar}</button>
        </div>
        <button class="primary" type="submit">${plus}<span>${t('add')}</span></button>
      </form>
      <p class="unseen" id="add-help">${t('dueHelp')}</p>
      <p class="chip" role="status" ?hidden=${!this.shown}>${this.shown
        ? html`${calendar}${t('dueOn', readableDay(due))}<button class="quiet" type="button" aria-label=${t('withoutDue', readableDay(due))} @click=${this.refuse}>${cross}</button>`
        : nothing}</p>
      <p class="error" id="add-error" role="alert" ?hidden=${!this.tooLong}>${this.tooLong ? t('tooLong', LIMITS.name) : nothing}</p>`;
  }

  type(event) {
    this.text = event.target.value;
    // A new text starts afresh.
    if (!this.text) this.reset();
    keepUnfinished(this.text);
  }

  pick(event) {
    this.picked = event.target.value || null;
    this.input.focus();
  }

  showPicker() {
    /** @type {HTMLInputElement} */ (this.querySelector('.date')).showPicker();
  }

  refuse() {
    this.plain = true;
    this.picked = null;
    this.input.focus();
  }

  reset() {
    this.picked = undefined;
    this.plain = false;
  }

  submit(event) {
    event.preventDefault();
    const { name, due } = this.todo;
    if (name && !this.tooLong) {
      add({ name, ...(due && { due }) });
      this.text = '';
      keepUnfinished('');
      this.reset();
    }
    this.input.focus();
  }
}

customElements.define('add-todo', AddTodo);
