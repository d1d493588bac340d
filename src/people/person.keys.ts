import type { KeyRules } from '../kernel/reservations.js';
import type { PersonEvent } from './person.events.js';
import { tokenKey } from './tokens.js';

type FactsOf<Type extends PersonEvent['type']> = Extract<PersonEvent, { type: Type }>['facts'];

const allTokens = [{ freesOf: 'token', certain: true }] as const;

/** What a person's events do to the keys of tokens. */
export const personKeys: KeyRules = {
  TokenIssued: ({ facts }) => {
    const { tokenId: id, digest } = facts as FactsOf<'TokenIssued'>;
    return [{ takes: tokenKey(digest), id, ofWords: false, how: 'once', certain: true }];
  },
  TokenRevoked: ({ facts }) => [{ freesOf: 'token', id: (facts as FactsOf<'TokenRevoked'>).tokenId, certain: true }],
  PersonDeactivated: () => allTokens,
  PersonErased: () => allTokens,
};
