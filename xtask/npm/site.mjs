// The built page on a plain web server, and the browser to look at it with: for the journeys, the pictures and
// the benchmark alike.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const dist = join(import.meta.dirname, '../../dist');
const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};
// The page has to work from any path, so it is never served from the top.
const PREFIX = '/some/where/';

/** Serves dist/ and resolves to { address, close }. */
export async function serveSite() {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  return { address: `http://127.0.0.1:${server.address().port}${PREFIX}`, close: () => server.close() };
}

/** Chromium as it starts everywhere, as root and without a screen too. */
export function launchChromium() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Opens the page in `context` and waits until it answers. */
export async function openPage(context, address) {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => window.aslStudio);
  await page.evaluate(() => window.aslStudio.ready);
  return page;
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://localhost');
  const path = normalize(decodeURIComponent(pathname.slice(PREFIX.length)) || 'index.html');
  try {
    if (!pathname.startsWith(PREFIX) || path.startsWith('..')) throw new Error('outside of the page');
    const body = await readFile(join(dist, path));
    response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
