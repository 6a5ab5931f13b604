// From the graph to the text: every change a small edit, by mouse and by keyboard.
import assert from 'node:assert/strict';
import { journey } from './support.mjs';

const TEXT = `{
  "StartAt": "Check",
  "X-Team":   "ours",
  "States": {
    "Check": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
      "Catch": [ {"ErrorEquals": ["States.ALL"], "Next": "Sorry"} ], "Next": "Pick" },
    "Pick": {"Type": "Choice",
      "Choices": [ {"Variable": "$.total", "NumericGreaterThan": 1000, "Next": "Big"} ], "Default": "Small"},
    "Big":   {"Type": "Pass", "Next": "Done"},
    "Small": {"Type": "Pass", "Next": "Done"},
    "Done":  {"Type": "Succeed"},
    "Sorry": {"Type": "Fail"}
  }
}
`;

const open = (page, text = TEXT) => page.evaluate((text) => window.aslStudio.setText(text), text);
const text = (page) => page.evaluate(() => window.aslStudio.getText());
const state = (page, name) => page.locator(`[data-state="${name}"]`);
const edge = (page, from, to) => page.locator(`[data-from="${from}"][data-to="${to}"]`);

async function undoAll(page) {
  for (let steps = 0; steps < 20 && (await text(page)) !== TEXT; steps++) await page.keyboard.press('Control+z');
  assert.equal(await text(page), TEXT, 'undo brings back every byte');
}

journey('renaming in the inspector takes every reference along, and is one step of undo', async (page) => {
  await open(page);
  await state(page, 'Done').click();
  await page.getByLabel('Name', { exact: true }).fill('');
  await page.getByLabel('Name', { exact: true }).pressSequentially('Finished');
  assert.equal(await text(page), TEXT.replaceAll('"Done"', '"Finished"'));
  await state(page, 'Finished').waitFor();
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), TEXT);
  await page.keyboard.press('Control+Shift+z');
  assert.equal(await text(page), TEXT.replaceAll('"Done"', '"Finished"'));
});

journey('by keyboard: walk along the edges, rename, add behind, delete, undo', async (page) => {
  await open(page);
  await state(page, 'Check').focus();
  await page.keyboard.press('ArrowDown');
  assert.equal(await page.evaluate(() => document.activeElement.dataset.state), 'Pick');
  await page.keyboard.press('F2');
  await page.keyboard.type('Choose');
  assert.equal(await text(page), TEXT.replaceAll('"Pick"', '"Choose"'));
  await state(page, 'Choose').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Delete');
  assert.match(await text(page), /"Next": "Done"} \], "Default": "Small"/, 'the neighbours are joined');
  await undoAll(page);
});

journey('Tab leads into the canvas, an arrow goes on from there, and 0 shows all of it', async (page) => {
  await open(page);
  const focused = () => page.evaluate(() => document.activeElement.dataset.state);
  await page.locator('body').press('Tab');
  for (let stops = 0; stops < 80 && !(await focused()); stops++) {
    // Out of the text leads Tab after Escape, as its description says.
    if (await page.evaluate(() => Boolean(document.activeElement.closest('.cm-content')))) await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
  }
  assert.equal(await focused(), 'Check');
  await page.keyboard.press('ArrowDown');
  assert.equal(await focused(), 'Pick');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await state(page, 'Pick').focus();
  await page.keyboard.press('0');
  await page.waitForFunction(() => {
    const canvas = document.querySelector('[data-testid=canvas]').getBoundingClientRect();
    const inside = ({ top, bottom }) => top >= canvas.top && bottom <= canvas.bottom;
    return [...document.querySelectorAll('[data-state]')].every((state) => inside(state.getBoundingClientRect()));
  });
});

journey('adding and deleting with the buttons beside the state', async (page) => {
  await open(page);
  await state(page, 'Big').click();
  const pad = page.getByRole('toolbar', { name: 'Selected state' });
  await pad.getByRole('button', { name: 'Add after' }).click();
  await pad.getByRole('menuitem', { name: 'Wait' }).click();
  await edge(page, 'Big', 'Wait').waitFor();
  await edge(page, 'Wait', 'Done').waitFor();
  await pad.getByRole('button', { name: 'Delete' }).click();
  await edge(page, 'Big', 'Done').waitFor();
  assert.equal(await state(page, 'Wait').count(), 0);
  await undoAll(page);
});

journey('an edge is led elsewhere by its end, and a refusal says why', async (page) => {
  await open(page);
  await drag(page, edge(page, 'Small', 'Done'), state(page, 'Sorry'));
  assert.equal(await text(page), TEXT.replace('"Small": {"Type": "Pass", "Next": "Done"}', '"Small": {"Type": "Pass", "Next": "Sorry"}'));
  await edge(page, 'Small', 'Sorry').waitFor();
  await page.keyboard.press('Control+z');
  assert.equal(await text(page), TEXT);
});

