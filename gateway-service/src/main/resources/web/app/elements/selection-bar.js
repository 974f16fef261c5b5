import { html, nothing } from 'lit';
import { back, bars, cross, tick, trash } from './icons.js';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';
import { selectAll, selectNone, stopSelecting, withSelected } from '../model/selecting.js';
import './selection-bar.css';

const ACTIONS = { done: [tick, 'markDoneAll'], pause: [bars, 'pauseAll'], delete: [trash, 'deleteAll'], restore: [back, 'restoreAll'] };

/** What can be done with the selected todos. */
class SelectionBar extends PageElement {
  static properties = { count: { type: Number }, of: { type: Number }, bin: { type: Boolean } };

  render() {
    const all = this.count === this.of;
    return html`
      <div role="toolbar" aria-label=${t('withSelected')}>
        <button type="button" class="quiet icon-only" aria-label=${t('endSelect')} @click=${stopSelecting}>${cross}</button>
        <span class="chosen">${t('selected', this.count)}</span>
        <button type="button" class="quiet" @click=${all ? selectNone : selectAll}>${t(all ? 'selectNone' : 'selectAll')}</button>
        <span class="actions">${(this.bin ? ['restore'] : ['done', 'pause', 'delete']).map((name) => this.action(name))}</span>
      </div>`;
  }

  action(name) {
    const [icon, text] = ACTIONS[name];
    return html`<button type="button" aria-disabled=${this.count ? nothing : 'true'} @click=${() => this.count && withSelected(name)}>${icon}<span>${t(text)}</span></button>`;
  }
}

customElements.define('selection-bar', SelectionBar);
