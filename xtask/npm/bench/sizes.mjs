// What the built page weighs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const dist = join(import.meta.dirname, '../../../dist');

/** Every file of wasm, JS and CSS, as it is and as a server sends it. */
export function downloadSizes() {
  const names = readdirSync(dist).filter((name) => /\.(wasm|js|css)$/.test(name)).sort();
  const rows = names.map((file) => {
    const bytes = readFileSync(join(dist, file));
    return { file, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
  });
  const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
  return [...rows, { file: 'together', raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') }];
}
