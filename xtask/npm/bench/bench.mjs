// Measures the page beside its peers in one Chromium: node bench.mjs PEERS SIZES. Absolute times drift with the
// machine; only a ratio against a peer of the same run says anything.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { launchChromium, serveSite } from '../site.mjs';
import { checkTimes } from './check.mjs';
import { inTurns } from './measure.mjs';
import { Ours } from './ours.mjs';
import { Peers } from './peers.mjs';
import { downloadSizes } from './sizes.mjs';
import { round, table } from './table.mjs';

const [peersFolder, sizes] = [process.argv[2], process.argv[3].split(',').map(Number)];
const site = await serveSite();
const browser = await launchChromium();
const ours = new Ours(browser, site.address);
const peers = await Peers.serve(browser, peersFolder);

const drawn = [];
for (const states of sizes) {
  const text = execFileSync('python3', [join(peersFolder, 'gen_asl.py'), String(states)], { maxBuffer: 1 << 28 }).toString();
  const [mine, theirs] = await inTurns(() => ours.draw(text), () => peers.draw(text));
  drawn.push({
    states,
    'ours: painted ms': round(mine.painted),
    'React Flow + dagre': round(theirs.painted),
    'ours / peer': round(mine.painted / theirs.painted, 2),
    'ours: pan frames/s': round(mine.framesPerSecond),
    'peer: frames/s': round(theirs.framesPerSecond),
    'ours: worst frame ms': round(mine.worstFrame),
    'peer: worst': round(theirs.worstFrame),
  });
}
console.log(table('From the text to the painted graph, and panning it', drawn));

const thousand = execFileSync('python3', [join(peersFolder, 'gen_asl.py'), '1000'], { maxBuffer: 1 << 28 }).toString();
const key = await ours.type(thousand);
console.log(table('A keystroke inside a string value at 1,000 states, in ms', [
  { measure: 'work: handling the key and making its frame', median: round(key.work.median), worst: round(key.work.worst) },
  { measure: 'from the event to the painted frame, the wait for the screen included', median: round(key.latency.median), worst: round(key.latency.worst) },
  { measure: 'main thread busy, picture and problems included', median: round(key.busy.median), worst: round(key.busy.worst) },
]));

const mistake = await ours.mistake(thousand);
console.log(table('From a key that makes a name wrong to the painted list of problems at 1,000 states, in ms', [
  { median: round(mistake.median), worst: round(mistake.worst) },
]));

const checks = await checkTimes(browser, site.address, peersFolder, thousand);
console.log(table('Checking 1,000 states after a change, in ms', [
  { ours: round(checks.ours, 1), 'asl-validator': round(checks.theirs, 1), 'ours / peer': round(checks.ours / checks.theirs, 2) },
]));

const [run, theirRun] = await inTurns(() => ours.run(), () => peers.run());
const runs = ['loop', 'map'].map((name) => ({
  definition: name,
  'ours: transitions/s': Math.round(run[name]),
  'aws-local-stepfunctions': Math.round(theirRun[name]),
  'ours / peer': round(run[name] / theirRun[name]),
}));
console.log(table('Dry runs with their history, transitions a second', runs));
const growth = (await ours.growth()).map((row) => ({ ...row, ms: round(row.ms) }));
console.log(table('Dry runs of twice the length', growth));
console.log(table('What a first visit downloads, in bytes', downloadSizes()));

await browser.close();
site.close();
peers.close();
