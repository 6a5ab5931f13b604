// Bundles the text pane's editor (src/ui/text_pane/editor.js with CodeMirror) into target/vendor/editor.js,
// which index.html links. The bundle is built, never committed. It sets the global aslStudioEditor to the
// exports of editor.js; the Rust side binds to that name with `#[wasm_bindgen(js_namespace = aslStudioEditor)]`.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const here = import.meta.dirname;
const root = join(here, '../..');
const target = join(root, 'target/vendor/editor.js');

const { outputFiles } = await build({
  entryPoints: [join(root, 'src/ui/text_pane/editor.js')],
  nodePaths: [join(here, 'node_modules')],
  bundle: true,
  minify: true,
  format: 'iife',
  globalName: 'aslStudioEditor',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  write: false,
});

// An unchanged bundle keeps its date, so that nothing that watches it starts anew.
const bundle = outputFiles[0].text;
const known = (() => { try { return readFileSync(target, 'utf8'); } catch { return undefined; } })();
if (bundle !== known) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bundle);
}
