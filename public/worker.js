// Runs the same wasm as the page, without the page. The first message names the two files, which carry hashes
// that only the page knows: { glue, wasm }, absolute URLs. The answer is { ready: true } or { error }.
// From then on every message belongs to the Rust side, which has set its own handler by the time of the answer.
self.onmessage = async ({ data: { glue, wasm } }) => {
  self.onmessage = null;
  try {
    const { default: init } = await import(glue);
    await init({ module_or_path: wasm });
    self.postMessage({ ready: true });
  } catch (error) {
    self.postMessage({ error: String(error) });
  }
};