journey('an edge is led elsewhere by keyboard, in the inspector', async (page) => {
  await open(page);
  await state(page, 'Small').click();
  await page.getByTestId('inspector').getByLabel('Next', { exact: true }).selectOption('Sorry');
  await edge(page, 'Small', 'Sorry').waitFor();
  await undoAll(page);
});

journey('any field is set in the inspector, one small edit each', async (page) => {
  await open(page);
  await state(page, 'Check').click();
  const inspector = page.getByTestId('inspector');
  await inspector.getByLabel('Resource', { exact: true }).fill('${Checker}');
  assert.equal(await text(page), TEXT.replace('arn:aws:states:::lambda:invoke', '${Checker}'));
  await undoAll(page);
  await state(page, 'Check').click();
  await inspector.getByLabel('Add a field').selectOption('TimeoutSeconds');
  await inspector.getByLabel('TimeoutSeconds', { exact: true }).fill('30');
  assert.match(await text(page), /"TimeoutSeconds": 30/);
  const remove = inspector.getByLabel('Remove TimeoutSeconds');
  await remove.press('Enter');
  await remove.waitFor({ state: 'detached' });
  // The focus stays in the form when what had it goes.
  await page.waitForFunction(() => document.activeElement.closest('[data-testid=inspector]'));
  await undoAll(page);
});

journey('an entry that the definition does not take stays in its field, with the reason', async (page) => {
  await open(page);
  await state(page, 'Pick').click();
  const choices = page.getByRole('textbox', { name: 'Choices' });
  const before = await choices.inputValue();
  await choices.fill('[{');
  await page.getByLabel('Name', { exact: true }).focus();
  await page.getByTestId('inspector').getByText('Not in the definition yet').waitFor();
  assert.equal(await choices.inputValue(), '[{');
  assert.equal(await text(page), TEXT);
  await choices.press('Escape');
  assert.equal(await choices.inputValue(), before);
  await page.getByTestId('inspector').getByText('Not in the definition yet').waitFor({ state: 'detached' });
});

journey('a transition is named when it is selected, and deleted by itself', async (page) => {
  await open(page);
  const end = await edge(page, 'Small', 'Done').locator('.end').boundingBox();
  await page.mouse.click(end.x + end.width / 2, end.y + end.height / 2);
  await page.getByRole('group', { name: 'Selected transition' }).getByText('Next from Small to Done').waitFor();
  await page.getByRole('button', { name: 'Delete transition' }).click();
  assert.match(await text(page), /"Small": \{"Type": "Pass", "End": true\}/);
  await undoAll(page);
});

journey('what a deletion does to rules is said', async (page) => {
  await open(page);
  await state(page, 'Big').click();
  await page.keyboard.press('Delete');
  await page.getByText('Delete Big: a rule of Pick leads to Done now').first().waitFor();
  await undoAll(page);
});

journey('of two states of one name each goes by itself', async (page) => {
  const twins = '{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Wait"}, "B": {"Type": "Succeed"}}}';
  await open(page, twins);
  await page.locator('[data-state="B"][data-type="Wait"]').click();
  assert.equal(await page.locator('.node.selected').count(), 1);
  await page.keyboard.press('Delete');
  assert.equal(await text(page), twins.replace('"B": {"Type": "Wait"}, ', ''));
});

journey('the keys are listed, and the focus comes back', async (page) => {
  await open(page);
  await state(page, 'Pick').focus();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).getByText('Duplicate').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.dataset.state), 'Pick');
});

journey('on paper there is the whole flowchart and nothing else', async (page) => {
  await open(page);
  await page.emulateMedia({ media: 'print' });
  for (const shape of await page.locator('[data-testid=canvas] [data-state]').all()) {
    const { x, y, width, height } = await shape.boundingBox();
    assert.ok(x >= 0 && y >= 0 && x + width <= 1440 && y + height <= 900);
  }
  assert.ok(await page.getByTestId('run').isHidden() && await page.getByTestId('text').isHidden());
});

/** Drags the end of an edge to a state, and looks at what lights up on the way. */
async function drag(page, from, to) {
  const end = from.locator('.end');
  const [start, target] = [await end.boundingBox(), await to.boundingBox()];
  await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
  await page.mouse.down();
  await page.mouse.move(start.x + 40, start.y + 40, { steps: 4 });
  await page.mouse.move(target.x + target.width / 2, target.y + target.height / 2, { steps: 6 });
  await page.locator('.node.over').waitFor();
  await page.mouse.up();
}
