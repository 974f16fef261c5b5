import { html } from 'lit';

/**
 * Up to where a sentence goes on: the mark at the end of an address belongs to the text around it, and so does a bracket that was opened
 * before it.
 */
const ADDRESS = /(https?:\/\/(?:\([^\s<>"'()]*\)|[^\s<>"'()，。；！？、（）【】「」])*(?:\([^\s<>"'()]*\)|[^\s<>"'()，。；！？、（）【】「」.,;:!?\]]))/;

/** Plain text whose web addresses can be followed; nothing else in it means anything. @param {string} text */
export const linked = (text) => text.split(ADDRESS).map((part, index) =>
  (index % 2 ? html`<a href=${part} target="_blank" rel="noopener noreferrer">${part}</a>` : part));
