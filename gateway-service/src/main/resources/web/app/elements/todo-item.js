import { html, nothing } from 'lit';
import { back, calendar, grip, trash } from './icons.js';
import { linked } from './linked.js';
import { PageElement } from './page-element.js';
import './todo-history.js';
import { remove, restore, setStatus } from '../model/changes.js';
import { isPast, readableDay, readableInstant } from '../model/days.js';
import { open } from '../model/editing.js';
import { t } from '../model/language.js';
import { toggle } from '../model/selecting.js';
import { STATUSES } from '../model/views.js';
import './todo-item.css';

/** One todo of the list: done with one click, its name opens the edit form. In the bin it can only be restored, and its history be read. */
class TodoItem extends PageElement {
  static properties = {
    todo: { attribute: false },
    movable: { type: Boolean },
    selecting: { type: Boolean },
    selected: { type: Boolean },
  };

  render() {
    const { name, description, deletedAt } = this.todo;
    return html`
      ${this.box()}
      <div class="content">
        ${deletedAt
          ? html`<span class="name" tabindex="-1">${name}</span>`
          : html`<button class="name" type="button" aria-label=${t('editOf', name)} ?data-done=${this.done} @click=${this.edit}>${name}</button>`}
        ${description ? html`<p class="description">${linked(description)}</p>` : nothing}
        <div class="meta">${deletedAt ? this.past() : html`${this.status()}${this.due()}`}</div>
      </div>
      ${this.movable && !this.selecting
        ? html`<button class="handle quiet icon-only" type="button" aria-label=${t('moveOf', name)} aria-describedby="move-help">${grip}</button>`
        : nothing}
      ${this.selecting ? nothing : this.remover()}`;
  }

  remover() {
    const { name, deletedAt } = this.todo;
    return html`${deletedAt
        ? html`<button class="remove" type="button" aria-label=${t('restoreOf', name)} @click=${this.restore}>${back}<span>${t('restore')}</span></button>`
        : html`<button class="remove quiet icon-only" type="button" aria-label=${t('deleteOf', name)} @click=${this.delete}>${trash}</button>`}`;
  }

  get done() {
    return this.todo.status === 'DONE';
  }

  box() {
    const { name, deletedAt } = this.todo;
    if (this.selecting) {
      return html`<label class="box square"><input type="checkbox" aria-label=${t('selectOf', name)} .checked=${this.selected} @click=${this.select}></label>`;
    }
    if (deletedAt) return html`<span class="box binned" aria-hidden="true"></span>`;
    return html`<label class="box"><input type="checkbox" aria-label=${t('doneBox', name)} .checked=${this.done} @change=${this.toggle}></label>`;
  }

  past() {
    const { id, name, deletedAt } = this.todo;
    return html`<span>${t('deletedOn', readableInstant(deletedAt))}</span>
      ${this.selecting ? nothing : html`<todo-history .todoId=${id} .name=${name}></todo-history>`}`;
  }

  status() {
    const { name, status } = this.todo;
    return html`<span class="status" data-status=${status}><select class="status-choice" aria-label=${t('statusOf', name)} @change=${this.choose}>
      ${STATUSES.map((each) => html`<option value=${each} .selected=${each === status}>${t(each)}</option>`)}</select></span>`;
  }

  due() {
    const { due, status } = this.todo;
    if (!due) return nothing;
    const late = status !== 'DONE' && status !== 'CLOSED' && isPast(due);
    return html`<time class="due" datetime=${due} ?data-late=${late}>${calendar}${t(late ? 'overdueSince' : 'dueOn', readableDay(due))}</time>`;
  }

  /** @param {MouseEvent} event */
  select(event) {
    toggle(this.todo.id, event.shiftKey);
  }

  toggle() {
    if (this.todo.deletedAt) return;
    setStatus([this.todo], this.done ? 'IN_PROGRESS' : 'DONE');
  }

  choose(event) {
    setStatus([this.todo], event.target.value);
  }

  edit() {
    if (this.todo.deletedAt) return;
    if (this.selecting) toggle(this.todo.id);
    else open(this.todo);
  }

  delete() {
    if (!this.todo.deletedAt) remove([this.todo]);
  }

  restore() {
    restore([this.todo]);
  }
}

customElements.define('todo-item', TodoItem);
