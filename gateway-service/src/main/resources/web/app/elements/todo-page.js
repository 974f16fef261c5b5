import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import './add-todo.js';
import { logo } from './icons.js';
import { PageElement } from './page-element.js';
import './pending-todo.js';
import './todo-edit.js';
import './todo-item.js';
import './waking-note.js';
import { send } from '../model/adding.js';
import { t } from '../model/language.js';
import { load, loadMore, stopLoading } from '../model/todos.js';
import './todo-page.css';

/** The list and what belongs to it. */
class TodoPage extends PageElement {
  static properties = { state: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    load();
    send();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    stopLoading();
  }

  render() {
    const { todos, pending, trouble, slow } = this.state;
    return html`
      <main>
        <div class="heading">
          <h1>${t('myTodos')}</h1>
          <p class="summary">${this.summary()}</p>
        </div>
        <add-todo></add-todo>
        ${trouble || (slow && !todos) ? html`<waking-note .problem=${trouble}></waking-note>` : nothing}
        ${todos?.length || pending.length ? this.list() : nothing}
        ${todos ? this.end() : html`<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`}
      </main>`;
  }

  summary() {
    const { todos, total, done } = this.state;
    if (!todos || !total) return nothing;
    return done === null ? t('total', total) : t('summary', total, done);
  }

  list() {
    const { todos, pending, edits } = this.state;
    return html`
      <ul class="todos" role="list" aria-label=${t('todos')}>
        ${repeat(pending.toReversed(), ({ key }) => key, (entry) => html`<li><pending-todo .entry=${entry}></pending-todo></li>`)}
        ${repeat(todos ?? [], ({ id }) => id, (todo) => html`
          <li>${edits[todo.id]
            ? html`<todo-edit .edit=${edits[todo.id]}></todo-edit>`
            : html`<todo-item .todo=${todo}></todo-item>`}</li>`)}
      </ul>`;
  }

  end() {
    const { todos, total, next, pending, loadingMore } = this.state;
    if (!todos.length && !pending.length) return html`<div class="empty">${logo}<h2>${t('emptyTitle')}</h2><p>${t('emptyText')}</p></div>`;
    if (!next) return nothing;
    return html`
      <div class="more">
        <button type="button" aria-disabled=${loadingMore ? 'true' : nothing} @click=${this.more}>${t(loadingMore ? 'moreLoading' : 'more')}</button>
        <p>${t('shown', todos.length, total)}</p>
      </div>`;
  }

  /** The focus goes on with the list: the button may be gone. */
  async more() {
    if (this.state.loadingMore) return;
    const before = this.state.todos.length;
    await loadMore();
    await this.updateComplete;
    this.querySelectorAll('todo-item, todo-edit')[before]?.querySelector('input')?.focus();
  }
}

customElements.define('todo-page', TodoPage);
