// How the editor reads the text: a change while the text is read in part must not spoil what is read later.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';

const npm = new URL('../../xtask/npm/', import.meta.url);
const { build } = createRequire(new URL('package.json', npm))('esbuild');

/** The languages as the page has them, and what changes what is read. */
async function bundled() {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { LANGUAGES } from './language.js'; export { TreeFragment } from '@lezer/common';`,
      resolveDir: new URL('../../src/ui/text_pane', import.meta.url).pathname,
    },
    nodePaths: [new URL('node_modules', npm).pathname],
    bundle: true,
    format: 'esm',
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}

const { LANGUAGES, TreeFragment } = await bundled();

function read(language, text, fragments, upTo) {
  const parse = language.language.parser.startParse(text, fragments);
  if (upTo) parse.stopAt(upTo);
  for (;;) {
    const tree = parse.advance();
    if (tree) return tree;
  }
}

function errors(tree) {
  let count = 0;
  tree.iterate({ enter: ({ type }) => { count += type.isError ? 1 : 0; } });
  return count;
}

/** Wherever reading stops, and a letter is typed near the beginning: nothing of the text is taken for an error then. */
function check(language, text, typedAt) {
  assert.equal(errors(read(language, text)), 0, 'the text is good');
  const next = `${text.slice(0, typedAt)}x${text.slice(typedAt)}`;
  const change = { fromA: typedAt, toA: typedAt, fromB: typedAt, toB: typedAt + 1 };
  for (let stop = 400; stop < text.length; stop += 53) {
    const part = TreeFragment.addTree(read(language, text, [], stop), [], true);
    const tree = read(language, next, TreeFragment.applyChanges(part, [change]));
    assert.equal(errors(tree), 0, `read up to ${stop}, then a key at ${typedAt}`);
    assert.equal(tree.length, next.length);
  }
}

const states = Array.from({ length: 60 }, (_, nth) => `S${nth}`);

test('a text that is changed while it is read in part is read right', () => {
  const body = Object.fromEntries(states.map((name) => [name, { Type: 'Pass', Result: { from: name }, End: true }]));
  const json = JSON.stringify({ Comment: '', StartAt: 'S0', States: body }, null, 2);
  check(LANGUAGES.json, json, json.indexOf('": "') + 4);
  const lines = states.map((name) => `  ${name}:\n    Type: Pass\n    Result: {from: ${name}}\n    End: true\n`);
  const yaml = `Comment: some words\nStartAt: S0\nStates:\n${lines.join('')}`;
  check(LANGUAGES.yaml, yaml, yaml.indexOf('words'));
});
