// Takes pictures of the running page: those of the README, or, given the paths of definitions, one of each.
import { mkdir, readFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { launchChromium, openPage, serveSite } from './site.mjs';

const root = join(import.meta.dirname, '../..');
const wide = { width: 1440, height: 900 };
const README = [
  { name: 'light', context: { viewport: wide, colorScheme: 'light' }, steps: runExample },
  { name: 'dark', context: { viewport: wide, colorScheme: 'dark' }, steps: runExample },
  { name: 'narrow', context: { viewport: { width: 420, height: 860 }, colorScheme: 'light' }, steps: async () => {} },
];

const definitions = process.argv.slice(2);
const [folder, shots] = definitions.length === 0
  ? [join(root, 'public/pictures'), README]
  : [join(root, 'target/pictures'), definitions.map((path) => pictureOf(resolve(path)))];
await mkdir(folder, { recursive: true });
const site = await serveSite();
const browser = await launchChromium();
for (const shot of shots) await take(shot);
await browser.close();
site.close();

async function take({ name, context, steps }) {
  const page = await openPage(await browser.newContext({ deviceScaleFactor: 1, ...context }), site.address);
  await steps(page);
  // What moves has come to rest.
  await page.waitForTimeout(600);
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path });
  console.log(relative(root, path));
  await page.context().close();
}

/** The worked example of a first visit, after its first run. */
async function runExample(page) {
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.getByTestId('run').getByText(/succeeded/i).first().waitFor();
}

function pictureOf(path) {
  const steps = async (page) => {
    const text = await readFile(path, 'utf8');
    await page.evaluate((text) => window.aslStudio.setText(text), text);
  };
  return { name: basename(path).replace(/\..*/, ''), context: { viewport: wide, colorScheme: 'light' }, steps };
}
