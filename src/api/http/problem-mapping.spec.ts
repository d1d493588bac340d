import { describe, expect, it } from '@jest/globals';
import { ForbiddenException, NotFoundException } from '@nestjs/common';
import { NotCanonical } from '../../kernel/canonical-json.js';
import { Refused } from '../../kernel/refusal.js';
import { CorruptEvent, LedgerError } from '../../ledger/errors.js';
import { QueryError } from '../../projections/engine/view.js';
import { problemOf } from './problem-mapping.js';

const withCode = (code: string, more: object = {}) =>
  Object.assign(new Error('the secret of host db1'), { code, ...more });

describe('What was thrown becomes', () => {
  it.each([
    ['a rule', new Refused('proposal-open', 'x'), 409, 'proposal-open', undefined],
    ['a thing that is not there', new Refused('not-found', 'x'), 404, 'not-found', undefined],
    ['a role that is missing', new Refused('role-required', 'x'), 403, 'role-required', undefined],
    [
      'a revision that is not the newest',
      new LedgerError('revision-mismatch', 'x'),
      412,
      'revision-mismatch',
      undefined,
    ],
    ['a key that was used', new LedgerError('key-reused', 'x'), 422, 'key-reused', undefined],
    ['too much at once', new LedgerError('append-too-large', 'x'), 413, 'append-too-large', undefined],
    ['a ledger that is busy', new LedgerError('busy', 'x'), 503, 'busy', '1'],
    ['clocks that differ', new LedgerError('clock', 'x'), 503, 'clock', '30'],
    ['an outcome that nobody knows', new LedgerError('outcome-unknown', 'x'), 503, 'outcome-unknown', '5'],
    ['damage', new CorruptEvent(5, 'claim-x', 'x'), 500, 'corrupt', undefined],
    ['a moment to come', new QueryError('as-of-in-the-future', 'x'), 400, 'as-of-in-the-future', undefined],
    ['a question about nothing', new QueryError('not-found', 'x'), 404, 'not-found', undefined],
    ['a value that cannot be stored', new NotCanonical('not-a-safe-integer', '/a'), 400, 'invalid', undefined],
    ['a route that is none', new NotFoundException('Cannot GET /x'), 404, 'not-found', undefined],
    ['a refusal of the framework', new ForbiddenException('x'), 403, 'bad-request', undefined],
    ['a database that is away', withCode('ECONNREFUSED', { syscall: 'connect' }), 503, 'unavailable', '5'],
    ['a database that shuts down', withCode('57P01'), 503, 'unavailable', '5'],
    ['a wrong query', withCode('42P01'), 500, 'internal', undefined],
    ['anything else', new TypeError('x is not a function'), 500, 'internal', undefined],
    ['something that is no error', 'a text', 500, 'internal', undefined],
  ])('of %s the status and code that say so', (_, error, status, code, retryAfter) => {
    const problem = problemOf(error);
    expect([problem.status, problem.code, problem.extras.headers?.['retry-after']]).toEqual([status, code, retryAfter]);
  });

  it.each([
    withCode('ECONNREFUSED', { syscall: 'connect' }),
    withCode('42P01'),
    new CorruptEvent(5, 'claim-secret', 'the secret words'),
    new NotFoundException('Cannot GET /secret'),
    'a secret',
  ])('of what is nobody else’s business nothing that tells of it (%#)', (error) => {
    expect(JSON.stringify(problemOf(error).body('r'))).not.toMatch(/secret|db1/);
  });

  it('of a refusal about something known its identifier', () => {
    const about = { id: '01935a2e-7b1c-7e22-9f3a-5d2c8e4b6a11' };
    expect(problemOf(new Refused('work-address-known', 'x', about)).body('r')).toMatchObject({ status: 409, about });
  });
});
