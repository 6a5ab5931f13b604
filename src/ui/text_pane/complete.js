// Completion: the list comes from the Rust side ready ranked, each entry with its edit and the places that are left to the
// author. Tab goes from one such place to the next.
import { acceptCompletion, autocompletion, pickedCompletion, startCompletion } from '@codemirror/autocomplete';
import { Prec, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, keymap } from '@codemirror/view';
import { element, sentence } from './help_parts.js';

/** The list while typing and by Ctrl+Space, and the places of what was put in. */
export function completion(ask) {
  return [
    autocompletion({ override: [source(ask)], icons: true, maxRenderedOptions: 120, activateOnTypingDelay: 60 }),
    places,
    Prec.highest(keymap.of([
      { key: 'Tab', run: (view) => acceptCompletion(view) || step(view, 1), shift: (view) => step(view, -1) },
      { key: 'Escape', run: leave },
    ])),
  ];
}

function source(ask) {
  return (context) => {
    const found = ask('complete', context.pos);
    if (!found || found.items.length === 0 || !(context.explicit || found.begun)) return null;
    const { doc } = context.state;
    return { from: found.from, to: found.to, filter: false, options: found.items.map((item) => option(ask, doc, item)) };
  };
}

function option(ask, doc, item) {
  return {
    label: item.label,
    type: item.kind,
    detail: item.detail,
    info: item.info ? () => element('div', 'help', ...item.info.split('\n').map(sentence)) : undefined,
    apply(view) {
      // The list may be older than the text by a letter.
      const current = view.state.doc.eq(doc) ? item : again(ask, view, item);
      if (current) put(view, current);
    },
  };
}

function again(ask, view, item) {
  const found = ask('complete', view.state.selection.main.head);
  return found?.items.find(({ label, kind }) => label === item.label && kind === item.kind);
}

function put(view, item) {
  const changes = [];
  for (let at = 0; at < item.changes.length; at += 3) {
    const [from, to, insert] = item.changes.slice(at, at + 3);
    changes.push({ from, to, insert: view.state.toText(insert) });
  }
  const stops = [];
  for (let at = 0; at < item.stops.length; at += 2) stops.push({ from: item.stops[at], to: item.stops[at + 1] });
  const [first] = stops;
  view.dispatch({
    changes,
    selection: { anchor: first.from, head: first.to },
    effects: setPlaces.of(stops.length > 1 ? { stops, active: 0 } : null),
    annotations: pickedCompletion.of(item),
    userEvent: 'input.complete',
    scrollIntoView: true,
  });
  if (item.again) startCompletion(view);
}

const setPlaces = StateEffect.define();
const shownPlace = Decoration.mark({ class: 'cm-place' });

// The places of what was put in last, until the caret leaves them.
const places = StateField.define({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setPlaces)) return effect.value;
    if (!value) return null;
    const { changes } = transaction;
    const stops = value.stops.map(({ from, to }) => ({ from: changes.mapPos(from, -1), to: changes.mapPos(to, 1) }));
    const { head } = transaction.state.selection.main;
    const spread = { from: Math.min(...stops.map((stop) => stop.from)), to: Math.max(...stops.map((stop) => stop.to)) };
    if (transaction.isUserEvent('undo') || head < spread.from || head > spread.to) return null;
    return { stops, active: value.active };
  },
  provide: (field) => EditorView.decorations.from(field, (value) => {
    const ranges = value?.stops.filter(({ from, to }) => from < to) ?? [];
    return Decoration.set(ranges.map(({ from, to }) => shownPlace.range(from, to)), true);
  }),
});

function step(view, by) {
  const value = view.state.field(places);
  const active = value && value.active + by;
  if (!value || active < 0 || active >= value.stops.length) {
    if (value) view.dispatch({ effects: setPlaces.of(null) });
    return false;
  }
  const { from, to } = value.stops[active];
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: setPlaces.of(active + 1 < value.stops.length ? { ...value, active } : null),
    scrollIntoView: true,
  });
  if (from === to) startCompletion(view);
  return true;
}

function leave(view) {
  if (!view.state.field(places)) return false;
  view.dispatch({ effects: setPlaces.of(null) });
  return true;
}
