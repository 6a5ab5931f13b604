// Help in the text pane: completion, hover, going to definitions and references, renaming, outline, breadcrumbs.
import assert from 'node:assert/strict';
import { assertAccessible, caretAt, journey } from './support.mjs';

const TEXT = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Assign": { "total.$": "$.n" }, "Next": "B" },
    "B": { "Type": "Pass", "InputPath": "$total", "Next": "C" },
    "C": { "Type": "Succeed" }
  }
}
`;

const open = (page, text = TEXT) => page.evaluate((text) => window.aslStudio.setText(text), text);
const text = (page) => page.evaluate(() => window.aslStudio.getText());
const editor = (page) => page.getByRole('textbox', { name: 'Definition text' });
const selected = (page) => page.evaluate(() => window.getSelection().toString());

/** Puts the caret behind the first place of `words` in the text pane. */
async function caretBehind(page, words) {
  await caretAt(page, words, words.length);
}

journey('completion offers what may stand here, and puts it in with its commas', async (page) => {
  await open(page);
  await caretBehind(page, '"Next": "B"');
  await page.keyboard.type(', "Out');
  const list = page.getByRole('listbox');
  await list.getByRole('option', { name: /^OutputPath/ }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press('Enter');
  assert.match(await text(page), /"Next": "B", "OutputPath": "\$\."/);
  await page.keyboard.press('Escape');
  await caretBehind(page, '"Next": "B');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Control+Space');
  await list.getByRole('option', { name: /^C/ }).waitFor();
  await page.waitForTimeout(150);
  await page.keyboard.press('ArrowDown');
  await assertAccessible(page);
  await page.keyboard.press('Escape');
});

journey('hover tells the field, the value of the last run, and the state behind a name', async (page) => {
  await open(page);
  const word = (name) => editor(page).getByText(name, { exact: true }).first();
  await word('"InputPath"').hover();
  await page.locator('.help').getByText('Selects the part of the input that the state works on').waitFor();
  await page.mouse.move(5, 5);
  await caretBehind(page, '"Next": "C');
  await page.keyboard.press('Control+i');
  await page.locator('.help').getByText('C (Succeed state)').waitFor();
});

journey('F12 and Ctrl+click go to the definition, Shift+F12 lists the places', async (page) => {
  await open(page);
  await caretBehind(page, '"Next": "C');
  await page.keyboard.press('F12');
  assert.equal(await selected(page), 'C');
  assert.match(await page.evaluate(() => document.querySelector('.cm-activeLine').textContent), /Succeed/);
  await caretBehind(page, '$tot');
  await page.keyboard.press('Shift+F12');
  const list = page.getByRole('listbox', { name: /2 places of “total”/ });
  assert.equal(await list.getByRole('option').count(), 2);
  await page.keyboard.press('Enter');
  assert.equal(await selected(page), 'total');
  await page.keyboard.press('Control+Shift+O');
  await page.getByRole('combobox', { name: '3 states' }).fill('B');
  await page.keyboard.press('Enter');
  assert.equal(await selected(page), 'B');
});

journey('F2 renames a state or a variable everywhere, and says why it cannot', async (page) => {
  await open(page);
  await caretBehind(page, '"Next": "B');
  await page.keyboard.press('F2');
  const field = page.getByRole('textbox', { name: 'New name of the state B' });
  await field.fill('C');
  await page.getByRole('alert').getByText('another state is called “C”').waitFor();
  await field.fill('Work');
  await field.press('Enter');
  assert.match(await text(page), /"Next": "Work"[^]*"Work": \{/);
  await page.locator('[data-state="Work"]').waitFor();
  await caretBehind(page, '$tot');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New name of the variable total' }).fill('sum');
  await page.keyboard.press('Enter');
  assert.match(await text(page), /"sum\.\$": "\$\.n"[^]*"\$sum"/);
  await page.keyboard.press('Control+z');
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), TEXT);
});

journey('breadcrumbs lead outwards, and the selection grows by syntax', async (page) => {
  await open(page);
  await caretBehind(page, '"InputPath": "$to');
  const crumbs = page.getByRole('navigation', { name: 'Place in the definition' });
  await crumbs.getByRole('button', { name: 'InputPath' }).waitFor();
  await crumbs.getByRole('button', { name: 'B' }).click();
  assert.equal(await selected(page), '"B"');
  await caretBehind(page, '"Type": "Succ');
  await page.keyboard.press('Shift+Alt+ArrowRight');
  await page.keyboard.press('Shift+Alt+ArrowRight');
  await page.keyboard.press('Shift+Alt+ArrowRight');
  assert.equal(await selected(page), '"Type": "Succeed"');
  await page.keyboard.press('Shift+Alt+ArrowLeft');
  assert.equal(await selected(page), '"Succeed"');
});
