// Bundles the checker of claim proofs: one file for Node alone, one module for the page that checks in the browser, and one
// page that works from disk without a network. Nothing else is bundled.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'dist', 'checker');
const digestOf = (bytes, encoding) => createHash('sha256').update(bytes).digest(encoding);

async function bundle(entry, options) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
    ...options,
  });
  return Buffer.from(outputFiles[0].contents);
}

const STYLE = `body{margin:2rem auto;max-width:44rem;padding:0 1rem;font:1.0625rem/1.6 system-ui,sans-serif;color:#1b1f24;background:#fbfaf7}
h1,h2{line-height:1.3}.hint,.lead,.meta{color:#545e68}.ours,.fails{color:#8f2d12}.holds .state{color:#1c6b3c}.state{font-weight:600}
.digest{font-family:monospace;overflow-wrap:anywhere}label{display:block;font-weight:600}input{width:100%;font:inherit}button{font:inherit;padding:.5rem 1rem}
@media(prefers-color-scheme:dark){body{color:#e8ebed;background:#14181c}.hint,.lead,.meta{color:#a9b4bd}.ours,.fails{color:#ffa58a}.holds .state{color:#86d5a4}}`;

/** One page with all that it needs in it; its own policy lets nothing else run, and nothing leave. */
function pageWith(script) {
  const policy = `default-src 'none'; script-src 'sha256-${digestOf(script, 'base64')}'; style-src 'sha256-${digestOf(STYLE, 'base64')}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Claim Ledger checker</title>
<style>${STYLE}</style>
</head>
<body>
<main id="verify" data-standalone></main>
<script type="module">${script}</script>
</body>
</html>
`;
}

const command = await bundle('src/checker/main.ts', { platform: 'node', target: 'node20' });
const browser = await bundle('src/web/log/verify.browser.ts', { platform: 'browser', target: 'es2022', minify: true });
if (browser.includes('</script')) throw new Error('the bundle cannot stand in a page');
const page = pageWith(browser.toString());

await mkdir(out, { recursive: true });
await writeFile(path.join(out, 'claim-ledger-checker.mjs'), command);
await writeFile(path.join(out, 'claim-ledger-verify.mjs'), browser);
await writeFile(path.join(out, 'claim-ledger-checker.html'), page);
process.stderr.write(`checker: sha256 ${digestOf(command, 'hex')}\nchecker page: sha256 ${digestOf(page, 'hex')}\n`);
