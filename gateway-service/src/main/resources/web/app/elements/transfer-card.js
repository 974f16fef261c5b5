import { html, nothing } from 'lit';
import { PageElement } from './page-element.js';
import { t } from '../model/language.js';
import { download, read, upload } from '../model/transfer.js';

/** All todos as a file, and back. */
class TransferCard extends PageElement {
  static properties = { note: { state: true }, wrong: { state: true }, progress: { state: true }, refused: { state: true } };

  constructor() {
    super();
    /** @type {[key: string, number: number] | null} follows the language */
    this.note = null;
    /** @type {string | null} key of a text */
    this.wrong = null;
    /** @type {{ done: number, total: number } | null} */
    this.progress = null;
    this.refused = [];
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopping?.abort();
  }

  render() {
    return html`
      <p class="summary">${t('dataText')}</p>
      <div class="row">
        <button type="button" @click=${() => this.save('json')}>${t('exportJson')}</button>
        <button type="button" @click=${() => this.save('csv')}>${t('exportCsv')}</button>
        <span class="file">
          <input id="import-file" type="file" accept=".json,.csv,application/json,text/csv" ?disabled=${this.progress !== null} @change=${this.open}>
          <label class="button" for="import-file">${t('importFile')}</label>
        </span>
      </div>
      ${this.progress ? this.moving() : nothing}
      <p class="note" role="status" ?hidden=${!this.note}>${this.note ? t(...this.note) : nothing}</p>
      <p class="alert" role="alert" ?hidden=${!this.wrong}>${this.wrong ? t(this.wrong) : nothing}</p>
      ${this.refused.length
        ? html`<div role="alert"><p class="error">${t('refusedLines', this.refused.length)}</p>
            <ul tabindex="0">${this.refused.map(({ line, reason }) => html`<li>${t('refusedLine', line, reason)}</li>`)}</ul></div>`
        : nothing}`;
  }

  moving() {
    const { done, total } = this.progress;
    return html`
      <div class="field"><label for="import-progress">${t('importing', done, total)}</label><progress id="import-progress" max=${total} value=${done}></progress></div>
      <div><button type="button" @click=${() => this.stopping.abort()}>${t('stop')}</button></div>`;
  }

  save(kind) {
    return this.attempt(async () => {
      this.note = ['exported', await download(kind, (count) => { this.note = ['exporting', count]; })];
    });
  }

  open(event) {
    const input = event.target;
    const [file] = input.files;
    if (!file) return;
    this.attempt(async () => {
      const lines = lineList(await file.text());
      input.value = '';
      if (!lines) this.wrong = 'importUnreadable';
      else await this.bring(lines);
    });
  }

  async bring(lines) {
    this.stopping = new AbortController();
    this.progress = { done: 0, total: lines.length };
    const count = await upload(lines, (done, refused) => {
      this.progress = { done, total: lines.length };
      this.refused = refused;
    }, this.stopping.signal);
    this.note = ['imported', count];
  }

  async attempt(act) {
    this.note = null;
    this.wrong = null;
    this.refused = [];
    try {
      await act();
    } catch (problem) {
      this.note = null;
      this.wrong = problem.temporary ? 'starting' : 'failed';
    }
    this.progress = null;
  }
}

function lineList(text) {
  try {
    return read(text);
  } catch {
    return undefined;
  }
}

customElements.define('transfer-card', TransferCard);
