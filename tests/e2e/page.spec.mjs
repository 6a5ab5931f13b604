// Files, what is kept on the device, colours, and the page for programs.
import assert from 'node:assert/strict';
import { journey } from './support.mjs';

const SMALL = '{"StartAt": "Only", "States": {"Only": {"Type": "Succeed"}}}';
const text = (page) => page.evaluate(() => window.aslStudio.getText());
const state = (page, name) => page.locator(`[data-state="${name}"]`);
const file = { name: 'small.asl.json', mimeType: 'application/json', buffer: Buffer.from(SMALL) };

journey('a file is opened, changed and saved', async (page) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open…' }).click(),
  ]);
  await chooser.setFiles(file);
  await state(page, 'Only').waitFor();
  assert.equal(await page.getByLabel('File name').inputValue(), 'small.asl.json');
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Control+s')]);
  assert.equal(download.suggestedFilename(), 'small.asl.json');
  await page.keyboard.press('Control+z');
  await state(page, 'Validate order').waitFor();
});

journey('a file is dropped on the page, a definition pasted on it', async (page) => {
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], 'dropped.asl.json'));
    return transfer;
  }, SMALL);
  await page.dispatchEvent('[data-testid=text] .cm-content', 'drop', { dataTransfer: transfer });
  await state(page, 'Only').waitFor();
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', text);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  }, SMALL.replaceAll('Only', 'Pasted'));
  await state(page, 'Pasted').waitFor();
});

journey('what was on the page is there again after it was closed', async (page, context) => {
  await page.evaluate((text) => window.aslStudio.setText(text), SMALL);
  await page.close();
  const again = await context.newPage();
  await again.goto(page.url());
  await again.waitForFunction(() => window.aslStudio);
  await again.evaluate(() => window.aslStudio.ready);
  assert.equal(await text(again), SMALL);
});

journey('light and dark, by button and by the system', async (page) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await ground();
  await page.getByRole('button', { name: 'Light or dark' }).click();
  const dark = await ground();
  assert.notEqual(dark, light);
  await page.reload();
  await page.waitForFunction(() => window.aslStudio);
  assert.equal(await ground(), dark, 'the choice is kept');
});

journey('panels are resized by keyboard', async (page) => {
  const inspector = page.getByTestId('inspector');
  const before = (await inspector.boundingBox()).width;
  await page.getByRole('separator', { name: 'Width of the inspector' }).focus();
  await page.keyboard.press('ArrowLeft');
  assert.ok((await inspector.boundingBox()).width > before);
});

journey('programs read, write, check, measure and run', async (page) => {
  const answers = await page.evaluate(async (text) => {
    const studio = window.aslStudio;
    await studio.setText(text);
    const drawn = document.querySelectorAll('[data-state="Only"]').length;
    const run = await studio.run({ input: { a: 1 } });
    const problems = studio.getProblems();
    return { drawn, run, problems, layout: studio.getLayout(), text: studio.getText() };
  }, SMALL);
  assert.equal(answers.text, SMALL);
  assert.equal(answers.drawn, 1, 'the promise of setText is kept when the canvas shows it');
  assert.deepEqual(answers.problems, []);
  assert.equal(answers.run.status, 'SUCCEEDED');
  assert.deepEqual(answers.run.output, { a: 1 });
  assert.equal(answers.run.events[0].type, 'ExecutionStarted');
  const node = answers.layout.nodes.find(({ name }) => name === 'Only');
  assert.ok(node.width > 0 && node.type === 'Succeed' && node.parent === null);
  assert.deepEqual(answers.layout.edges.map(({ kind }) => kind), ['start', 'end']);
  const mocked = await page.evaluate(async () => {
    const task = { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true };
    await window.aslStudio.setText(JSON.stringify({ StartAt: 'T', States: { T: task } }));
    const mocks = { T: { 0: { Throw: { Error: 'Busy', Cause: 'later' } } } };
    return window.aslStudio.run({ input: {}, mocks, unmocked: 'fail' });
  });
  assert.deepEqual([mocked.status, mocked.error, mocked.cause], ['FAILED', 'Busy', 'later']);
  const read = await page.evaluate(async () => {
    const items = { Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSON' }, Parameters: { Bucket: 'b', Key: 'k' } };
    const each = { ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' }, StartAt: 'E', States: { E: { Type: 'Succeed' } } };
    const map = { Type: 'Map', ItemReader: items, ItemProcessor: each, End: true };
    await window.aslStudio.setText(JSON.stringify({ StartAt: 'M', States: { M: map } }));
    const refused = await window.aslStudio.run({ objects: { b: ['k'] } }).catch((error) => error.message);
    return [(await window.aslStudio.run({ objects: { b: { k: '[1, 2]' } } })).output, refused];
  });
  assert.deepEqual(read[0], [1, 2]);
  assert.match(read[1], /^objects are by bucket/);
  const tested = await page.evaluate(async () => {
    const request = { definition: JSON.stringify({ Type: 'Pass', Next: 'B' }), input: '{"a":1}' };
    const refused = await window.aslStudio.testState({ definition: '{}', input: 'no' }).catch((error) => error.name);
    return [await window.aslStudio.testState(request), refused];
  });
  assert.deepEqual(tested, [{ output: '{"a":1}', nextState: 'B', status: 'SUCCEEDED' }, 'ValidationException']);
});

journey('after a trap the page gives the text to be saved, every change in it', async (page) => {
  await page.evaluate(() => window.aslStudio.setText('{"StartAt": "Kept"}'));
  await page.evaluate(() => {
    const error = new WebAssembly.RuntimeError('unreachable');
    window.dispatchEvent(new ErrorEvent('error', { error }));
  });
  await page.getByRole('heading', { name: 'ASL Studio has stopped' }).waitFor();
  assert.equal(await page.getByLabel('The definition').inputValue(), '{"StartAt": "Kept"}');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the definition' }).click();
  assert.equal((await download).suggestedFilename(), 'definition.asl.json');
});
