import { html, nothing } from 'lit';
import { arrowDown, arrowUp, checks, lines, magnifier } from './icons.js';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';
import { go } from '../model/router.js';
import { startSelecting, stopSelecting } from '../model/selecting.js';
import { addressOf, SORTS } from '../model/views.js';
import './list-tools.css';

const TYPING = 200;
const NAMES = { position: 'position', name: 'nameOrder', due: 'due', created: 'created', updated: 'updated' };

/** Search, order, selection. What is chosen stands in the address. */
class ListTools extends PageElement {
  static properties = { view: { attribute: false }, selecting: { type: Boolean }, empty: { type: Boolean } };

  willUpdate(changed) {
    // What is being typed now is newer than the address.
    if (changed.has('view') && !this.typing) this.q = this.view.q;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.typing);
  }

  render() {
    return html`
      <form role="search" @submit=${this.submit}>
        ${magnifier}<input type="search" aria-label=${t('search')} placeholder=${t('search')} maxlength="200" autocomplete="off" enterkeyhint="search"
          .value=${this.q} @input=${this.type} @keydown=${this.key}>
      </form>
      ${this.view.name === 'bin' || this.empty ? nothing : this.order()}
      <button type="button" class="quiet" aria-pressed=${this.selecting ? 'true' : 'false'} ?hidden=${this.empty}
        @click=${this.selecting ? stopSelecting : startSelecting}>${checks}<span>${t('select')}</span></button>`;
  }

  order() {
    const { sort } = this.view;
    const down = sort.startsWith('-');
    const key = sort.replace(/^-/, '');
    return html`
      <span class="order">
        ${lines}<select aria-label=${t('sort')} title=${t('sort')} @change=${({ target }) => this.sort(target.value)}>
          ${SORTS.map((each) => html`<option value=${each} ?selected=${each === key}>${t(NAMES[each])}</option>`)}
        </select>
        <button class="quiet icon-only" type="button" aria-label=${t(down ? 'descending' : 'ascending')} title=${t(down ? 'descending' : 'ascending')}
          @click=${() => this.sort(down ? key : `-${key}`)}>${down ? arrowDown : arrowUp}</button>
      </span>`;
  }

  sort(sort) {
    go(addressOf({ ...this.view, sort }), { replace: true });
  }

  type(event) {
    this.q = event.target.value;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => this.submit(), TYPING);
  }

  submit(event) {
    event?.preventDefault();
    clearTimeout(this.typing);
    this.typing = undefined;
    if (this.q.trim() !== this.view.q) go(addressOf({ ...this.view, q: this.q.trim() }), { replace: true });
  }

  key(event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.target.value = '';
    this.type(event);
    this.submit();
  }
}

customElements.define('list-tools', ListTools);
