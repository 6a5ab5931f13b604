// What the text is written in, as the editor reads it: for colours, folds and brackets.
import { jsonLanguage } from '@codemirror/lang-json';
import { yamlLanguage } from '@codemirror/lang-yaml';
import { LanguageSupport } from '@codemirror/language';
import { TreeFragment } from '@lezer/common';

/**
 * A language that may be read in parts. Of a text that is read up to some place only, the containers around that place
 * end there as if they were closed. @lezer/common 1.5.5 forgets with the next change that a fragment is such a part
 * (TreeFragment.applyChanges), takes the containers for whole, and reads all that follows as errors, anew with every key.
 */
function readInParts(language) {
  const { parser } = language;
  const wrap = (parse, input, fragments, ranges) => {
    if (!fragments.some(mayBePart)) return parse;
    return parser.startParse(input, fragments.map((fragment) => (mayBePart(fragment) ? asPart(fragment) : fragment)), ranges);
  };
  return new LanguageSupport(language.configure({ wrap }));
}

function mayBePart({ to, offset, tree, openEnd }) {
  return !openEnd && to + offset >= tree.length;
}

function asPart({ from, to, tree, offset, openStart }) {
  return new TreeFragment(from, to, tree, offset, openStart, true);
}

/** By the names that the Rust side has for them. */
export const LANGUAGES = { json: readInParts(jsonLanguage), yaml: readInParts(yamlLanguage) };
