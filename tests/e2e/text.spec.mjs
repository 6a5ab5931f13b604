// From the text to the graph, and what the text pane does.
import assert from 'node:assert/strict';
import { caretAt, journey } from './support.mjs';

const TEXT = `{
  "StartAt": "A",
  "States": {
    "A": { "Type": "Pass", "Next": "B" },
    "B": { "Type": "Pass", "Comment": "", "End": true }
  }
}
`;

const open = (page, text = TEXT) => page.evaluate((text) => window.aslStudio.setText(text), text);
const text = (page) => page.evaluate(() => window.aslStudio.getText());
const state = (page, name) => page.locator(`[data-state="${name}"]`);
const editor = (page) => page.getByRole('textbox', { name: 'Definition text' });

/** Puts the caret before the first place of `words` in the text pane. */
async function caretBefore(page, words) {
  await caretAt(page, words, 0);
}

journey('typing changes the graph, and undo works in both panes with one history', async (page) => {
  await open(page);
  await caretBefore(page, '"B" }');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.type('X');
  assert.match(await text(page), /"Next": "XB"/);
  await page.locator('[data-from="A"][data-to="XB"]').waitFor();
  await state(page, 'B').click();
  await page.keyboard.press('Delete');
  assert.equal(await state(page, 'B').count(), 0);
  await page.keyboard.press('Control+z');
  await state(page, 'B').waitFor();
  await editor(page).focus();
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), TEXT);
  await page.keyboard.press('Control+y');
  assert.match(await text(page), /"Next": "XB"/);
});

journey('selecting a state selects its text, and the caret selects the state around it', async (page) => {
  await open(page);
  await state(page, 'B').click();
  const selected = await page.evaluate(() => document.querySelector('.cm-activeLine')?.textContent);
  assert.match(selected, /"B"/);
  assert.match(await page.locator('.cm-held').first().textContent(), /"B"/, 'it is seen though the focus is elsewhere');
  await caretBefore(page, '"Type": "Pass", "Next"');
  await page.locator('[data-state="A"].selected').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'A');
  assert.ok(await editor(page).evaluate((element) => element.contains(document.activeElement)), 'the focus stays');
});

journey('broken text keeps the graph alive, and the problem says where', async (page) => {
  await open(page);
  await open(page, TEXT.replace('"Next": "B"', '"Next": '));
  await state(page, 'B').waitFor();
  await page.getByTestId('problems').getByRole('button').first().waitFor();
  await open(page, '{ "Sta');
  await page.getByText('The text holds no states just now').waitFor();
  await open(page, '');
  assert.equal(await page.locator('[data-state]').count(), 0);
});

journey('a problem leads to its place', async (page) => {
  await open(page, TEXT.replace('"Next": "B"', '"Next": "Gone"'));
  await page.getByTestId('problems').getByRole('button', { name: /Gone/ }).first().click();
  await page.keyboard.type('B');
  assert.doesNotMatch(await text(page), /Gone/, 'the place was selected, so typing replaced it');
  await page.locator('.cm-lint-marker').first().waitFor();
});

journey('the text pane searches and folds', async (page) => {
  await open(page);
  await editor(page).focus();
  await page.keyboard.press('Control+f');
  await page.getByPlaceholder('Find').pressSequentially('Comment');
  await page.locator('.cm-searchMatch').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByTitle('Fold line').nth(1).click();
  await page.locator('.cm-foldPlaceholder').waitFor();
});

journey('hostile names and values stay text', async (page) => {
  const name = '<img src=x onerror=window.hacked=1>"\'&<script>window.hacked=1</script>';
  const machine = { Comment: name, StartAt: name, States: { [name]: { Type: 'Fail', Error: name, Cause: name } } };
  await open(page, JSON.stringify(machine));
  const drawn = page.locator('[data-type="Fail"]');
  await drawn.click();
  assert.equal(await drawn.getAttribute('data-state'), name);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByTestId('run').getByText(/^Failed after/).waitFor();
  assert.equal(await page.evaluate(() => window.hacked), undefined);
});

journey('lines that are added end as the others do', async (page) => {
  const crlf = '{\r\n  "StartAt": "A"\r\n}';
  await page.evaluate((text) => window.aslStudio.setText(text), crlf);
  await page.locator('[data-testid=text] .cm-content').click();
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const text = await page.evaluate(() => window.aslStudio.getText());
  assert.deepEqual(text.split('\r\n').map((line) => line.trim()), ['{', '', '"StartAt": "A"', '}', '']);
  assert.ok(!/[^\r]\n/.test(text), JSON.stringify(text));
});

journey('by Tab one passes the text without changing it', async (page) => {
  await page.locator('[data-state="Validate order"]').click();
  const before = await page.evaluate(() => window.aslStudio.getText());
  await page.getByRole('button', { name: 'Light or dark' }).focus();
  for (let presses = 0; presses < 8; presses++) await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => window.aslStudio.getText()), before);
  assert.ok(await page.evaluate(() => !document.activeElement.closest('.cm-editor')), 'the focus went on');
});

journey('another text takes the place of one in which a state is selected', async (page) => {
  await page.locator('[data-state="Order done"]').click();
  await open(page);
  const text = page.locator('[data-testid=text] .cm-content');
  await page.waitForFunction(() => document.querySelector('[data-testid=text] .cm-content').innerText.includes('"B"'));
  await text.click();
  await page.keyboard.type(' ');
  assert.equal((await page.evaluate(() => window.aslStudio.getText())).length, TEXT.length + 1);
});
