import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { poolOf } from '../database/data-source.js';
import { Ledger } from '../ledger/ledger.js';
import type { Memories } from './kept-elsewhere.js';
import { Checkpoints, SIGNING, type SigningOptions } from './log/checkpoints.js';
import { Cosigning, type PolledWitness } from './witness/cosigning.js';
import type { KnownWitness } from './witness/known-witnesses.js';
import { readIdentity } from './log/log-keys.js';
import { PublishedLog } from './log/published-log.js';
import { besideKey } from './log/remembered.js';
import { Signer } from './log/signer.js';
import { VerificationRuns, type VerificationOptions } from './verification-runs.js';
import { WitnessClient } from './witness/witness-client.js';

/** Those who watch the log, as this process knows them. */
export interface WatchOptions {
  readonly witnesses: readonly KnownWitness[];
  /** Milliseconds between two rounds of asking those that have an address. */
  readonly intervalMs: number;
}
/** A log that nobody watches. */
export const UNWATCHED: WatchOptions = { witnesses: [], intervalMs: 60_000 };
const ASKED = Symbol('asked');

/** The public log: the tree over the ledger, its checkpoints, and what everybody may read of both. */
@Global()
@Module({})
export class AuditModule {
  static with(signing: SigningOptions, watching: WatchOptions, verifying: VerificationOptions): DynamicModule {
    return {
      module: AuditModule,
      providers: [
        { provide: SIGNING, useValue: signing },
        {
          provide: ASKED,
          useFactory: (ledger: Ledger) => askedOf(watching.witnesses, ledger),
          inject: [Ledger],
        },
        {
          provide: Signer,
          useFactory: (dataSource: DataSource, ledger: Ledger, asked: readonly PolledWitness[]) =>
            new Signer(
              poolOf(dataSource),
              ledger,
              signing.keyFile,
              asked.map(({ client }) => client),
              signing.memory,
            ),
          inject: [DataSource, Ledger, ASKED],
        },
        {
          provide: PublishedLog,
          useFactory: (dataSource: DataSource, ledger: Ledger) =>
            new PublishedLog(poolOf(dataSource), ledger, watching.witnesses),
          inject: [DataSource, Ledger],
        },
        {
          provide: Cosigning,
          useFactory: (dataSource: DataSource, published: PublishedLog, asked: readonly PolledWitness[]) =>
            new Cosigning(poolOf(dataSource), published, watching.witnesses, asked, watching.intervalMs),
          inject: [DataSource, PublishedLog, ASKED],
        },
        {
          provide: VerificationRuns,
          useFactory: (dataSource: DataSource, ledger: Ledger) =>
            new VerificationRuns(poolOf(dataSource), ledger, memoriesOf(signing, watching), verifying),
          inject: [DataSource, Ledger],
        },
        Checkpoints,
      ],
      exports: [Checkpoints, Cosigning, PublishedLog, VerificationRuns],
    };
  }
}

/** Who remembers checkpoints of the log that a process signs. */
function memoriesOf({ keyFile, memory }: SigningOptions, { witnesses }: WatchOptions): Memories {
  const beside = besideKey(keyFile);
  return { files: [...new Set([memory ?? beside, beside])], witnesses };
}

function askedOf(witnesses: readonly KnownWitness[], ledger: Ledger): readonly PolledWitness[] {
  const origin = async (): Promise<string | undefined> => (await readIdentity(ledger))?.origin;
  return witnesses.flatMap((witness) =>
    witness.url ? [{ ...witness, client: new WitnessClient(witness.url, origin, witness.monitoringUrl) }] : [],
  );
}
