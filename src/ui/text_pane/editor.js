// The text pane's editor: CodeMirror 6 behind the few functions that the Rust side calls.
import { EditorView, basicSetup } from 'codemirror';
import { json } from '@codemirror/lang-json';

export function create(parent, text) {
  return new EditorView({
    doc: text,
    parent,
    extensions: [basicSetup, json(), EditorView.contentAttributes.of({ 'aria-label': 'Definition' })],
  });
}
