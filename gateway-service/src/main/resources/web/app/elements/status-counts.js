import { html, nothing } from 'lit';
import { PageElement } from './page-element.js';
import { languageTag, t } from '../model/language.js';
import { addressOf, STATUSES } from '../model/views.js';
import './status-counts.css';

/** How many todos have which status; each leads to them. */
class StatusCounts extends PageElement {
  static properties = { counts: { attribute: false }, view: { attribute: false } };

  render() {
    if (!this.counts?.total) return nothing;
    const there = STATUSES.filter((status) => this.counts.byStatus[status] || status === this.view.status);
    return html`<ul role="list" aria-label=${t('byStatus')}>${there.map((status) => this.count(status))}</ul>`;
  }

  count(status) {
    const current = this.view.status === status;
    const address = addressOf({ name: 'all', status: current ? '' : status });
    return html`<li><a class="status" data-status=${status} href=${address} aria-current=${current ? 'true' : nothing}>${t(status)}
      <strong>${new Intl.NumberFormat(languageTag()).format(this.counts.byStatus[status])}</strong></a></li>`;
  }
}

customElements.define('status-counts', StatusCounts);
