import { html, nothing } from 'lit';
import './add-todo.js';
import { logo } from './icons.js';
import './list-tools.js';
import { PageElement } from './page-element.js';
import './selection-bar.js';
import './status-counts.js';
import './todo-list.js';
import './unsent-note.js';
import './view-nav.js';
import './waking-note.js';
import { t } from '../model/language.js';
import { reread } from '../model/outbox.js';
import { rowsOf } from '../model/rows.js';
import { load, stopLoading } from '../model/todos.js';
import { addressOf, canAdd } from '../model/views.js';
import './todo-page.css';

/** One view of the todos and what belongs to it. */
class TodoPage extends PageElement {
  static properties = { state: { attribute: false } };

  connectedCallback() {
    super.connectedCallback();
    reread();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    stopLoading();
    this.loaded = undefined;
  }

  updated() {
    if (this.loaded === this.state.view) return;
    this.loaded = this.state.view;
    load();
  }

  render() {
    const { view, todos, trouble, slow, stale, unsent, outbox, selecting, selected } = this.state;
    const { rows, adds, counts } = rowsOf(this.state);
    const some = rows.length || adds.length;
    return html`
      <view-nav .current=${view.name} .counts=${counts}></view-nav>
      <main id="main">
        <div class="heading">
          <h1 tabindex="-1">${t(`${view.name}Title`)}</h1>
          ${view.name === 'bin' ? html`<p class="summary">${t('binText')}</p>` : nothing}
          ${['open', 'all'].includes(view.name) ? html`<status-counts .counts=${counts} .view=${view}></status-counts>` : nothing}
        </div>
        ${canAdd(view) ? html`<add-todo .view=${view.name}></add-todo>` : nothing}
        <list-tools .view=${view} ?selecting=${selecting} ?empty=${todos && !stale && !some && !view.q}></list-tools>
        ${trouble || (slow && stale) ? html`<waking-note .problem=${trouble}></waking-note>` : nothing}
        ${unsent && !trouble ? html`<unsent-note .count=${outbox.length}></unsent-note>` : nothing}
        ${some ? html`<todo-list .rows=${rows} .adds=${adds} ?late=${Boolean(unsent)} .edits=${this.state.edits} .view=${view} ?selecting=${selecting} .selected=${selected}></todo-list>` : nothing}
        ${todos && !(stale && !some) ? this.end(rows, some) : html`<div class="skeleton" aria-hidden="true"><span></span><span></span><span></span></div>`}
        ${selecting && rows.length ? html`<selection-bar .count=${selected.size} .of=${rows.length} ?bin=${view.name === 'bin'}></selection-bar>` : nothing}
      </main>`;
  }

  end(rows, some) {
    const { view, total, many, next, stale, loadingMore } = this.state;
    if (!some) return this.nothingHere(view);
    if (!next || stale) return nothing;
    return html`<p class="more">${loadingMore ? t('moreLoading') : t(many ? 'shownOfMany' : 'shown', rows.length, Math.max(total, rows.length))}</p>`;
  }

  nothingHere({ name, q, status }) {
    if (q || status) {
      return html`<div class="empty"><h2>${t('noneFound')}</h2><p>${t('noneFoundText')}</p><p><a href=${addressOf({ name })}>${t('showAll')}</a></p></div>`;
    }
    return html`<div class="empty">${logo}<h2>${t(`${name}Empty`)}</h2><p>${t(`${name}EmptyText`)}</p></div>`;
  }
}

customElements.define('todo-page', TodoPage);
