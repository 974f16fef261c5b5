import { html, nothing } from 'lit';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';
import { addressOf, VIEW_NAMES } from '../model/views.js';
import './view-nav.css';

/** The views, with how many todos there are where that is known. */
class ViewNav extends PageElement {
  static properties = { current: { attribute: false }, counts: { attribute: false } };

  updated(changed) {
    // On a phone they are a row that scrolls.
    if (changed.has('current') || changed.has('counts')) this.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }

  render() {
    return html`<nav aria-label=${t('views')}><ul role="list">${VIEW_NAMES.map((name) => this.link(name))}</ul></nav>`;
  }

  link(name) {
    const count = this.count(name);
    return html`<li><a href=${addressOf({ name })} aria-current=${name === this.current ? 'page' : nothing}>
      <span>${t(name)}</span>${count ? html`<span class="count">${new Intl.NumberFormat(document.documentElement.lang).format(count)}</span>` : nothing}</a></li>`;
  }

  count(name) {
    if (!this.counts) return undefined;
    const { byStatus, total, deleted } = this.counts;
    return { open: byStatus.IN_PROGRESS + byStatus.PAUSED, done: byStatus.DONE, bin: deleted, all: total }[name];
  }
}

customElements.define('view-nav', ViewNav);
