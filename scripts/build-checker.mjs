// Bundles the checker of claim proofs into one file that runs on Node alone. It is the only thing that is bundled.
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const out = path.join(root, 'dist', 'checker', 'claim-ledger-checker.mjs');
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: ['src/checker/main.ts'],
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  charset: 'utf8',
  legalComments: 'none',
  write: false,
});
const [{ contents }] = outputFiles;
await mkdir(path.dirname(out), { recursive: true });
await writeFile(out, contents);
process.stderr.write(`checker: sha256 ${createHash('sha256').update(contents).digest('hex')}\n`);
