import { inspect } from 'node:util';
import { printable } from './kernel/printable.js';

/** Errors whose message tells an operator what to do. */
const SAYS_ENOUGH = [
  'SettingsError',
  'DatabaseUnusable',
  'OtherFoundation',
  'InvalidArgumentError',
  'LedgerError',
  'NotRepairable',
  'LogError',
];

/** What the system says in a word, in a sentence. */
const SYSTEM: Readonly<Record<string, string>> = {
  EADDRINUSE: 'The port is taken: choose another (PORT, --port).',
  EADDRNOTAVAIL: 'This machine has no such address: choose another HOST.',
  EACCES: 'Permission denied.',
  ECONNREFUSED: 'Nothing answers at DATABASE_URL.',
  ENOTFOUND: 'The host of DATABASE_URL is not known.',
  ENOTDIR: 'The data folder is a file.',
};

/** Why a process or command failed: a stable code, and a sentence where that is enough, all of it where it is not. */
function failureOf(error: unknown): { readonly code: string; readonly message: string } {
  const { name, message, code } = error as Error & { code?: string };
  if (name === 'SettingsError') return { code: 'settings', message };
  if (name === 'InvalidArgumentError') return { code: 'usage', message };
  if (name === 'OtherFoundation') return { code: 'other-foundation', message };
  if (name === 'Refused') return { code: code ?? 'refused', message: `${message} (${code})` };
  if (SAYS_ENOUGH.includes(name)) return { code: code ?? 'failed', message };
  if (code !== undefined && code in SYSTEM) return { code, message: `${SYSTEM[code]} (${message})` };
  return { code: 'failed', message: inspect(error) };
}

/**
 * Tells an operator why a process or command failed.
 *
 * @param json whether whoever called it reads JSON: then on standard output, one line, `{"error":{"code","message"}}`
 */
export function reportFailure(error: unknown, json = false): void {
  const failure = failureOf(error);
  if (json) process.stdout.write(`${printable(JSON.stringify({ error: failure }))}\n`);
  else console.error(printable(failure.message));
}
