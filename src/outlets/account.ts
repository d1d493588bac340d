import { normaliseName, reservationKey } from '../kernel/names.js';
import type { Account } from './outlet.commands.js';

/** A handle as it is stored: as given, without white space around it and the `@` that platforms put before it. */
export const handleOf = ({ handle }: Account): string => handle.trim().replace(/^@/u, '');

/** The key under which a social account is held: on one platform handles differ in more than case. */
export const accountKey = (account: Account): string =>
  reservationKey('handle', `${account.platform}:${normaliseName(handleOf(account))}`);
