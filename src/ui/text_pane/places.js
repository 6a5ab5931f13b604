// Lists of places to go to: what refers to a name, and the outline of all states. A list is a panel below the text that is
// filtered by typing and walked by keys.
import { StateEffect, StateField } from '@codemirror/state';
import { EditorView, showPanel } from '@codemirror/view';
import { element } from './help_parts.js';

const setList = StateEffect.define();

/** The panel with the list, while there is one. */
export const placeList = StateField.define({
  create: () => null,
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setList)) return effect.value;
    return transaction.docChanged ? null : value;
  },
  provide: (field) => showPanel.from(field, (list) => list && ((view) => panel(view, list))),
});

/** Selects a place and brings it into sight. */
export function goTo(view, [from, to]) {
  view.dispatch({
    selection: { anchor: from, head: to },
    effects: EditorView.scrollIntoView(from, { y: 'center' }),
    userEvent: 'select',
  });
  view.focus();
}

/** Shows what refers to the name at `at`; with one place only goes there at once. */
export function showReferences(view, ask, question, at) {
  const found = ask(question, at);
  if (!found || found.places.length === 0) {
    view.dispatch({ effects: EditorView.announce.of('Nothing with a name of its own stands here') });
    return true;
  }
  if (question === 'definitions' && found.places.length === 1) {
    goTo(view, found.places[0].span);
    return true;
  }
  const entries = found.places.map(({ span, line, text, state, definition }) => ({
    span, name: text, detail: [`line ${line}`, state, definition ? 'definition' : ''].filter(Boolean).join(' · '), depth: 0,
  }));
  show(view, { title: `${entries.length} places of “${found.name}”`, entries });
  return true;
}

/** Shows all states, those inside of others below them. */
export function showOutline(view, ask) {
  const entries = (ask('outline') ?? []).map(({ name, type, depth, span }) => ({ span, name, detail: type, depth }));
  show(view, { title: `${entries.length} states`, entries });
  return true;
}

function show(view, list) {
  view.dispatch({ effects: [setList.of(list), EditorView.announce.of(list.title)] });
}

function close(view) {
  view.dispatch({ effects: setList.of(null) });
  view.focus();
}

let lists = 0;

function panel(view, { title, entries }) {
  const id = `place-list-${++lists}`;
  const filter = element('input', 'cm-textfield');
  filter.setAttribute('data-own-text', '');
  Object.assign(filter, { placeholder: title, spellcheck: false });
  const attributes = { role: 'combobox', 'aria-label': title, 'aria-expanded': 'true', 'aria-controls': id };
  for (const [name, value] of Object.entries(attributes)) filter.setAttribute(name, value);
  const list = element('ul', 'places');
  list.id = id;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', title);
  let shown = [];
  let active = 0;
  const draw = () => {
    const wanted = filter.value.toLowerCase();
    shown = entries.filter(({ name, detail }) => `${name} ${detail}`.toLowerCase().includes(wanted));
    active = 0;
    list.replaceChildren(...shown.map((entry, index) => row(entry, index)));
    mark();
  };
  const row = (entry, index) => {
    const item = element('li', '', element('span', 'name', entry.name), element('span', 'detail', entry.detail));
    item.id = `${id}-${index}`;
    item.setAttribute('role', 'option');
    item.style.setProperty('--depth', entry.depth);
    item.addEventListener('mousedown', (event) => { event.preventDefault(); choose(index); });
    return item;
  };
  const mark = () => {
    for (const [index, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(index === active));
    const current = list.children[active];
    if (current) filter.setAttribute('aria-activedescendant', current.id);
    current?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (index) => {
    const entry = shown[index];
    if (!entry) return;
    close(view);
    goTo(view, entry.span);
  };
  const keys = {
    ArrowDown: () => { active = Math.min(active + 1, shown.length - 1); mark(); },
    ArrowUp: () => { active = Math.max(active - 1, 0); mark(); },
    Enter: () => choose(active),
    Escape: () => close(view),
  };
  filter.addEventListener('input', draw);
  filter.addEventListener('keydown', (event) => {
    if (event.isComposing || !keys[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    keys[event.key]();
  });
  draw();
  const dom = element('div', 'cm-places', filter, list);
  return { dom, mount: () => filter.focus() };
}
