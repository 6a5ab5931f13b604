// Calls the fuzz target's WebAssembly in a worker whose stack is as small as a browser's: `MODULE TARGET SEED FIRST COUNT BATCH`.
// The module needs nothing from outside for that, so whatever it imports is refused.

import { readFileSync } from "node:fs";
import { Worker, isMainThread, parentPort } from "node:worker_threads";

const [module, target, ...numbers] = process.argv.slice(2);
const [seed, first, count, batch] = numbers.map(Number);
const HANG_MS = 120_000;
/** V8 gives the threads of a page about so much. */
const STACK_MB = 1;

function watch() {
  const worker = new Worker(new URL(import.meta.url), {
    argv: process.argv.slice(2),
    resourceLimits: { stackSizeMb: STACK_MB },
  });
  let next = first;
  const fail = (what) => {
    console.error(`${what} among the inputs ${next} to ${next + batch - 1} of seed ${seed}`);
    process.exit(1);
  };
  let timer = setTimeout(fail, HANG_MS, "a hang");
  worker.on("message", (done) => {
    next = done;
    clearTimeout(timer);
    timer = setTimeout(fail, HANG_MS, "a hang");
  });
  worker.on("error", (error) => fail(`a trap (${error.message})`));
  worker.on("exit", () => process.exit(0));
}

function run() {
  const wasm = new WebAssembly.Module(readFileSync(module));
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(wasm)) {
    imports[from] ??= {};
    imports[from][name] = () => {
      throw new Error(`${name} was called`);
    };
  }
  const { exports } = new WebAssembly.Instance(wasm, imports);
  // wasm-bindgen puts a hash behind the name.
  const name = Object.keys(exports).find((name) => name === target || name.startsWith(`${target}_`));
  const fuzz = exports[name];
  for (let next = first; next < first + count; next += batch) {
    fuzz(seed, next, Math.min(batch, first + count - next));
    parentPort.postMessage(next + batch);
  }
}

if (isMainThread) watch();
else run();
