import { html, svg } from 'lit';
import { qrCode } from '../model/qr.js';

/** What a camera reads: always dark on light, with a margin of four. @param {string} text  @param {string} label */
export function qrImage(text, label) {
  const rows = qrCode(text);
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  const size = rows.length + 8;
  return html`<svg class="qr" role="img" aria-label=${label} viewBox="-4 -4 ${size} ${size}" shape-rendering="crispEdges">${svg`<path d=${path}></path>`}</svg>`;
}
