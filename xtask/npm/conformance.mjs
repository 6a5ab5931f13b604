// Runs what `cargo xtask conformance FOLDER --wasm` wrote down in the built page, and compares: node conformance.mjs
// FILE. A line is a run with its bytes, or a test of a state with its answer.
import { readFileSync } from 'node:fs';
import { launchChromium, openPage, serveSite } from './site.mjs';

const cases = readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
const site = await serveSite();
const browser = await launchChromium();
const page = await openPage(await browser.newContext(), site.address);
await page.evaluate(startWorker);

const different = [];
for (const { name, run, bytes, test, answer } of cases) {
  const same = run === undefined ? (await page.evaluate(testState, test)) === plain(answer) : (await page.evaluate(runPacked, run)) === bytes;
  if (!same) different.push(name);
}
await browser.close();
site.close();
console.log(`${cases.length - different.length} of ${cases.length} recordings come to the same bytes natively and in Chromium`);
if (different.length > 0) throw new Error(`they differ in ${different.join(', ')}`);

/** JSON as JavaScript prints it; other text as it is. */
function plain(text) {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

/** In the page: starts a worker as the page does, with the files that its links name. */
function startWorker() {
  const href = (selector) => document.querySelector(selector).href;
  const worker = new Worker('worker.js');
  window.conformance = worker;
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => (data.ready ? resolve() : reject(new Error(data.error)));
    worker.postMessage({
      glue: href('link[rel=modulepreload]'),
      wasm: href("link[rel=preload][type='application/wasm']"),
    });
  });
}

/** In the page: the bytes of a run, as hexadecimal digits. */
function runPacked(request) {
  return new Promise((resolve) => {
    window.conformance.onmessage = ({ data: { answer } }) => {
      if (answer) resolve(Array.from(answer, (byte) => byte.toString(16).padStart(2, '0')).join(''));
    };
    window.conformance.postMessage(request);
  });
}

/** In the page: the answer of TestState, or its exception. */
function testState(request) {
  return window.aslStudio.testState(request).then(
    (response) => JSON.stringify(response),
    ({ name, message }) => `${name}: ${message}`,
  );
}
