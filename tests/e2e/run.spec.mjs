// The dry run.
import assert from 'node:assert/strict';
import { journey } from './support.mjs';

const TEXT = JSON.stringify({
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', ResultPath: '$.answer',
      Catch: [{ ErrorEquals: ['Busy'], ResultPath: '$.error', Next: 'Later' }], Next: 'Done',
    },
    Later: { Type: 'Wait', Seconds: 3600, Next: 'Call' },
    Done: { Type: 'Succeed' },
  },
}, null, 2);

const open = (page, text = TEXT) => page.evaluate((text) => window.aslStudio.setText(text), text);
const panel = (page) => page.getByTestId('run');
const run = (page) => page.getByRole('button', { name: 'Run', exact: true }).click();

journey('a Task answers per invocation, and the graph shows what was caught', async (page) => {
  await open(page);
  await panel(page).getByLabel('Input').fill('{"n": 1}');
  const add = panel(page).getByRole('button', { name: 'Add a result for Call' });
  await add.click();
  await panel(page).getByLabel('Kind of result 1 of Call').selectOption('Throw');
  await panel(page).getByLabel('Error of result 1 of Call').fill('Busy');
  await add.click();
  await panel(page).getByLabel('Result 2 of Call', { exact: true }).fill('{"ok": true}');
  await run(page);
  await panel(page).getByText('Succeeded after 4 states, 1 h on the clock').waitFor();
  await page.locator('[data-state="Call"].caught').waitFor();
  await page.locator('[data-from="Call"][data-to="Later"].caught').waitFor();
  await page.locator('[data-state="Done"].visited').waitFor();
  await page.locator('[data-state="Later"]').click();
  const data = panel(page).locator('.data');
  assert.match(await data.innerText(), /"n": 1/, 'a visited state shows its input and output');
});

journey('results that answer nothing, or twice, are said', async (page) => {
  await open(page);
  const add = panel(page).getByRole('button', { name: 'Add a result for Call' });
  await add.click();
  await add.click();
  await panel(page).getByLabel('Invocations of result 2 of Call').fill('0');
  await panel(page).getByText('a row above answers invocation 0 already: the next free one is 1').waitFor();
  await open(page, TEXT.replaceAll('"Call"', '"Ring"'));
  await panel(page).getByText('No Task has this name').waitFor();
  await panel(page).getByRole('button', { name: 'Remove the results for Call' }).click();
  await panel(page).getByText('No Task has this name').waitFor({ state: 'detached' });
});

const READER = JSON.stringify({
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map', End: true,
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' },
        Parameters: { Bucket: 'orders', Key: 'today.json' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Take', States: { Take: { Type: 'Pass', End: true } },
      },
    },
  },
}, null, 2);

journey('a distributed Map reads the objects that were written down, and they stay', async (page) => {
  await open(page);
  assert.equal(await panel(page).getByLabel('S3 objects').count(), 0, 'nothing reads objects');
  await open(page, READER);
  const objects = panel(page).getByLabel('S3 objects');
  await panel(page).getByRole('button', { name: 'Outline' }).click();
  assert.match(await objects.inputValue(), /"orders": \{\s+"today.json"/);
  await objects.fill('{"orders": []}');
  await run(page);
  await panel(page).getByText(/^The S3 objects cannot be read: objects are by bucket/).first().waitFor();
  await objects.fill('{"orders": {"today.json": "[\\"seen\\"]"}}');
  await page.keyboard.press('Control+Enter');
  await panel(page).getByText(/^Succeeded/).first().waitFor();
  await panel(page).getByText('"seen"').first().waitFor();
  await page.reload();
  await page.waitForFunction(() => window.aslStudio);
  assert.match(await panel(page).getByLabel('S3 objects').inputValue(), /seen/);
});

journey('by keyboard: an input that is no JSON is refused, a failed run shows its error', async (page) => {
  await open(page);
  await panel(page).getByLabel('Input').fill('{"n": ');
  await page.keyboard.press('Control+Enter');
  await panel(page).getByText(/^The input is not JSON/).first().waitFor();
  await panel(page).getByLabel('Input').fill('{}');
  await panel(page).getByLabel('A Task without a mock').selectOption('fail');
  await page.keyboard.press('Control+Enter');
  await panel(page).getByText(/^Failed after 1 state/).waitFor();
  await page.locator('[data-state="Call"].failed').waitFor();
});

journey('Ctrl+Enter in the text runs too, and leaves the text as it is', async (page) => {
  await open(page);
  await page.locator('[data-testid=text] .cm-content').click();
  await page.keyboard.press('Control+Enter');
  await panel(page).getByText(/^Succeeded after/).waitFor();
  assert.equal(await page.evaluate(() => window.aslStudio.getText()), TEXT);
});

journey('a run that never ends is stopped at once, and the page goes on', async (page) => {
  // A loop of thousands of turns, each of which takes milliseconds.
  const output = "{% {'n': $states.input.n + 1, 'sum': $sum([1..50000])} %}";
  const states = {
    Add: { Type: 'Pass', Output: output, Next: 'Again?' },
    'Again?': { Type: 'Choice', Choices: [{ Condition: '{% $states.input.n < 6000 %}', Next: 'Add' }], Default: 'Enough' },
    Enough: { Type: 'Succeed' },
  };
  await open(page, JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'Add', States: states }));
  await panel(page).getByLabel('Input').fill('{"n": 0}');
  await run(page);
  await panel(page).getByText(/steps so far/).waitFor();
  await panel(page).getByRole('button', { name: 'Stop' }).click();
  await panel(page).getByText('Stopped before its end').waitFor();
  await open(page);
  await panel(page).getByLabel('Input').fill('{}');
  await run(page);
  await panel(page).getByText(/^Succeeded after/).waitFor();
});
