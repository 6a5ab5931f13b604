// What every journey stands on: the built page under a sub-path of a plain web server, and a browser that
// reports what must never happen: an error in the console, or a request to any other host.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join, normalize } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const packages = createRequire(join(root, 'xtask/npm/package.json'));
const { chromium } = packages('playwright-core');

const TYPES = {
  '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.wasm': 'application/wasm',
};
// The page has to work from any path, so the tests never serve it from the top.
const PREFIX = '/some/where/';

let server;
let browser;
export let address;

before(async () => {
  server = createServer(serve).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  address = `http://127.0.0.1:${server.address().port}${PREFIX}`;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Chromium as it starts everywhere, as root and without a screen too. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/**
 * A journey: `walk` gets a page of a fresh profile, opened and ready, and its context. Afterwards the journey
 * fails on any console error or foreign request, except the errors that `options.expectedErrors` matches.
 */
export function journey(name, walk, options = {}) {
  test(name, { timeout: 60_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options.context });
    const complaints = watch(context, options.expectedErrors);
    try {
      await options.prepare?.(context);
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      await page.goto(address);
      await page.waitForFunction(() => window.aslStudio);
      await page.evaluate(() => window.aslStudio.ready);
      await walk(page, context);
      assert.deepEqual(complaints, [], 'the page complained or asked another host for something');
    } catch (error) {
      // What the page said is often the cause of what the journey missed.
      if (complaints.length === 0 || error.code === 'ERR_ASSERTION') throw error;
      throw new Error(`${error.message}\n\nThe page said:\n  ${complaints.join('\n  ')}`, { cause: error });
    } finally {
      await context.close();
    }
  });
}

/** Fails on what an accessibility check finds in the page, by rule and element. */
export async function assertAccessible(page, options = {}) {
  // By a file and not inline: the page's own policy holds here too.
  await page.evaluate(await readFile(packages.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), options);
  const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')}`));
  assert.deepEqual(found, []);
}

function watch(context, expected) {
  const complaints = [];
  const complain = (line) => { if (!expected?.test(line)) complaints.push(line); };
  context.on('console', (message) => { if (message.type() === 'error') complain(`console: ${message.text()}`); });
  context.on('weberror', (error) => complain(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    const own = url.origin === new URL(address).origin || ['data:', 'blob:'].includes(url.protocol);
    if (!own) complain(`foreign request: ${request.url()}`);
  });
  return complaints;
}

async function serve(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const path = normalize(decodeURIComponent(pathname.slice(PREFIX.length)) || 'index.html');
  try {
    if (!pathname.startsWith(PREFIX) || path.startsWith('..')) throw new Error('outside of the page');
    const body = await readFile(join(root, 'dist', path));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
