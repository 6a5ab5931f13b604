import assert from 'node:assert/strict';
import { assertAccessible, journey } from './support.mjs';

journey('the page starts, and so does its worker', async (page) => {
  await page.getByRole('heading', { name: 'ASL Studio' }).waitFor();
  await page.locator('.cm-editor').waitFor();
  await page.getByText('{"ready":true}').waitFor();
  assert.equal(await page.title(), 'ASL Studio');
  await assertAccessible(page);
});
