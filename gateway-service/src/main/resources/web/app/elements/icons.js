import { html, svg } from 'lit';

const icon = (path) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${path}></path>`}</svg>`;

export const plus = icon('M12 5v14M5 12h14');
export const cross = icon('M6.5 6.5l11 11M17.5 6.5l-11 11');
export const trash = icon('M4 7h16M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5');
export const calendar = icon('M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4');
export const logo = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect width="32" height="32" rx="9"></rect><path d="M9 16.8l4.8 4.7L23.4 11"></path>
</svg>`;
