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

/** Tells an operator why a process or command failed: a sentence where that is enough, all of it where it is not. */
export function reportFailure(error: unknown): void {
  const { name, message, code } = error as Error & { code?: string };
  if (name === 'Refused') console.error(`${message} (${code})`);
  else if (SAYS_ENOUGH.includes(name)) console.error(message);
  else if (code !== undefined && code in SYSTEM) console.error(`${SYSTEM[code]} (${message})`);
  else console.error(error);
}
