// The list of problems: filter, keyboard, fixes, what is checked.
import assert from 'node:assert/strict';
import { journey } from './support.mjs';

const OLD = JSON.stringify({
  StartAt: 'M',
  States: {
    M: {
      Type: 'Map', MaxConcurrency: 1, Parameters: {}, Next: 'Gone',
      Iterator: { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
    },
    Done: { Type: 'Succeed' },
  },
}, null, 2);

const open = (page, text) => page.evaluate((text) => window.aslStudio.setText(text), text);
const text = (page) => page.evaluate(() => window.aslStudio.getText());
const list = (page) => page.getByTestId('problems');
const rows = (page) => list(page).locator('li');

journey('problems are filtered by severity and by words', async (page) => {
  await open(page, OLD);
  await rows(page).filter({ hasText: 'MISSING_TRANSITION_TARGET' }).first().waitFor();
  await list(page).getByRole('button', { name: /errors/ }).click();
  await rows(page).filter({ hasText: 'MISSING_TRANSITION_TARGET' }).first().waitFor({ state: 'detached' });
  await list(page).getByLabel('Filter the problems').fill('legacy');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=problems] li').length === 2);
});

journey('problems are walked by keyboard', async (page) => {
  await open(page, OLD);
  await rows(page).nth(1).waitFor();
  await rows(page).first().getByRole('button').first().focus();
  await page.keyboard.press('ArrowDown');
  const second = await rows(page).nth(1).getByRole('button').first().evaluate((row) => row === document.activeElement);
  assert.ok(second, 'the arrow leads to the next problem');
  await page.locator('[data-testid=canvas]').focus();
  await page.keyboard.press('F8');
  const inEditor = await page.evaluate(() => Boolean(document.activeElement.closest('.cm-editor')));
  assert.ok(inEditor, 'F8 leads to a problem in the text');
});

journey('one fix, all of a kind, and undo', async (page) => {
  await open(page, OLD);
  const legacy = rows(page).filter({ hasText: 'LEGACY_MAP_FIELD' });
  await legacy.first().getByRole('button', { name: /of this kind/ }).click();
  await page.waitForFunction(() => window.aslStudio.getText().includes('ItemProcessor'));
  assert.match(await text(page), /ItemSelector/);
  await page.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await page.evaluate(() => window.aslStudio.getText()), OLD);
  await list(page).getByRole('button', { name: 'Fix what is safe' }).click();
  assert.match(await page.evaluate(() => window.aslStudio.getText()), /ItemProcessor/);
});

journey('advice can be silenced, stays silent, and comes back', async (page) => {
  await open(page, OLD);
  const legacy = () => rows(page).filter({ hasText: 'LEGACY_MAP_FIELD' });
  await legacy().first().hover();
  await legacy().first().getByRole('button', { name: 'Silence' }).click();
  await legacy().first().waitFor({ state: 'detached' });
  await page.reload();
  await rows(page).first().waitFor();
  assert.equal(await legacy().count(), 0, 'kept on the device');
  await list(page).getByRole('button', { name: 'What is checked' }).click();
  await list(page).getByRole('checkbox', { name: 'legacy map field' }).check();
  await legacy().first().waitFor();
});

journey('a long list grows as one comes to its end', async (page) => {
  const states = Array.from({ length: 150 }, (_, at) => [`S${at}`, { Type: 'Pass', Next: `Gone${at}` }]);
  await open(page, JSON.stringify({ StartAt: 'S0', States: Object.fromEntries(states) }));
  await list(page).getByText(/^and [\d,]+ more$/).waitFor();
  const before = await rows(page).count();
  await rows(page).last().scrollIntoViewIfNeeded();
  await page.waitForFunction((before) => document.querySelectorAll('[data-testid=problems] li').length > before, before);
  await list(page).getByLabel('Filter the problems').fill('Gone149');
  await rows(page).filter({ hasText: 'Gone149' }).first().waitFor();
});
