// Puts the hashes of the inline scripts that Trunk wrote into the Content-Security-Policy of the built page:
// a page that allows exactly these needs no 'unsafe-inline' for scripts.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const page = join(process.env.TRUNK_STAGING_DIR, 'index.html');
const html = readFileSync(page, 'utf8');
const inline = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g)].map((match) => match[1]);
const hashes = inline.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
// `trunk serve` adds a script that listens for rebuilds, and fills it in only when it is asked for the page.
const served = inline.some((script) => script.includes('{{__TRUNK_'));
const sealed = html.replace('{{boot-script}}', served ? "'unsafe-inline'" : hashes.join(' '));
if (sealed === html || hashes.length === 0) throw new Error('index.html has no place for the hash of its boot script');
writeFileSync(page, sealed);
