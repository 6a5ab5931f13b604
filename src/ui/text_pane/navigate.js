// Keys and clicks that lead through the definition: definition, references, rename, outline, layout, wider selection.
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import { placeList, showOutline, showReferences } from './places.js';
import { renameField, startRename } from './rename.js';

/** All of them. */
export function navigation(hooks) {
  const ask = (name, at = 0, to = at, word = '') => hooks.ask(name, at, to, word);
  const head = (view) => view.state.selection.main.head;
  return [
    placeList,
    renameField,
    narrower,
    keymap.of([
      { key: 'F12', run: (view) => showReferences(view, ask, 'definitions', head(view)), preventDefault: true },
      { key: 'Shift-F12', run: (view) => showReferences(view, ask, 'references', head(view)), preventDefault: true },
      { key: 'F2', run: (view) => startRename(view, hooks), preventDefault: true },
      { key: 'Mod-Shift-o', run: (view) => showOutline(view, ask), preventDefault: true },
      { key: 'Shift-Alt-f', run: () => { hooks.command('format'); return true; }, preventDefault: true },
      { key: 'Shift-Alt-ArrowRight', run: (view) => widen(view, ask), preventDefault: true },
      { key: 'Shift-Alt-ArrowLeft', run: narrow, preventDefault: true },
    ]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        const found = at === null ? null : ask('definitions', at);
        if (!found?.places.length) return false;
        event.preventDefault();
        showReferences(view, ask, 'definitions', at);
        return true;
      },
    }),
  ];
}

const setNarrower = StateEffect.define();

// The selections before they were widened, the last one last.
const narrower = StateField.define({
  create: () => [],
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setNarrower)) return effect.value;
    return transaction.docChanged || transaction.selection ? [] : value;
  },
});

function widen(view, ask) {
  const { from, to } = view.state.selection.main;
  const wider = ask('enclosing', from, to);
  if (!wider) return true;
  const before = [...view.state.field(narrower), [from, to]];
  view.dispatch({ selection: { anchor: wider[0], head: wider[1] }, effects: setNarrower.of(before), userEvent: 'select' });
  return true;
}

function narrow(view) {
  const before = view.state.field(narrower);
  const last = before.at(-1);
  if (!last) return true;
  view.dispatch({
    selection: { anchor: last[0], head: last[1] }, effects: setNarrower.of(before.slice(0, -1)), userEvent: 'select',
  });
  return true;
}

