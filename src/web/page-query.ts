import type { FastifyRequest } from 'fastify';
import type { ClassConstructor } from 'class-transformer';
import { validated } from '../api/http/validation.js';
import { invalid } from '../api/http/problem.js';

/** What is read of a request: the pipe of the interface never sees a page's query, whose fields may be empty. */
type Asked = Pick<FastifyRequest, 'query'>;

/** Parameters that pages take beside those of the question. */
const OF_PAGES = new Set(['lang']);
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Reads a page's query by the class of the interface's own. A form sends its empty fields too, which ask for nothing; a day
 * is taken where an instant is asked for, and means its end.
 *
 * @throws Problem 400 `invalid` with every wrong field named
 */
export function readPageQuery<Query extends object>(type: ClassConstructor<Query>, { query }: Asked): Query {
  const plain: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(query as object)) {
    if (value === '' || OF_PAGES.has(name)) continue;
    plain[name] = name === 'asOf' && typeof value === 'string' && DAY.test(value) ? `${value}T23:59:59.999Z` : value;
  }
  const outcome = validated(type, plain, '/query');
  if ('errors' in outcome) throw invalid(outcome.errors);
  return outcome.instance as Query;
}

/** The texts of a query, as they stand in an address. */
export const textsOf = ({ query }: Asked): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(query as object).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '',
    ),
  );
