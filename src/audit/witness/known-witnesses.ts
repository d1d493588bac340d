import { NoteRejected, parseVkey, type NoteVerifier } from '../../kernel/signed-note.js';

/** A witness whose cosignatures the ledger takes in. */
export interface KnownWitness {
  readonly key: NoteVerifier;
  /** Where it takes checkpoints to cosign (C2SP tlog-witness, submission prefix); without one it comes by itself. */
  readonly url?: URL;
  /** Where it tells which checkpoint it cosigned last (monitoring prefix), if that is another address. */
  readonly monitoringUrl?: URL;
}

/**
 * Reads the setting WITNESSES: entries apart by commas, each a `vkey` of type 0x04 and, behind a space each, where the witness
 * takes checkpoints and where it tells of them, if that is elsewhere.
 *
 * @throws Error whose message says which entry is wrong, and how
 */
export function parseWitnesses(setting: string): readonly KnownWitness[] {
  const entries = setting.split(',').map((entry) => entry.trim());
  const known = entries.filter((entry) => entry !== '').map(parseEntry);
  const names = known.map(({ key }) => key.name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`${twice} stands twice`);
  return known;
}

function parseEntry(entry: string): KnownWitness {
  const [vkey = '', submission, monitoring, ...more] = entry.split(/\s+/);
  if (more.length > 0)
    throw new Error(`${entry}: a witness is a key and at most two addresses; commas go between witnesses`);
  const key = keyIn(vkey);
  if (submission === undefined) return { key };
  const url = addressIn(submission);
  return monitoring === undefined ? { key, url } : { key, url, monitoringUrl: addressIn(monitoring) };
}

function addressIn(text: string): URL {
  const url = URL.canParse(text) ? new URL(text.endsWith('/') ? text : `${text}/`) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Error(`${text} is no address such as https://witness.example.org`);
  return url;
}

function keyIn(vkey: string): NoteVerifier {
  try {
    return parseVkey(vkey, 'cosignature');
  } catch (error) {
    if (!(error instanceof NoteRejected)) throw error;
    throw new Error(`${vkey} is no witness's key: it begins with its name and is as the witness prints it`, {
      cause: error,
    });
  }
}
