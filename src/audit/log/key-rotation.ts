import type { CommandBus } from '@nestjs/cqrs';
import { Execute } from '../../ledger/execute.js';
import { newId } from '../../ledger/identifiers.js';
import { AdoptSigningKey, RetireSigningKey } from '../../ledger/ledger.commands.js';
import { ledgerStream } from '../../ledger/ledger-stream.js';
import type { Ledger } from '../../ledger/ledger.js';
import { Refused } from '../../kernel/refusal.js';
import { inForce, readIdentity, type LogIdentity } from './log-keys.js';
import { makeSigningKey, readSigningKey, succeed, successorOf, vkeyOf } from './signing-key.js';

const OPERATOR = { id: 'system', roles: ['system'] } as const;

/**
 * Makes a successor of the signing key, beside it, and has the ledger adopt it: from the next checkpoint on both sign.
 * A run that was killed in between is finished by the next.
 *
 * @returns the successor's vkey, for verifiers to pin before the older key retires
 * @throws Refused `two-keys-in-force` where a successor is in force already
 */
export async function adoptSuccessor(bus: CommandBus, ledger: Ledger, keyFile: string): Promise<string> {
  const identity = await settled(ledger, keyFile);
  if (inForce(identity).length > 1)
    throw new Refused('two-keys-in-force', 'two keys are in force: retire the older one first');
  const vkey = vkeyOf(identity.origin, await makeSigningKey(successorOf(keyFile)));
  await give(bus, Object.assign(new AdoptSigningKey(), { vkey }));
  return vkey;
}

/**
 * Retires the older of two keys in force, and puts the successor in its place; the retired private key is gone then.
 * A run that was killed in between is finished by the next.
 *
 * @returns the retired key's vkey
 * @throws Refused `only-key`, or `successor-missing` where the successor's file does not lie here: retired now, nothing
 * could be signed any more
 */
export async function retirePredecessor(bus: CommandBus, ledger: Ledger, keyFile: string): Promise<string> {
  const identity = await settled(ledger, keyFile);
  const [older, newer] = inForce(identity);
  if (!older || !newer) throw new Refused('only-key', 'only one key is in force: rotate first');
  const successor = await readSigningKey(successorOf(keyFile));
  if (!successor || vkeyOf(identity.origin, successor) !== newer.vkey)
    throw new Refused('successor-missing', `the successor in force does not lie at ${successorOf(keyFile)}`);
  await give(bus, Object.assign(new RetireSigningKey(), { vkey: older.vkey }));
  await succeed(keyFile);
  return older.vkey;
}

/** Who the log is, once what an earlier run left half done is done: a retired key is put away. */
async function settled(ledger: Ledger, keyFile: string): Promise<LogIdentity> {
  const identity = await readIdentity(ledger);
  if (!identity) throw new Error('the log has not been founded');
  const valid = inForce(identity).map(({ vkey }) => vkey);
  const [own, successor] = await Promise.all([readSigningKey(keyFile), readSigningKey(successorOf(keyFile))]);
  const isValid = (key: typeof own) => key !== undefined && valid.includes(vkeyOf(identity.origin, key));
  if (own && !isValid(own) && isValid(successor)) await succeed(keyFile);
  return identity;
}

const give = (bus: CommandBus, command: object) =>
  bus.execute(
    new Execute([{ decider: ledgerStream, target: { id: '' }, command }], { actor: OPERATOR, causation: newId() }),
  );
