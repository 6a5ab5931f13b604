// Help on what stands under the pointer or at the caret, and the signature of the call around the caret.
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, ViewPlugin, hoverTooltip, keymap, showTooltip } from '@codemirror/view';
import { element, helpParts, sentence, spoken } from './help_parts.js';

/** Help by pointer, by Ctrl+I at the caret, and the signature while arguments are typed. */
export function hovering(ask) {
  return [
    hoverTooltip((view, at) => tooltip(ask('hover', at)), { hoverTime: 350 }),
    atCaret,
    signatureTip,
    signatures(ask),
    keymap.of([
      { key: 'Mod-i', run: (view) => tellAtCaret(view, ask), preventDefault: true },
      { key: 'Mod-Shift-Space', run: (view) => showSignature(view, ask) },
      { key: 'Escape', run: hideAll },
    ]),
  ];
}

function tooltip(found) {
  if (!found) return null;
  const [from, to] = found.span;
  return { pos: from, end: to, above: true, create: () => ({ dom: helpParts(found.parts) }) };
}

const setAtCaret = StateEffect.define();
const atCaret = tipField(setAtCaret, (transaction) => transaction.docChanged || transaction.selection);
const setSignature = StateEffect.define();
const signatureTip = tipField(setSignature, () => false);

/** A tooltip that an effect sets and that goes away when `ends` says so. */
function tipField(effect, ends) {
  return StateField.define({
    create: () => null,
    update(value, transaction) {
      for (const one of transaction.effects) if (one.is(effect)) return one.value;
      if (!value || ends(transaction)) return null;
      return transaction.docChanged ? { ...value, pos: transaction.changes.mapPos(value.pos) } : value;
    },
    provide: (field) => showTooltip.from(field),
  });
}

function tellAtCaret(view, ask) {
  const found = ask('hover', view.state.selection.main.head);
  const words = found ? spoken(found.parts) : 'Nothing to say about this place';
  view.dispatch({ effects: [setAtCaret.of(tooltip(found)), EditorView.announce.of(words)] });
  return true;
}

function hideAll(view) {
  const shows = view.state.field(atCaret) || view.state.field(signatureTip);
  if (shows) view.dispatch({ effects: [setAtCaret.of(null), setSignature.of(null)] });
  return Boolean(shows);
}

function showSignature(view, ask) {
  const tip = signatureAt(view, ask);
  view.dispatch({ effects: setSignature.of(tip) });
  return Boolean(tip);
}

function signatureAt(view, ask) {
  const { main } = view.state.selection;
  const found = main.empty && view.hasFocus ? ask('signature', main.head) : null;
  if (!found) return null;
  const parameters = found.parameters.flatMap((name, index) => {
    const one = element('span', index === found.active ? 'help-active' : '', name);
    return index === 0 ? [one] : [', ', one];
  });
  const create = () => ({
    dom: element('div', 'help', element('pre', 'help-code', found.name, '(', ...parameters, ')'), sentence(found.what)),
  });
  return { pos: found.at, above: true, strictSide: true, create };
}

// The signature follows the caret once it rests: nothing is asked while keys are pressed.
function signatures(ask) {
  return ViewPlugin.fromClass(class {
    constructor(view) { this.view = view; }

    update(update) {
      const typed = update.docChanged && update.transactions.some((one) => one.isUserEvent('input'));
      const moves = update.selectionSet && update.state.field(signatureTip);
      if (!typed && !moves && !update.focusChanged) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        const tip = signatureAt(this.view, ask);
        if (tip || this.view.state.field(signatureTip)) this.view.dispatch({ effects: setSignature.of(tip) });
      }, 150);
    }

    destroy() { clearTimeout(this.timer); }
  });
}
