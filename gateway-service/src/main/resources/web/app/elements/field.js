import { html, nothing } from 'lit';

/**
 * A labelled input with a hint and its error below, tied together for screen readers.
 *
 * @param {{ id: string, label: string, error?: string, hint?: string, type?: string, value?: string, autocomplete?: string, inputmode?: string, required?: boolean,
 *   multiline?: boolean, disabled?: boolean, maxlength?: number, onInput?: (value: string) => void }} field
 */
export function field({ id, label, error, hint, type = 'text', value = '', autocomplete, inputmode, required, multiline, disabled, onInput }) {
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing;
  const typed = (event) => onInput?.(event.target.value);
  const control = multiline
    ? html`<textarea id=${id} name=${id} rows="3" .value=${value} ?readonly=${disabled}
        aria-invalid=${error ? 'true' : nothing} aria-describedby=${notes} @input=${typed}></textarea>`
    : html`<input id=${id} name=${id} type=${type} .value=${value} autocomplete=${autocomplete ?? 'off'} ?readonly=${disabled}
        inputmode=${inputmode ?? nothing} autocapitalize=${autocomplete ? 'none' : nothing} spellcheck=${autocomplete ? 'false' : nothing}
        aria-required=${required ? 'true' : nothing} aria-invalid=${error ? 'true' : nothing} aria-describedby=${notes} @input=${typed}>`;
  return html`
    <div class="field">
      <label for=${id}>${label}</label>
      ${control}
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}
      ${error ? html`<p class="error" id="${id}-error">${error}</p>` : nothing}
    </div>`;
}

/** After an answer: the first field that needs attention. @param {Element} form */
export const focusFirstError = (form) => /** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid="true"]'))?.focus();
