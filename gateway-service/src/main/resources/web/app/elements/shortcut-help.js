import { html } from 'lit';
import { cross } from './icons.js';
import { PageElement } from './page-element.js';
import { singleKeys, useSingleKeys } from '../model/keys.js';
import { t } from '../model/language.js';
import './shortcut-help.css';

const ANYWHERE = { n: 'keyNew', '/': 'keySearch', '1 – 6': 'keyViews', 'Ctrl Z': 'keyUndo', '?': 'keyHelp' };
const ON_A_TODO = {
  '↑ ↓': 'keyUpDown', 'Alt ↑ ↓': 'keyMove', d: 'keyDone', e: 'keyEdit', x: 'keySelect', Delete: 'keyDelete', 'Ctrl Enter': 'keySave', Esc: 'keyLeave',
};

/** The list of keys; the single ones can be switched off. */
export class ShortcutHelp extends PageElement {
  get dialog() {
    return this.querySelector('dialog');
  }

  open() {
    this.dialog.showModal();
  }

  render() {
    return html`
      <dialog aria-labelledby="shortcuts-title" @click=${this.outside}>
        <div class="sheet">
          <header><h2 id="shortcuts-title">${t('shortcuts')}</h2>
            <button class="quiet icon-only" type="button" aria-label=${t('close')} @click=${() => this.dialog.close()}>${cross}</button></header>
          ${this.keys('anywhere', ANYWHERE)} ${this.keys('onATodo', ON_A_TODO)}
          <label class="switch"><input type="checkbox" .checked=${singleKeys()} @change=${({ target }) => useSingleKeys(target.checked)}> ${t('singleKeys')}</label>
        </div>
      </dialog>`;
  }

  keys(title, keys) {
    return html`<h3>${t(title)}</h3>
      <dl>${Object.entries(keys).map(([key, text]) => html`<div><dt>${key.split(' ').map((each) => (each === '–' ? '– ' : html`<kbd>${each}</kbd> `))}</dt><dd>${t(text)}</dd></div>`)}</dl>`;
  }

  outside({ target }) {
    if (target === this.dialog) this.dialog.close();
  }
}

customElements.define('shortcut-help', ShortcutHelp);
