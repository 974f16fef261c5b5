import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { PageElement } from './page-element.js';
import './todo-edit.js';
import './todo-item.js';

/** How high a row is as long as none was seen, in pixels. */
const ROW = 75;

/** Some neighbouring rows. Far from the screen there is only the room that they take, unless somebody is at work in them. */
export class TodoChunk extends PageElement {
  static properties = {
    rows: { attribute: false },
    first: { type: Number },
    total: { type: Number },
    edits: { attribute: false },
    movable: { type: Boolean },
    selecting: { type: Boolean },
    selected: { attribute: false },
    near: { state: true },
  };

  constructor() {
    super();
    this.near = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.setAttribute('role', 'none');
  }

  get needed() {
    return this.near || this.contains(document.activeElement) || this.rows.some(({ id }) => this.edits[id]);
  }

  willUpdate() {
    // Measured as long as there is something to measure.
    if (this.shown && !this.needed) this.height = this.offsetHeight / this.shown;
    this.shown = this.needed ? this.rows.length : 0;
    this.style.height = this.shown ? '' : `${(this.height ?? ROW) * this.rows.length}px`;
  }

  render() {
    return this.shown ? repeat(this.rows, ({ id }) => id, (todo, index) => this.row(todo, index)) : nothing;
  }

  row(todo, index) {
    const edit = this.edits[todo.id];
    return html`<li role="listitem" data-id=${todo.id} aria-posinset=${this.first + index + 1} aria-setsize=${this.total}>${edit
      ? html`<todo-edit .edit=${edit}></todo-edit>`
      : html`<todo-item .todo=${todo} ?movable=${this.movable} ?selecting=${this.selecting} ?selected=${this.selected.has(todo.id)}></todo-item>`}</li>`;
  }
}

customElements.define('todo-chunk', TodoChunk);
