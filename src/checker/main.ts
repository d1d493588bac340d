import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { checkClaimProof } from './check-claim.js';
import { sentenceOf, statementOf } from './statement.js';

const USAGE = `Checks a claim proof with nothing else: no network, no server.

  node claim-ledger-checker.mjs <proof.json> [--key <vkey>]… [--witness <vkey>]… [--json]

--key      a key of the log that you came by on another way than the proof
--witness  a key of a witness that you rely on

Ends with 0 where nothing failed, 1 where something did, 2 where it was called wrongly.
`;

const MARKS = { holds: 'holds', open: 'open ', fails: 'FAILS' } as const;

/** Control characters of a proof must not reach the terminal. */
const printable = (text: string): string => text.replace(/\p{Cc}/gu, '\uFFFD');

async function main(): Promise<number> {
  let args;
  try {
    args = parseArgs({
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        witness: { type: 'string', multiple: true, default: [] },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  const [file, ...more] = args.positionals;
  if (file === undefined || more.length > 0) {
    process.stderr.write(USAGE);
    return 2;
  }
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    process.stderr.write(`${printable((error as Error).message)}\n`);
    return 2;
  }
  const checked = await checkClaimProof(text, { keys: args.values.key, witnesses: args.values.witness });
  const { whole, steps, signedBy, witnessedBy } = checked;
  if (args.values.json) {
    process.stdout.write(
      `${JSON.stringify({ whole, steps, signedBy, witnessedBy, statement: statementOf(checked) })}\n`,
    );
  } else {
    for (const step of steps) process.stdout.write(`${MARKS[step.state]}  ${printable(sentenceOf(step))}\n`);
    process.stdout.write(`\n${statementOf(checked).map(printable).join('\n')}\n`);
  }
  return whole ? 0 : 1;
}

process.exitCode = await main();
