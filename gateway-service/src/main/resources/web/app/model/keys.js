/** Keys that work wherever no text is being typed. Those of one letter can be switched off (WCAG 2.1.4). */
import { go } from './router.js';
import { state } from './state.js';
import { addressOf, VIEW_NAMES } from './views.js';

const REMEMBERED = 'singleKeys';

export function singleKeys() {
  try {
    return localStorage.getItem(REMEMBERED) !== 'off';
  } catch {
    return true;
  }
}

/** @param {boolean} on */
export function useSingleKeys(on) {
  try {
    localStorage.setItem(REMEMBERED, on ? 'on' : 'off');
  } catch {
    // Then they stay on.
  }
}

/** @param {KeyboardEvent} event */
const isTyping = ({ target }) => /** @type {Element} */ (target).matches('input:not([type=checkbox]), textarea, select');
const modified = ({ ctrlKey, metaKey, altKey, isComposing }) => ctrlKey || metaKey || altKey || isComposing;

/** @param {KeyboardEvent} event  @param {{ help: () => void }} actions */
export function pressed(event, { help }) {
  if (isTyping(event) || modified(event) || !singleKeys() || document.querySelector('dialog[open]')) return;
  const act = { '?': help, n: newTodo, '/': search }[event.key] ?? viewAt(Number(event.key) - 1);
  if (!act) return;
  event.preventDefault();
  act();
}

function viewAt(index) {
  const name = VIEW_NAMES[index];
  return name && (() => go(addressOf({ name })));
}

const focus = (selector) => /** @type {HTMLElement | null} */ (document.querySelector(selector))?.focus();
const search = () => focus('list-tools [type=search]');

async function newTodo() {
  if (!document.querySelector('add-todo')) {
    go(addressOf({ name: 'open' }));
    await new Promise(requestAnimationFrame);
  }
  if (state.user) focus('add-todo input');
}
