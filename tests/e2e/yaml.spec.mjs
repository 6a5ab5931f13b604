// A definition in YAML: opened as a file, drawn, changed on the graph with its comments kept, converted, saved.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { journey } from './support.mjs';

const TEXT = `# How an order goes.
StartAt: A
States:
  # The first step.
  A:
    Type: Pass # nothing yet
    Next: B

  B:
    Type: Wait
    Seconds: \${Delay}
    End: true
`;

const text = (page) => page.evaluate(() => window.aslStudio.getText());
const state = (page, name) => page.locator(`[data-state="${name}"]`);

async function openFile(page, name, content) {
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open…' }).click();
  await (await chosen).setFiles({ name, mimeType: 'text/yaml', buffer: Buffer.from(content) });
}

journey('a YAML file is drawn, renamed in on the graph with its comments kept, and taken back', async (page) => {
  await openFile(page, 'order.asl.yaml', TEXT);
  await state(page, 'A').waitFor();
  assert.equal(await page.getByLabel('File name').inputValue(), 'order.asl.yaml');
  assert.equal(await text(page), TEXT);
  await state(page, 'A').click();
  await page.keyboard.press('F2');
  await page.getByLabel('Name', { exact: true }).fill('Take order');
  await page.keyboard.press('Enter');
  await state(page, 'Take order').waitFor();
  const renamed = TEXT.replace('StartAt: A', 'StartAt: Take order').replace('  A:', '  Take order:');
  assert.equal(await text(page), renamed);
  await state(page, 'Take order').click();
  await page.keyboard.press('Control+z');
  await state(page, 'A').waitFor();
  assert.equal(await text(page), TEXT);
});

journey('a problem in YAML has its place in the text', async (page) => {
  const broken = TEXT.replace('Next: B', 'Next: Gone');
  await page.evaluate((text) => window.aslStudio.setText(text), broken);
  const problems = await page.evaluate(() => window.aslStudio.getProblems());
  const problem = problems.find(({ code }) => code === 'MISSING_TRANSITION_TARGET');
  assert.deepEqual([problem.line, problem.column, problem.endColumn], [7, 11, 15]);
});

journey('YAML becomes JSON and comes back by undo; saving keeps the name and the bytes', async (page) => {
  await openFile(page, 'order.asl.yaml', TEXT);
  await state(page, 'A').waitFor();
  await page.getByRole('button', { name: 'JSON or YAML' }).click();
  await page.waitForFunction(() => window.aslStudio.getText().startsWith('{'));
  assert.equal(JSON.parse((await text(page)).replace('${Delay}', '1')).StartAt, 'A');
  assert.equal(await page.getByLabel('File name').inputValue(), 'order.asl.json');
  await page.getByRole('button', { name: /^Undo/ }).click();
  assert.equal(await text(page), TEXT);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save/ }).click();
  const download = await saving;
  assert.equal(download.suggestedFilename(), 'order.asl.yaml');
  assert.equal(await readFile(await download.path(), 'utf8'), TEXT);
});
