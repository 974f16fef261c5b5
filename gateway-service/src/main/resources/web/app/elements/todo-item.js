import { html, nothing } from 'lit';
import { calendar, trash } from './icons.js';
import { PageElement } from './page-element.js';
import { open } from '../model/editing.js';
import { isPast, readableDay, t } from '../model/language.js';
import { markDone, remove } from '../model/todos.js';
import './todo-item.css';

/** One todo of the list: done with one click, its name opens the edit form. */
class TodoItem extends PageElement {
  static properties = { todo: { attribute: false } };

  render() {
    const { name, description, status } = this.todo;
    const done = status === 'DONE';
    return html`
      <label class="box"><input type="checkbox" aria-label=${t('doneBox', name)} .checked=${done} @change=${this.toggle}></label>
      <div class="content">
        <button class="name" type="button" aria-label=${t('editOf', name)} ?data-done=${done} @click=${this.edit}>${name}</button>
        ${description ? html`<p class="description">${description}</p>` : nothing}
        <p class="meta"><span class="status" data-status=${status}>${t(status)}</span>${this.due()}</p>
      </div>
      <button class="quiet icon-only" type="button" aria-label=${t('deleteOf', name)} @click=${this.delete}>${trash}</button>`;
  }

  due() {
    const { due, status } = this.todo;
    if (!due) return nothing;
    const late = status !== 'DONE' && status !== 'CLOSED' && isPast(due);
    return html`<time class="due" datetime=${due} ?data-late=${late}>${calendar}${t(late ? 'overdue' : 'due', readableDay(due))}</time>`;
  }

  toggle(event) {
    markDone(this.todo, event.target.checked);
  }

  edit() {
    open(this.todo);
  }

  /** The focus goes to the neighbour, or to the field for a new todo when this was the last one. */
  delete() {
    const row = this.closest('li');
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    const target = neighbour?.querySelector('todo-item .icon-only') ?? document.querySelector('add-todo input');
    remove(this.todo);
    target.focus();
  }
}

customElements.define('todo-item', TodoItem);
