import { move } from '../model/changes.js';

/** So near to the edge of the screen, in pixels, the list scrolls; so far it scrolls in one frame. */
const EDGE = 80;
const SCROLL = 12;

/** Moving a row by its handle, with mouse, pen or finger. Escape leaves everything as it was. @param {PointerEvent} down  @param {Element} list */
export function draggedBy(down, list) {
  const handle = /** @type {Element} */ (down.target).closest('.handle');
  if (!handle || down.button !== 0) return;
  const row = /** @type {HTMLElement} */ (handle.closest('li'));
  const todo = /** @type {any} */ (row.querySelector('todo-item')).todo;
  const ended = new AbortController();
  const { signal } = ended;
  const startY = down.clientY + scrollY;
  let y = down.clientY;
  let place;

  handle.setPointerCapture(down.pointerId);
  list.addEventListener('pointermove', follow, { signal });
  list.addEventListener('pointerup', () => end(true), { signal });
  list.addEventListener('pointercancel', () => end(false), { signal });
  document.addEventListener('keydown', (event) => event.key === 'Escape' && end(false), { signal });
  const scrolling = setInterval(scroll, 16);

  function follow(event) {
    y = event.clientY;
    show();
  }

  function show() {
    row.dataset.dragged = '';
    row.style.transform = `translateY(${y + scrollY - startY}px)`;
    mark(targetAt());
  }

  /** The row under the pointer, and on which side of its middle. */
  function targetAt() {
    const others = document.elementsFromPoint(row.getBoundingClientRect().left + 20, y);
    const target = others.map((each) => each.closest('.todos li[data-id]')).find((each) => each && each !== row);
    if (!target) return undefined;
    const { top, height } = target.getBoundingClientRect();
    return { target, side: y < top + height / 2 ? 'before' : 'after' };
  }

  function mark(found) {
    if (!found) return;
    clear();
    found.target.dataset.drop = found.side;
    place = { [found.side]: found.target.dataset.id };
  }

  function clear() {
    for (const each of list.querySelectorAll('[data-drop]')) delete each.dataset.drop;
  }

  function scroll() {
    if (!('dragged' in row.dataset)) return;
    const by = y < EDGE ? -SCROLL : y > innerHeight - EDGE ? SCROLL : 0;
    if (!by) return;
    scrollBy(0, by);
    show();
  }

  function end(done) {
    clearInterval(scrolling);
    ended.abort();
    clear();
    delete row.dataset.dragged;
    row.style.transform = '';
    if (done && place) move(todo, place);
  }
}
