// The text pane's editor: CodeMirror 6 behind the few functions that the Rust side calls. Offsets are UTF-16
// here. The editor keeps no history of its own: undo and redo are the document's, so their keys go out as commands.
import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import {
  HighlightStyle, bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit, syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, lintKeymap } from '@codemirror/lint';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { Annotation, Compartment, EditorSelection, EditorState, Transaction } from '@codemirror/state';
import {
  EditorView, dropCursor, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars,
  keymap, lineNumbers, placeholder,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { completion } from './complete.js';
import { surroundings } from './crumbs.js';
import { heldSelection } from './held.js';
import { hovering } from './hover.js';
import { LANGUAGES } from './language.js';
import { navigation } from './navigate.js';
import { problemMarks } from './problems.js';

/** CodeMirror's keys without the one that is Run everywhere on the page. */
const editorKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

// Control characters are shown, but not the carriage returns of a text with CRLF line ends.
const SPECIAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202d\u202e\u2066\u2067\u2069\ufeff\ufff9-\ufffc]/g;

// Marks what the Rust side did, so that it is not told about it again.
const fromOutside = Annotation.define();

// What the text is written in; it changes when the text does.
const language = new Compartment();

// In a text with CRLF line ends, lines that the user adds end so too.
const keepLineEnds = EditorState.transactionFilter.of((transaction) => {
  const { startState: { doc }, changes } = transaction;
  if (!transaction.docChanged || transaction.annotation(fromOutside) || !doc.line(1).text.endsWith('\r')) return transaction;
  const { main } = transaction.newSelection;
  let [isNew, anchor, head] = [false, main.anchor, main.head];
  const kept = [];
  changes.iterChanges((from, to, start, end, inserted) => {
    const text = inserted.sliceString(0, inserted.length, '\n');
    const insert = text.replace(/\r?\n/g, '\r\n');
    // Between the two characters of a line end nothing is inserted.
    const shift = insert !== text && from === to && doc.sliceString(from - 1, from + 1) === '\r\n' ? 1 : 0;
    const added = (at) => (at < start ? 0
      : (text.slice(0, at - start).match(/(?<!\r)\n/g) ?? []).length - shift);
    isNew ||= insert !== text;
    [anchor, head] = [anchor + added(main.anchor), head + added(main.head)];
    kept.push({ from: from - shift, to: to - shift, insert });
  });
  if (!isNew) return transaction;
  const { effects, scrollIntoView } = transaction;
  const userEvent = transaction.annotation(Transaction.userEvent);
  return [{ changes: kept, selection: { anchor, head }, effects, scrollIntoView, userEvent }];
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--code-key)' },
  { tag: [tags.string, tags.content], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null, tags.labelName, tags.typeName], color: 'var(--code-literal)' },
  { tag: tags.comment, color: 'var(--ink-soft)', fontStyle: 'italic' },
  { tag: [tags.separator, tags.brace, tags.squareBracket], color: 'var(--code-punctuation)' },
]);

/**
 * Makes an editor in `parent`. `hooks.edited(changes, anchor, head)` hears what the user changed, as [from, to,
 * text, …] in offsets of the text before, ascending, and where the caret is after it; `hooks.moved(anchor, head)`
 * hears where the caret went; `hooks.command(name)` hears `undo`, `redo` and `format`. `hooks.ask(question, at, to, word)`
 * answers what help there is (answers.rs lists the questions); `hooks.rename(at, name)` renames what is named at `at`.
 */
