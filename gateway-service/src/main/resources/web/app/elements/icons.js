import { html, svg } from 'lit';

const icon = (path) => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${svg`<path d=${path}></path>`}</svg>`;

export const plus = icon('M12 5v14M5 12h14');
export const cross = icon('M6.5 6.5l11 11M17.5 6.5l-11 11');
export const trash = icon('M4 7h16M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10 11v5M14 11v5');
export const calendar = icon('M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4');
export const magnifier = icon('M10.5 4.5a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l4.5 4.5');
export const grip = icon('M9 6.5v.01M15 6.5v.01M9 12v.01M15 12v.01M9 17.5v.01M15 17.5v.01');
export const lines = icon('M4.5 7h15M7 12h10M10 17h4');
export const arrowUp = icon('M12 19V5M6.5 10.5L12 5l5.5 5.5');
export const arrowDown = icon('M12 5v14M6.5 13.5L12 19l5.5-5.5');
export const back = icon('M9.5 5.5L4.5 10l5 4.5M4.5 10h9.5a5 5 0 0 1 0 10h-3');
export const checks = icon('M4 6.5l1.5 1.5L8.5 5M4 13.5l1.5 1.5 3-3M12 7h8M12 14h8M12 20h8');
export const tick = icon('M5 12.5l4.5 4.5L19 7.5');
export const bars = icon('M9 6v12M15 6v12');
export const logo = html`<svg class="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
  <rect width="32" height="32" rx="9"></rect><path d="M9 16.8l4.8 4.7L23.4 11"></path>
</svg>`;
