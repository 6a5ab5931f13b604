// The selection while the focus is elsewhere. The browser draws the selection and the caret of what has the focus, which
// costs nothing; layers drawn by the editor would be measured anew with every key.
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView } from '@codemirror/view';

const setFocused = StateEffect.define();
const mark = Decoration.mark({ class: 'cm-held' });

const held = StateField.define({
  create: () => ({ isFocused: false, marks: Decoration.none }),
  update(before, transaction) {
    const isFocused = transaction.effects.reduce((last, effect) => (effect.is(setFocused) ? effect.value : last), before.isFocused);
    if (isFocused && before.isFocused) return before;
    const { from, to } = transaction.state.selection.main;
    const marks = isFocused || from === to ? Decoration.none : Decoration.set(mark.range(from, to));
    return { isFocused, marks };
  },
  provide: (field) => EditorView.decorations.from(field, ({ marks }) => marks),
});

/** Shows what is selected while the editor does not have the focus. */
export const heldSelection = [held, EditorView.focusChangeEffect.of((_, isFocused) => setFocused.of(isFocused))];
