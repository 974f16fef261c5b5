import { html, nothing } from 'lit';
import { field, focusFirstError } from './field.js';
import { PageElement } from './page-element.js';
import './todo-history.js';
import { readableDay } from '../model/days.js';
import { close, fieldsOf, save, type, useOther } from '../model/editing.js';
import { t } from '../model/language.js';
import './todo-edit.css';

const LABELS = { name: 'name', description: 'description', due: 'dueDate' };

/** The edit form in the todo's place. Enter saves, Escape leaves. */
class TodoEdit extends PageElement {
  static properties = { edit: { attribute: false } };

  get todoId() {
    return this.edit.base.id;
  }

  firstUpdated() {
    this.querySelector('input').focus();
  }

  render() {
    const { busy, waiting, theirs, problem } = this.edit;
    const trouble = this.trouble();
    return html`
      <form novalidate @submit=${this.submit} @keydown=${this.key}>
        ${theirs ? this.conflict() : nothing}
        ${this.field('name', { required: true })}
        ${this.field('description', { multiline: true })}
        ${this.field('due', { type: 'date' })}
        <p class="note" role="status" ?hidden=${!waiting}>${waiting ? t('draftKept') : nothing}</p>
        <p class="alert" role="alert" ?hidden=${!trouble}>${trouble}</p>
        <div class="actions">
          <button class="primary" type="submit" aria-disabled=${busy ? 'true' : nothing}>${t(busy ? 'saving' : theirs ? 'keepMine' : 'save')}</button>
          ${theirs || problem?.status === 404
            ? html`<button type="button" @click=${this.giveWay}>${t(theirs ? 'useOther' : 'close')}</button>`
            : html`<button class="quiet" type="button" @click=${this.leave}>${t('cancel')}</button>`}
        </div>
        <todo-history .todoId=${this.todoId}></todo-history>
      </form>`;
  }

  field(name, options) {
    const { draft, errors, busy } = this.edit;
    return field({
      id: `${name}-${this.todoId}`,
      label: t(LABELS[name]),
      value: draft[name],
      error: errors?.[name],
      disabled: busy,
      onInput: (value) => type(this.todoId, name, value),
      ...options,
    });
  }

  /** What the other side saved, for the fields where it is not what stands in the form. */
  conflict() {
    const { draft, theirs } = this.edit;
    const other = fieldsOf(theirs);
    const contested = Object.keys(LABELS).filter((name) => other[name] !== draft[name]);
    return html`
      <div class="conflict" role="alert">
        <p><strong>${t('changedMeanwhile')}</strong></p>
        <p>${t('otherVersion')}</p>
        <dl>${contested.map((name) => html`<dt>${t(LABELS[name])}</dt><dd>${this.readable(name, other[name])}</dd>`)}</dl>
        <p>${t('yourVersion')}</p>
      </div>`;
  }

  readable(name, value) {
    if (!value) return t('none');
    return name === 'due' ? readableDay(value) : value;
  }

  /** What is wrong beyond the fields. */
  trouble() {
    const { problem, errors } = this.edit;
    if (!problem || Object.keys(LABELS).some((name) => errors?.[name])) return '';
    if (problem.status === 404) return t('gone');
    return t('failed');
  }

  async submit(event) {
    event.preventDefault();
    if (this.edit.busy) return;
    const row = this.closest('li');
    await save(this.todoId);
    // Until the list is drawn anew.
    await new Promise(requestAnimationFrame);
    if (!this.isConnected) return this.back(row);
    this.querySelector('.conflict')?.scrollIntoView({ block: 'nearest' });
    return focusFirstError(this);
  }

  key(event) {
    // Escape and Enter that end the input of Chinese characters are not for us.
    if (event.isComposing) return;
    if (event.key === 'Escape' && !this.edit.theirs) this.leave();
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) this.querySelector('form').requestSubmit();
  }

  leave() {
    this.away(close);
  }

  giveWay() {
    this.away(useOther);
  }

  async away(how) {
    const row = this.closest('li');
    how(this.todoId);
    await this.updateComplete;
    this.back(row);
  }

  /** The focus returns to where editing began. @param {Element} row */
  async back(row) {
    await new Promise(requestAnimationFrame);
    row?.querySelector('button.name')?.focus();
  }
}

customElements.define('todo-edit', TodoEdit);
