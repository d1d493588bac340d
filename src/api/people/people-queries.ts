import { Injectable } from '@nestjs/common';
import { Roster, type LiveToken, type PersonRecord } from '../../access/roster.js';
import type { Event, FactEvent } from '../../kernel/event.js';
import type { Recorded } from '../../ledger/recorded.js';
import type { PersonEvent } from '../../people/person.events.js';
import { personFold } from '../../people/person.state.js';
import { pseudonymOf } from '../../people/pseudonym.js';
import { notFound, view, type ReadContext, type ReadDeps } from '../../projections/engine/view.js';
import type { PeopleView, PersonHistoryView, PersonView, TokensView, TokenView } from './people.views.js';

interface OnePerson {
  readonly id: string;
}

/**
 * Who works here, as admins and auditors see it: names from beside the ledger, roles and tokens from each person's own
 * stream, now or as of any moment. Nothing rests on rows, so no answer is ever stale.
 */
@Injectable()
export class PeopleQueries {
  constructor(private readonly roster: Roster) {}

  /** Everybody who was invited by then. */
  readonly all = view<object, PeopleView>({
    dependsOn: [],
    answer: async (source, _, moment) => {
      const stood = await answerMeta(source, moment);
      const people = await this.roster.all(moment.asOf ?? undefined);
      return { items: people.map(listed), nextCursor: null, ...stood };
    },
  });

  /** Throws Unanswerable `not-found` for who was not invited by then. */
  readonly one = view<OnePerson, PersonView>({
    dependsOn: [],
    answer: async (source, { id }, moment) => {
      const stood = await answerMeta(source, moment);
      const upTo = moment.asOf ?? undefined;
      const person = (await this.roster.one(id, upTo)) ?? notFound();
      const tokens = await this.roster.tokens(id, upTo);
      return { ...listed(person), revision: person.revision, tokens: tokens.map(tokenOf), ...stood };
    },
  });

  /** A person's tokens alone. */
  readonly tokens = view<OnePerson, TokensView>({
    dependsOn: [],
    answer: async (source, { id }, moment) => {
      const stood = await answerMeta(source, moment);
      return { items: (await this.roster.tokens(id)).map(tokenOf), nextCursor: null, ...stood };
    },
  });

  /** Throws Unanswerable `not-found`. */
  readonly history = view<OnePerson, PersonHistoryView>({
    dependsOn: [],
    answer: async (source, { id }, moment) => {
      const stood = await answerMeta(source, moment);
      const upTo = moment.asOf ?? undefined;
      const person = (await this.roster.one(id, upTo)) ?? notFound();
      const events = await this.roster.history(id, upTo);
      const people = [...new Set(events.map(({ actor }) => actor))].filter((actor) => actor !== 'system');
      const names = await this.roster.names(people);
      const actorName = (actor: string) => (actor === 'system' ? null : (names.get(actor) ?? pseudonymOf(actor)));
      const { shownAs, revision } = person;
      return { id, shownAs, revision, items: historyItems(events, actorName), nextCursor: null, ...stood };
    },
  });
}

/** The head first: what is read after it holds at least what stands up to there. */
async function answerMeta({ ledger }: ReadDeps, { asOf }: ReadContext) {
  return { position: asOf ?? (await ledger.head()).position, asOf, stale: false };
}

const listed = ({ id, name, shownAs, roles, status }: PersonRecord) => ({
  id,
  name,
  shownAs,
  roles: [...roles],
  status,
});

const tokenOf = ({ scopes, ...token }: LiveToken): TokenView => ({ ...token, scopes: [...scopes] });

function historyItems(events: readonly Recorded<PersonEvent>[], actorName: (actor: string) => string | null) {
  let state = personFold.initial;
  return events.map((event) => {
    state = personFold.evolve(state, event as FactEvent<Event> as FactEvent<PersonEvent>);
    const { position, revision, type, at, actor } = event;
    // Of no use to anybody who reads: the digest finds the token's key.
    const { digest: _, ...facts } = event.facts as Record<string, unknown>;
    const words = event.words && { ...event.words };
    return { position, revision, type, at, actor, actorName: actorName(actor), facts, words, roles: [...state.roles] };
  });
}
