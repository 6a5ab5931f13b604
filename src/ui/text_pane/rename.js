// Renaming in place: a field over the name says while one types whether the new name can be had.
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, showTooltip } from '@codemirror/view';
import { element } from './help_parts.js';

const setField = StateEffect.define();

/** The field, while there is one. */
export const renameField = StateField.define({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setField)) return effect.value;
    return transaction.docChanged ? null : value;
  },
  provide: (field) => showTooltip.from(field),
});

/** Opens the field on the state or variable at the caret. */
export function startRename(view, hooks) {
  const at = view.state.selection.main.head;
  const found = hooks.ask('symbol', at, at, '');
  if (!found) {
    view.dispatch({ effects: EditorView.announce.of('Neither a state nor a variable is named here') });
    return true;
  }
  const create = () => box(view, hooks, at, found);
  view.dispatch({ effects: setField.of({ pos: found.span[0], above: false, arrow: false, create }) });
  return true;
}

function box(view, hooks, at, { name, kind }) {
  const input = element('input', 'cm-textfield');
  input.value = name;
  input.spellcheck = false;
  input.setAttribute('data-own-text', '');
  input.setAttribute('aria-label', `New name of the ${kind} ${name}`);
  const trouble = element('p', 'help-trouble');
  trouble.setAttribute('role', 'alert');
  let isOpen = true;
  const close = () => {
    isOpen = false;
    view.dispatch({ effects: setField.of(null) });
    view.focus();
  };
  const check = () => {
    const reason = input.value === name ? '' : hooks.ask('renameTrouble', at, at, input.value);
    trouble.textContent = reason;
    input.setAttribute('aria-invalid', String(Boolean(reason)));
    return !reason;
  };
  input.addEventListener('input', check);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || !['Enter', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Enter' && !check()) return;
    const renames = event.key === 'Enter' && input.value !== name;
    close();
    if (renames) hooks.rename(at, input.value);
  });
  // The focus may be lost in the middle of an update, which allows no other.
  input.addEventListener('blur', () => setTimeout(() => {
    if (isOpen && input.isConnected) view.dispatch({ effects: setField.of(null) });
  }));
  const mount = () => { input.focus(); input.select(); };
  return { dom: element('div', 'cm-rename help', input, trouble), mount };
}
