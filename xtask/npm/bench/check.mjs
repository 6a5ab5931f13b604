// What checking a definition costs after a keystroke, beside asl-validator in a page of the same browser.
import { build } from 'esbuild';
import { openPage } from '../site.mjs';
import { median } from './measure.mjs';

// So many that both have compiled what they run for good, as in a page that somebody types in.
const TURNS = 25;

/** Milliseconds of both for a text that differs a little at each turn; the medians. */
export async function checkTimes(browser, address, peersFolder, text) {
  const texts = Array.from({ length: TURNS }, (_, turn) => text.replace('"StartAt"', `"Comment": "${turn}",\n"StartAt"`));
  const page = await openPage(await browser.newContext(), address);
  const ours = await page.evaluate(checkOurs, texts);
  await page.context().close();
  const peerPage = await (await browser.newContext()).newPage();
  await peerPage.addScriptTag({ content: await bundled(peersFolder) });
  const theirs = await peerPage.evaluate(checkPeer, texts);
  await peerPage.context().close();
  return { ours: median(ours), theirs: median(theirs) };
}

/** In the page: the text is put in, which costs too, read, checked, and the problems cross to the program as JSON. */
async function checkOurs(texts) {
  const times = [];
  for (const text of texts) {
    const start = performance.now();
    const shown = window.aslStudio.setText(text);
    window.aslStudio.getProblems();
    times.push(performance.now() - start);
    await shown;
  }
  return times;
}

/** In the page: the text is parsed and validated. */
function checkPeer(texts) {
  return texts.map((text) => {
    const start = performance.now();
    window.aslValidator(JSON.parse(text));
    return performance.now() - start;
  });
}

async function bundled(folder) {
  const { outputFiles } = await build({
    stdin: {
      contents: 'import validate from "asl-validator"; window.aslValidator = validate;',
      resolveDir: folder,
    },
    bundle: true,
    minify: true,
    write: false,
    platform: 'browser',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return outputFiles[0].text;
}
