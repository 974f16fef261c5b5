import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { draggedBy } from './dragging.js';
import { PageElement } from './page-element.js';
import './pending-todo.js';
import './todo-chunk.js';
import { moveBy } from '../model/changes.js';
import { singleKeys } from '../model/keys.js';
import { t } from '../model/language.js';
import { toggle } from '../model/selecting.js';
import { loadMore } from '../model/todos.js';
import { canMove } from '../model/views.js';
import './todo-list.css';

/** A row has a role, and what is listed within one has none. */
const ROW = 'li[role]';
/** Rows in one chunk. */
const CHUNK = 30;
/** So far from the screen rows are there already, and the next page is asked for. */
const NEAR = '1500px';

/** The rows, in chunks of which only those near the screen have any content; more come while scrolling. */
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
    const { signal } = this.listening;
    const end = new IntersectionObserver((changes) => changes.at(-1).isIntersecting && loadMore(), { rootMargin: NEAR });
    const chunks = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) /** @type {import('./todo-chunk.js').TodoChunk} */ (target).near = isIntersecting;
    }, { rootMargin: NEAR });
    this.watch = () => {
      for (const chunk of this.querySelectorAll('todo-chunk')) chunks.observe(chunk);
      // Anew after each change: the end may still be near.
      end.disconnect();
      end.observe(this.querySelector('.end'));
    };
    signal.addEventListener('abort', () => [end, chunks].forEach((each) => each.disconnect()));
    // On paper there is no scrolling.
    window.addEventListener('beforeprint', () => this.querySelectorAll('todo-chunk').forEach((each) => { each.near = true; each.performUpdate(); }), { signal });
  }

  updated() {
    this.watch();
    this.settle();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.settle();
  }

  /** When the chunks have been drawn, too. */
  settle() {
    requestAnimationFrame(() => this.keepFocus());
  }

  /** What has not changed stays the same array, so that its chunk is not touched. */
  willUpdate(changed) {
    if (!changed.has('rows')) return;
    const before = this.chunks ?? [];
    this.chunks = Array.from({ length: Math.ceil(this.rows.length / CHUNK) }, (_, index) => {
      const rows = this.rows.slice(index * CHUNK, (index + 1) * CHUNK);
      const known = before[index];
      return known?.length === rows.length && rows.every((row, at) => row === known[at]) ? known : rows;
    });
  }

  render() {
    return html`
      <p class="unseen" id="move-help">${t('moveHelp')}</p>
      <ul class="todos" role="list" aria-label=${t('todos')}>
        ${repeat(this.adds, ({ key }) => key, (entry) => html`<li role="listitem"><pending-todo .entry=${entry} ?late=${this.late}></pending-todo></li>`)}
        ${this.chunks.map((rows, index) => html`<todo-chunk .rows=${rows} .first=${index * CHUNK} .total=${this.rows.length} .edits=${this.edits}
          ?movable=${canMove(this.view) && this.rows.length > 1} ?selecting=${this.selecting} .selected=${this.selected} .near=${index < 2}></todo-chunk>`)}
      </ul>
      <div class="end"></div>`;
  }

  /** @param {FocusEvent} event */
  remember({ target }) {
    const row = /** @type {Element} */ (target).closest(ROW);
    const control = /** @type {Element} */ (target).closest('.box, .name, .remove, .handle, select')?.classList[0];
    this.focused = row && { row, control: control ?? 'name', index: [...this.querySelectorAll(ROW)].indexOf(row) };
  }

  /** When the row that had the focus has gone, the one that took its place gets it; after the last one, the field for a new todo. */
  keepFocus() {
    if (!this.focused || this.focused.row.isConnected || document.activeElement !== document.body) return;
    const { index, control } = this.focused;
    const all = this.querySelectorAll(ROW);
    const row = all[Math.min(index, all.length - 1)];
    const same = row?.querySelector(control === 'box' ? '.box input' : `.${control}`) ?? row?.querySelector('.name');
    (same ?? document.querySelector('add-todo input') ?? document.querySelector('h1'))?.focus();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const item = /** @type {HTMLElement} */ (event.target).closest('todo-item');
    if (!item || event.isComposing || event.ctrlKey || event.metaKey || event.target.matches('select, todo-history ol')) return;
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
    if (altKey || (key.length === 1 && !singleKeys())) return undefined;
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
    const names = [...this.querySelectorAll('li .name')];
    /** @type {HTMLElement | undefined} */ (names[names.indexOf(item.querySelector('.name')) + step])?.focus();
  }

  /** The focus moves along. */
  async shift(item, step) {
    const { id } = item.todo;
    const control = document.activeElement.classList[0] ?? 'name';
    moveBy(item.todo, step);
    await this.updateComplete;
    await new Promise(requestAnimationFrame);
    const target = /** @type {HTMLElement | null} */ (this.querySelector(`li[data-id="${id}"] .${control}`));
    target?.focus();
    target?.scrollIntoView({ block: 'nearest' });
  }
}

customElements.define('todo-list', TodoList);
