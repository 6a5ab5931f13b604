// What every journey stands on: the built page in a fresh profile of a browser that reports what must never
// happen, an error in the console or a request to any other host.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { launchChromium, openPage, serveSite } from '../../xtask/npm/site.mjs';

const packages = createRequire(new URL('../../xtask/npm/package.json', import.meta.url));

let site;
let browser;

before(async () => {
  [site, browser] = await Promise.all([serveSite(), launchChromium()]);
});

after(async () => {
  await browser?.close();
  site?.close();
});

/**
 * A journey: `walk` gets a page of a fresh profile, opened and ready, and its context.
 *
 * Afterwards the journey fails on any console error or foreign request, except the errors that
 * `options.expectedErrors` matches. `options.context` goes to the browser (colorScheme, viewport, …);
 * `options.prepare` gets the context before the page opens.
 */
export function journey(name, walk, options = {}) {
  test(name, { timeout: 60_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options.context });
    context.setDefaultTimeout(10_000);
    const complaints = watch(context, options.expectedErrors);
    try {
      await options.prepare?.(context);
      const page = await openPage(context, site.address);
      await walk(page, context);
    } catch (error) {
      // What the page said is often the cause of what the journey missed.
      throw complaints.length === 0 ? error : new Error(`${error.message}\n\n${said(complaints)}`, { cause: error });
    } finally {
      await context.close();
    }
    assert.deepEqual(complaints, [], said(complaints));
  });
}

/** Fails on what an accessibility check finds in the page, by rule and element. */
export async function assertAccessible(page, options = {}) {
  // Evaluated and not added as a script, which the page's own policy would refuse.
  await page.evaluate(await readFile(packages.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  assert.deepEqual(found, [], 'the accessibility check found something');
}

function said(complaints) {
  return `The page said:\n  ${complaints.join('\n  ')}`;
}

function watch(context, expected) {
  const complaints = [];
  const complain = (line) => {
    if (!expected?.test(line)) complaints.push(line);
  };
  context.on('console', (message) => {
    if (message.type() === 'error') complain(`console: ${message.text()}`);
  });
  context.on('weberror', (error) => complain(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    const own = url.origin === new URL(site.address).origin || ['data:', 'blob:'].includes(url.protocol);
    if (!own) complain(`foreign request: ${request.url()}`);
  });
  return complaints;
}

/** Puts the caret so many letters behind the beginning of the first place of `words` in the text pane. */
export async function caretAt(page, words, behind) {
  await page.getByRole('textbox', { name: 'Definition text' }).focus();
  await page.keyboard.press('Control+Home');
  const lines = (await page.evaluate(() => window.aslStudio.getText())).split('\n');
  const line = lines.findIndex((line) => line.includes(words));
  for (let down = 0; down < line; down++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await page.keyboard.press('Home');
  for (let right = 0; right < lines[line].indexOf(words) + behind; right++) await page.keyboard.press('ArrowRight');
}
