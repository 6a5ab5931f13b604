// What encloses the caret, as a bar of buttons above the text, and the other places of the name at the caret. Both follow once
// the caret rests.
import { StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, ViewPlugin, showPanel } from '@codemirror/view';
import { element } from './help_parts.js';
import { goTo } from './places.js';

const setSame = StateEffect.define();
const same = Decoration.mark({ class: 'cm-same' });

const sameNames = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setSame)) return effect.value;
    return value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The bar and the marks. */
export function surroundings(ask) {
  const bar = element('nav', 'cm-crumbs');
  bar.setAttribute('aria-label', 'Place in the definition');
  const plugin = ViewPlugin.fromClass(class {
    constructor(view) {
      this.view = view;
      this.soon();
    }

    update(update) {
      if (update.docChanged || update.selectionSet) this.soon();
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.follow(), 180);
    }

    follow() {
      const { empty, from, head } = this.view.state.selection.main;
      // Of what is selected the beginning says what it is.
      drawCrumbs(bar, this.view, ask('crumbs', empty ? head : from + 1) ?? []);
      const places = this.view.hasFocus ? ask('references', head)?.places ?? [] : [];
      const marks = Decoration.set(places.map(({ span: [from, to] }) => same.range(from, to)), true);
      if (places.length > 0 || this.view.state.field(sameNames).size > 0) this.view.dispatch({ effects: setSame.of(marks) });
    }

    destroy() { clearTimeout(this.timer); }
  });
  return [sameNames, plugin, showPanel.of(() => ({ dom: bar, top: true }))];
}

function drawCrumbs(bar, view, crumbs) {
  const key = JSON.stringify(crumbs);
  if (bar.dataset.key === key) return;
  bar.dataset.key = key;
  const buttons = crumbs.map(({ label, state, span }) => {
    const button = element('button', state ? 'state' : '', label);
    button.type = 'button';
    button.addEventListener('click', () => goTo(view, span));
    return button;
  });
  bar.replaceChildren(...(buttons.length > 0 ? buttons : [element('span', '', 'Definition')]));
}
