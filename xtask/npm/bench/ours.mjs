// The page under measurement.
import { openPage } from '../site.mjs';
import { GROWTH, LOOP, MAP, MAP_INPUT, MAP_MOCKS, MAP_STATES, loopTransitions } from './definitions.mjs';
import { median, pan } from './measure.mjs';

const KEYS = 'abcdefghijklmnopqrst';
const EMPTY = '{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}';

export class Ours {
  constructor(browser, address) {
    this.browser = browser;
    this.address = address;
  }

  /** From setText to painted, the median of three, and the frames while panning. */
  async draw(text) {
    const page = await this.open();
    const runs = [];
    for (let turn = 0; turn < 3; turn++) {
      await page.evaluate((text) => window.aslStudio.setText(text), EMPTY);
      runs.push(await page.evaluate(setAndPaint, text));
    }
    const names = Object.keys(JSON.parse(text).States).length;
    const shown = await page.locator('[data-testid=canvas] [data-state]').count();
    if (shown < names) throw new Error(`the canvas shows ${shown} of at least ${names} states`);
    const frames = await this.pan(page);
    await page.context().close();
    return { painted: median(runs), ...frames };
  }

  async pan(page) {
    const place = () => page.locator('[data-testid=canvas] [data-state]').first().boundingBox();
    const before = await place();
    const frames = await page.evaluate(pan, { on: '[data-testid=canvas]', events: 'pointer' });
    const after = await place();
    if (before.x === after.x) throw new Error('dragging the canvas did not move the graph');
    return frames;
  }

  /** Types into the first string value of the text. */
  async type(text) {
    const page = await this.open();
    await page.evaluate((text) => window.aslStudio.setText(text), text);
    await page.locator('[data-testid=text] .cm-line', { hasText: '"Comment"' }).first().click();
    await page.keyboard.press('Home');
    for (const _ of '"Comment": "') await page.keyboard.press('ArrowRight');
    await page.evaluate(watchKeys);
    await press(page, KEYS, 80);
    const times = await page.evaluate(() => window.keyTimes);
    const client = await page.context().newCDPSession(page);
    await client.send('Performance.enable');
    const busy = [];
    for (const key of KEYS) {
      const before = await taskSeconds(client);
      await press(page, key, 400);
      busy.push((await taskSeconds(client) - before) * 1000);
    }
    const typed = await page.evaluate(() => window.aslStudio.getText());
    if (!typed.includes(KEYS + KEYS)) throw new Error('the keys did not arrive in the text');
    await page.context().close();
    const summary = (times) => ({ median: median(times), worst: Math.max(...times) });
    const of = (part) => summary(times.map((time) => time[part]));
    return { latency: of('latency'), work: of('work'), busy: summary(busy) };
  }

  /** From a key that makes a name wrong, or right again, to the painted list of problems. */
  async mistake(text) {
    const page = await this.open();
    await page.evaluate((text) => window.aslStudio.setText(text), text);
    await page.locator('[data-testid=text] .cm-line', { hasText: '"StartAt"' }).first().click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(1000);
    await page.evaluate(watchProblems);
    for (let turn = 0; turn < 10; turn++) {
      await press(page, ['x'], 700);
      await press(page, ['Backspace'], 700);
    }
    const times = await page.evaluate(() => window.problemTimes);
    if (times.length !== 20) throw new Error(`the list of problems changed ${times.length} times for 20 keys`);
    await page.context().close();
    return { median: median(times), worst: Math.max(...times) };
  }

  /** Transitions per second of the two definitions that the peer runs too, warmed as long as the peer is. */
  async run() {
    const page = await this.open();
    const time = async (definition, request) => {
      await setText(page, definition);
      await page.evaluate(warmUp, request);
      return median(await page.evaluate(timedRuns, request));
    };
    const loop = await time(LOOP, { input: {}, mocks: {}, unmocked: 'fail' });
    const map = await time(MAP, { input: MAP_INPUT, mocks: MAP_MOCKS, unmocked: 'fail' });
    await page.context().close();
    return { loop: (loopTransitions / loop) * 1000, map: (MAP_STATES / map) * 1000 };
  }

  /** How time and memory grow with the length of a run, twice as long from row to row. */
  async growth() {
    const page = await this.open();
    const rows = [];
    for (const { name, definition, request } of GROWTH) {
      await setText(page, definition);
      await page.evaluate(warmUp, request);
      const time = median(await page.evaluate(timedRuns, request));
      rows.push({ run: name, ms: time, 'wasm memory, MiB': await memory(page) });
    }
    await page.context().close();
    return rows;
  }

  async open() {
    return openPage(await this.browser.newContext({ viewport: { width: 1440, height: 900 } }), this.address);
  }
}

function setText(page, definition) {
  return page.evaluate((text) => window.aslStudio.setText(text), JSON.stringify(definition));
}

/** In the page: runs until everything is compiled for good. */
async function warmUp(request) {
  const start = performance.now();
  do {
    const { status } = await window.aslStudio.run(request);
    if (status !== 'SUCCEEDED') throw new Error(`the run ended as ${status}`);
  } while (performance.now() - start < 300);
}

/** In the page: the times of five runs, one right after the other as the peer makes them. */
async function timedRuns(request) {
  const times = [];
  for (let turn = 0; turn < 5; turn++) {
    const start = performance.now();
    await window.aslStudio.run(request);
    times.push(performance.now() - start);
  }
  return times;
}

/** The most that the page or any of its workers holds, in MiB: memory of WebAssembly grows and never shrinks. */
async function memory(page) {
  const glue = await page.evaluate(() => document.querySelector('link[rel=modulepreload]').href);
  const size = async (glue) => (await (await import(glue)).default()).memory.buffer.byteLength;
  const sizes = await Promise.all([page, ...page.workers()].map((holder) => holder.evaluate(size, glue)));
  return Math.max(...sizes) / 2 ** 20;
}

/** In the page: from the text to the end of the frame that shows it, as the peer's own clock measures it. */
async function setAndPaint(text) {
  const start = performance.now();
  await window.aslStudio.setText(text);
  return performance.now() - start;
}

/**
 * In the page: notes for every key how long it takes to the end of the frame that shows it, and how much of that is
 * work and not waiting for the screen's next frame: handling the key, and making the frame.
 */
function watchKeys() {
  window.keyTimes = [];
  let last;
  // The editor reads what the browser typed in a microtask that waits before this one.
  const handled = () => queueMicrotask(() => { last.handled = performance.now(); });
  window.addEventListener('input', handled, { capture: true });
  window.addEventListener('keydown', (event) => {
    const key = last = { start: performance.now() };
    requestAnimationFrame(() => {
      const frame = performance.now();
      setTimeout(() => {
        const painted = performance.now();
        const work = (key.handled - key.start) + (painted - frame);
        window.keyTimes.push({ latency: painted - event.timeStamp, work });
      }, 0);
    });
  }, { capture: true });
}

/** In the page: notes for every key how long it takes to the frame that shows another list of problems. */
function watchProblems() {
  window.problemTimes = [];
  let pressed;
  window.addEventListener('keydown', (event) => { pressed = event.timeStamp; }, { capture: true });
  new MutationObserver(() => {
    if (pressed === undefined) return;
    const start = pressed;
    pressed = undefined;
    requestAnimationFrame(() => setTimeout(() => window.problemTimes.push(performance.now() - start), 0));
  }).observe(document.querySelector('[data-testid=problems]'), { childList: true, characterData: true, subtree: true });
}

/** Types, with so many milliseconds between the keys. */
async function press(page, keys, gap) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(gap);
  }
}

async function taskSeconds(client) {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration').value;
}
