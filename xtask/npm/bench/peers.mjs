// What a user would reach for instead: React Flow with dagre for the graph, aws-local-stepfunctions for the run.
import { build } from 'esbuild';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { median, pan } from './measure.mjs';

export class Peers {
  /** Bundles the peers of `folder` and serves a page for each. */
  static async serve(browser, folder) {
    const files = {};
    for (const name of ['react-flow.jsx', 'dry-run.js']) {
      for (const file of await bundle(folder, name)) files[`/${file.path.split('/').pop()}`] = file.text;
    }
    const server = createServer((request, response) => {
      const name = request.url.slice(1);
      response.setHeader('content-type', TYPES[name.split('.')[1]] ?? 'text/html');
      response.end(files[request.url] ?? page(name));
    }).listen(0, '127.0.0.1');
    await new Promise((listening) => server.once('listening', listening));
    return new Peers(browser, server);
  }

  constructor(browser, server) {
    this.browser = browser;
    this.server = server;
  }

  /** From the text to painted, the median of three, and the frames while panning. */
  async draw(text) {
    const page = await this.open('react-flow');
    const runs = [];
    for (let turn = 0; turn < 3; turn++) runs.push((await page.evaluate((text) => window.renderPeer(text), text)).total);
    const frames = await page.evaluate(pan, { on: '.react-flow__pane', events: 'mouse' });
    await page.context().close();
    return { painted: median(runs), ...frames };
  }

  /** Transitions per second of a counting loop and of a Map. */
  async run() {
    const page = await this.open('dry-run');
    const speed = await page.evaluate(() => window.dryRunPeer());
    await page.context().close();
    return { loop: speed.loop_transitions_per_s, map: speed.map_transitions_per_s };
  }

  async open(name) {
    const context = await this.browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${this.server.address().port}/${name}`);
    return page;
  }

  close() {
    this.server.close();
  }
}

const TYPES = { js: 'text/javascript', css: 'text/css' };

const page = (name) =>
  `<!DOCTYPE html><link rel=stylesheet href=/${name}.css><body style="margin:0"><div id=app></div><script src=/${name}.js></script>`;

async function bundle(folder, name) {
  const { outputFiles } = await build({
    entryPoints: [join(folder, 'src', name)],
    bundle: true,
    minify: true,
    write: false,
    outdir: '/out',
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles;
}
