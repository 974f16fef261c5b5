import { LitElement } from 'lit';
import { onLanguage } from '../model/language.js';

/**
 * Base of our elements. They render into the document itself: labels, password managers and one style sheet work as in any page.
 * What they show follows the language.
 */
export class PageElement extends LitElement {
  /** @type {AbortController} ends what the element listens to */
  listening;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.listening = new AbortController();
    onLanguage(() => this.requestUpdate(), this.listening.signal);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.listening.abort();
  }
}
