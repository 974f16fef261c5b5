import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draggedBy } from './dragging.js';
import { PageElement } from './page-element.js';
import './pending-todo.js';
import './todo-edit.js';
import './todo-item.js';
import { moveBy } from '../model/changes.js';
import { t } from '../model/language.js';
import { toggle } from '../model/selecting.js';
import { loadMore } from '../model/todos.js';
import { canMove } from '../model/views.js';
import './todo-list.css';

/** The rows. More of them come while scrolling; the browser lays out only those near the screen. */
class TodoList extends PageElement {
  static properties = {
    rows: { attribute: false },
    adds: { attribute: false },
    late: { type: Boolean },
    edits: { attribute: false },
    view: { attribute: false },
    selecting: { type: Boolean },
    selected: { attribute: false },
  };

  connectedCallback() {
    super.connectedCallback();
    const { signal } = this.listening;
    this.addEventListener('keydown', this.key, { signal });
    this.addEventListener('focusin', this.remember, { signal });
    this.addEventListener('pointerdown', (event) => draggedBy(event, this), { signal });
  }

  firstUpdated() {
    const observer = new IntersectionObserver(([end]) => end.isIntersecting && loadMore(), { rootMargin: '1500px' });
    this.watch = () => {
      observer.disconnect();
      observer.observe(this.querySelector('.end'));
    };
    this.listening.signal.addEventListener('abort', () => observer.disconnect());
  }

  updated() {
    // Watched anew after each change: the end may still be near.
    this.watch?.();
    this.keepFocus();
  }

  render() {
    const movable = canMove(this.view);
    return html`
      <p class="unseen" id="move-help">${t('moveHelp')}</p>
      <ul class="todos" role="list" aria-label=${t('todos')}>
        ${repeat(this.adds, ({ key }) => key, (entry) => html`<li><pending-todo .entry=${entry} ?late=${this.late}></pending-todo></li>`)}
        ${repeat(this.rows, ({ id }) => id, (todo) => this.row(todo, movable))}
      </ul>
      <div class="end"></div>`;
  }

  row(todo, movable) {
    const edit = this.edits[todo.id];
    return html`<li data-id=${todo.id}>${edit
      ? html`<todo-edit .edit=${edit}></todo-edit>`
      : html`<todo-item .todo=${todo} ?movable=${movable && this.rows.length > 1} ?selecting=${this.selecting} ?selected=${this.selected.has(todo.id)}></todo-item>`}</li>`;
  }

  /** @param {FocusEvent} event */
  remember({ target }) {
    const row = /** @type {Element} */ (target).closest('li');
    const control = /** @type {Element} */ (target).closest('.box, .name, .remove, .handle, select')?.classList[0];
    this.focused = row && { row, control: control ?? 'name', index: [...row.parentElement.children].indexOf(row) };
  }

  /** When the row that had the focus has gone, the one that took its place gets it; after the last one, the field for a new todo. */
  keepFocus() {
    if (!this.focused || this.focused.row.isConnected || document.activeElement !== document.body) return;
    const { index, control } = this.focused;
    const all = this.querySelectorAll('li');
    const row = all[Math.min(index, all.length - 1)];
    const same = row?.querySelector(control === 'box' ? '.box input' : `.${control}`) ?? row?.querySelector('.name');
    (same ?? document.querySelector('add-todo input'))?.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const item = /** @type {HTMLElement} */ (event.target).closest('todo-item');
    if (!item || event.isComposing || event.ctrlKey || event.metaKey || event.target.matches('select')) return;
    const act = this.action(event, item);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  action({ key, altKey, shiftKey, target }, item) {
    const step = { ArrowUp: -1, ArrowDown: 1 }[key];
    if (step && (altKey || target.matches('.handle'))) return canMove(this.view) ? () => this.shift(item, step) : undefined;
    if (step) return () => this.step(item, step);
    if (altKey) return undefined;
    return {
      j: () => this.step(item, 1),
      k: () => this.step(item, -1),
      d: () => item.toggle(),
      e: () => item.edit(),
      x: () => toggle(item.todo.id),
      X: () => toggle(item.todo.id, shiftKey),
      Delete: () => item.delete(),
    }[key];
  }

  step(item, step) {
    const row = item.closest('li');
    const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    next?.querySelector('.name')?.focus();
  }

  /** The focus moves along. */
  async shift(item, step) {
    const target = document.activeElement;
    moveBy(item.todo, step);
    await this.updateComplete;
    /** @type {HTMLElement} */ (target).focus();
    target.scrollIntoView({ block: 'nearest' });
  }
}

customElements.define('todo-list', TodoList);