export function create(parent, text, hooks) {
  const command = (name) => () => { hooks.command(name); return true; };
  const ask = (question, at = 0, to = at, word = '') => hooks.ask(question, at, to, word);
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        // Line ends belong to the text, which is kept byte for byte: only \n splits lines.
        EditorState.lineSeparator.of('\n'), keepLineEnds,
        lineNumbers(), foldGutter(), lintGutter(), problemMarks, highlightSpecialChars({ specialChars: SPECIAL }),
        heldSelection, dropCursor(),
        indentOnInput(), indentUnit.of('  '), bracketMatching(), closeBrackets(), codeFolding(),
        highlightActiveLine(), highlightActiveLineGutter(), highlightSelectionMatches(), search({ top: true }),
        placeholder('Paste a definition here, or drop a file anywhere on the page'),
        language.of(LANGUAGES.json), syntaxHighlighting(colours),
        completion(ask), hovering(ask), navigation(hooks), surroundings(ask),
        EditorView.contentAttributes.of({ 'aria-label': 'Definition text', 'aria-description': 'Tab indents; after Escape it leaves', tabindex: '0' }),
        keymap.of([
          { key: 'Mod-z', run: command('undo'), shift: command('redo') },
          { key: 'Mod-y', run: command('redo') },
          ...closeBracketsKeymap, ...searchKeymap, ...foldKeymap, ...lintKeymap, ...editorKeys, indentWithTab,
        ]),
        EditorView.domEventHandlers({
          // Who comes by Tab goes on by Tab, and has nothing selected that a key could replace.
          focus(_, view) {
            if (view.pointed) return;
            view.setTabFocusMode(true);
            const { main } = view.state.selection;
            if (view.holdsForeignSelection && !main.empty) view.dispatch({ selection: { anchor: main.from }, annotations: fromOutside.of(true) });
          },
          blur(_, view) { view.pointed = false; },
          mousedown(_, view) { view.pointed = true; },
          keydown(event, view) {
            if (!['Tab', 'Shift', 'Control', 'Alt', 'Meta', 'Escape'].includes(event.key)) view.setTabFocusMode(false);
          },
          // The browser's own undo, from its menu or by a gesture, is the document's too.
          beforeinput(event) {
            const name = { historyUndo: 'undo', historyRedo: 'redo' }[event.inputType];
            if (!name) return false;
            event.preventDefault();
            hooks.command(name);
            return true;
          },
        }),
        EditorView.updateListener.of((update) => report(update, hooks)),
      ],
    }),
  });
  return view;
}

function report(update, hooks) {
  if (update.transactions.some((transaction) => transaction.annotation(fromOutside))) return;
  const { main } = update.state.selection;
  if (update.docChanged || update.selectionSet) update.view.holdsForeignSelection = false;
  if (update.docChanged) {
    const changes = [];
    update.changes.iterChanges((from, to, _from, _to, inserted) => {
      changes.push(from, to, inserted.sliceString(0, inserted.length, '\n'));
    });
    hooks.edited(changes, main.anchor, main.head);
  } else if (update.selectionSet) {
    hooks.moved(main.anchor, main.head);
  }
}

/** Applies changes from outside, given as [from, to, text, …]; the caret moves along with the text around it. */
export function patch(view, changes) {
  const specs = [];
  for (let at = 0; at < changes.length; at += 3) {
    specs.push({ from: changes[at], to: changes[at + 1], insert: view.state.toText(changes[at + 2]) });
  }
  const change = view.state.changes(specs);
  view.dispatch({
    changes: change,
    selection: carried(view.state.selection, change),
    annotations: [fromOutside.of(true), Transaction.addToHistory.of(false)],
  });
  let kept = 0;
  change.iterGaps((_from, _to, length) => { kept += length; });
  // Another text is read from its left edge, however far the last one was scrolled.
  if (kept < change.length / 2) view.scrollDOM.scrollLeft = 0;
}

/** The selection behind a change. Of what was selected and is gone a caret stays, where mapping alone gives it turned round. */
function carried(selection, change) {
  const mapped = selection.map(change);
  const ranges = mapped.ranges.map((range) => (range.from > range.to ? EditorSelection.cursor(range.to) : range));
  return EditorSelection.create(ranges, mapped.mainIndex);
}

/** Selects from `from` to `to` and brings it into sight, without taking the focus. */
export function select(view, from, to) {
  const end = Math.min(to, view.state.doc.length);
  const start = Math.min(from, end);
  view.dispatch({ selection: { anchor: start, head: end }, annotations: fromOutside.of(true) });
  view.holdsForeignSelection = true;
  // Within the pane only: the page around it does not move.
  view.requestMeasure({
    read: () => ({
      top: view.lineBlockAt(start).top,
      left: (start - view.state.doc.lineAt(start).from) * view.defaultCharacterWidth,
      width: view.scrollDOM.clientWidth,
    }),
    write: ({ top, left, width }) => {
      view.scrollDOM.scrollTop = Math.max(0, top - 48);
      view.scrollDOM.scrollLeft = left < width / 2 ? 0 : left - 48;
    },
  });
}

/** Puts the caret at `at`, in sight, and takes the focus. */
export function focusAt(view, at) {
  const anchor = Math.min(at, view.state.doc.length);
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
  view.focus();
  view.setTabFocusMode(false);
}

/** Reads the text as `name`: json or yaml. */
export function setLanguage(view, name) {
  view.dispatch({ effects: language.reconfigure(LANGUAGES[name]), annotations: fromOutside.of(true) });
}

export { showProblems } from './problems.js';
