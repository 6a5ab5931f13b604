import assert from 'node:assert/strict';
import { assertAccessible, journey } from './support.mjs';

journey('a first visit shows a worked example, and its first run shows the idea', async (page) => {
  assert.equal(await page.title(), 'ASL Studio');
  await page.locator('[data-state="Validate order"]').waitFor();
  await page.getByTestId('text').getByText('"StartAt"').first().waitFor();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByTestId('run').getByText(/^Succeeded after/).waitFor();
  await page.locator('[data-state="Order done"].visited').waitFor();
  assert.equal(await page.locator('[data-state="Reject order"].visited').count(), 0, 'not on the path taken');
});

journey('nothing stands in the way of those who do not see or point', async (page) => {
  await assertAccessible(page);
  await page.locator('[data-state="Is it large?"]').click();
  await page.getByTestId('inspector').getByLabel('Name').waitFor();
  await assertAccessible(page);
});
