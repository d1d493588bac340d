import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Recorded } from '../ledger/recorded.js';
import type { LinkPurpose, PersonEvent } from '../people/person.events.js';
import { pseudonymOf } from '../people/pseudonym.js';
import { Roster } from './roster.js';

/** Something that somebody else did by which an account may be entered, or a program act in its person's name. */
export interface AccountNotice {
  /** Of the person. */
  readonly revision: number;
  /** RFC 3339. */
  readonly at: string;
  /** The name of who did it, else their pseudonym; null: the operator. */
  readonly by: string | null;
  readonly what: LinkPurpose | 'token' | 'second-factor' | 'reactivation';
}

const ENTERED = 'select min(created_at) as at from access.accounts where person_id = $1';

/** What others did to people's accounts, of which they are told. */
@Injectable()
export class Notices {
  constructor(
    private readonly dataSource: DataSource,
    private readonly roster: Roster,
  ) {}

  /** @returns all of it, newest first; the invitation by which somebody first came in is no news to them */
  async of(personId: string): Promise<AccountNotice[]> {
    const [{ at: entered } = { at: null }] = await this.dataSource.query<{ at: Date | null }[]>(ENTERED, [personId]);
    const others = (await this.roster.history(personId)).filter(({ actor }) => actor !== personId);
    const told = others.flatMap((event) => {
      const what = whatOf(event);
      const first = what === 'invitation' && (entered === null || event.at <= entered.toISOString());
      return what && !first ? [{ event, what }] : [];
    });
    const names = await this.roster.names([...new Set(told.map(({ event }) => event.actor))].filter(isPerson));
    return told.reverse().map(({ event: { revision, at, actor }, what }) => {
      const by = isPerson(actor) ? (names.get(actor) ?? pseudonymOf(actor)) : null;
      return { revision, at, by, what };
    });
  }
}

const isPerson = (actor: string): boolean => actor !== 'system';

function whatOf(event: Recorded<PersonEvent>): AccountNotice['what'] | undefined {
  if (event.type === 'LinkIssued') return (event as unknown as { facts: { purpose: LinkPurpose } }).facts.purpose;
  if (event.type === 'TokenIssued') return 'token';
  if (event.type === 'SecondFactorRemoved') return 'second-factor';
  return event.type === 'PersonReactivated' ? 'reactivation' : undefined;
}
