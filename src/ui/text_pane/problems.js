// The problems that the gutter and the underlines show. Marks move along with the text, so after most keys they stand
// where they are to stand already, and nothing is done.
import { setDiagnostics } from '@codemirror/lint';
import { StateEffect, StateField } from '@codemirror/state';

const setShown = StateEffect.define();

/** What is marked: the words, the places as from, to, …, and how the text has changed since. */
export const problemMarks = StateField.define({
  create: () => ({ words: '', places: [], changes: undefined }),
  update(shown, transaction) {
    for (const effect of transaction.effects) if (effect.is(setShown)) return effect.value;
    if (!transaction.docChanged) return shown;
    const { changes: { desc } } = transaction;
    return { ...shown, changes: shown.changes?.composeDesc(desc) ?? desc };
  },
});

/**
 * Shows problems: places as from, to, …, which are lent for this call only, and for each severity, message and code,
 * with a NUL between all of them.
 */
export function showProblems(view, lent, words) {
  const { doc } = view.state;
  const places = Array.from(lent, (place) => Math.min(place, doc.length));
  const shown = view.state.field(problemMarks);
  if (shown.words === words && stands(shown, places)) return;
  const parts = words.split('\0');
  const diagnostics = Array.from({ length: places.length / 2 }, (_, nth) => ({
    from: places[2 * nth], to: places[2 * nth + 1],
    severity: parts[3 * nth], message: parts[3 * nth + 1], source: parts[3 * nth + 2],
  }));
  view.dispatch(setDiagnostics(view.state, diagnostics), { effects: setShown.of({ words, places, changes: undefined }) });
}

/** Whether the marks, moved along with the text, stand at these places. */
function stands({ places: before, changes }, places) {
  if (before.length !== places.length) return false;
  const now = (nth) => changes?.mapPos(before[nth], nth % 2 === 0 ? 1 : -1) ?? before[nth];
  return before.every((_, nth) => now(nth) === places[nth]);
}
