import { HttpException } from '@nestjs/common';
import { TooManyRequests } from '../../access/limits.js';
import { LogError, type LogErrorCode } from '../../audit/log/errors.js';
import { NotCanonical } from '../../kernel/canonical-json.js';
import { omitUndefined } from '../../kernel/omit-undefined.js';
import { Refused } from '../../kernel/refusal.js';
import { LedgerError, type LedgerErrorCode } from '../../ledger/errors.js';
import { ClaimMoved } from '../../projections/claims/claim-stream.js';
import { QueryError, type QueryErrorCode } from '../../projections/engine/view.js';
import { Problem, type FieldError } from './problem.js';

/** Status and, where trying again may help, the seconds to wait first. */
const OF_LEDGER: Readonly<Record<LedgerErrorCode, readonly [status: number, retryAfter?: number]>> = {
  conflict: [503, 1],
  busy: [503, 1],
  clock: [503, 30],
  'outcome-unknown': [503, 5],
  'append-too-large': [413],
  'key-reused': [422],
  'revision-mismatch': [412],
  corrupt: [500],
  'unknown-event': [503, 30],
};
/** Refusals that are not about a rule. */
const OF_REFUSAL: Readonly<Record<string, number>> = {
  'not-found': 404,
  'role-required': 403,
  'session-required': 403,
};

/**
 * Translates what was thrown: 409 for a rule's refusal, the ledger's errors by their code, 503 for a database that is
 * away, and 500 `internal`, which says nothing of the cause, for what nobody expected.
 */
export function problemOf(error: unknown): Problem<string> {
  if (error instanceof Problem) return error as Problem<string>;
  if (error instanceof Refused) {
    const { code, message, about, items } = error as Refused;
    return new Problem<string>(OF_REFUSAL[code] ?? 409, code, sentence(message), omitUndefined({ about, items }));
  }
  if (error instanceof LedgerError) return ofLedger(error);
  if (error instanceof TooManyRequests) return ofHaste(error);
  if (error instanceof LogError) return new Problem<string>(500, error.code, OF_LOG[error.code]);
  if (error instanceof ClaimMoved) {
    return new Problem<string>(301, 'claim-merged', error.message, { about: { id: error.into } });
  }
  if (error instanceof QueryError) return ofQuestion(error);
  if (error instanceof NotCanonical) {
    const { code, pointer } = error;
    const errors = [{ pointer, code, detail: 'The ledger cannot store this.' }];
    return new Problem(400, 'invalid', 'The request is malformed.', { errors });
  }
  if (error instanceof HttpException) return ofHttp(error.getStatus());
  if (isAway(error)) {
    return new Problem(503, 'unavailable', 'The database is not to be reached.', { headers: { 'retry-after': '5' } });
  }
  return new Problem(500, 'internal', 'Something went wrong here; the log has it under this request.');
}

function ofLedger({ code, message }: LedgerError): Problem<string> {
  const [status, retryAfter] = OF_LEDGER[code];
  // What a corrupt event holds is for whoever repairs it, not for whoever asks.
  const detail = code === 'corrupt' ? 'What is stored here is not what the log commits to.' : sentence(message);
  return new Problem<string>(
    status,
    code === 'conflict' ? 'busy' : code,
    detail,
    retryAfter === undefined ? {} : { headers: { 'retry-after': `${retryAfter}` } },
  );
}

const ofHaste = ({ retryAfter }: TooManyRequests): Problem =>
  new Problem(429, 'too-many-requests', 'That was too many in too short a time.', {
    headers: { 'retry-after': `${retryAfter}` },
  });
/** What exactly is wrong with the log is for whoever repairs it; that something is, for everybody. */
const OF_LOG: Readonly<Record<LogErrorCode, string>> = {
  'rolled-back': 'History that was signed is missing here: nothing is signed until it is back.',
  forked: 'What was signed once is not what stands here: nothing is signed.',
  'tile-differs': 'The stored log is damaged.',
  'tile-missing': 'The stored log is damaged.',
  'checkpoint-damaged': 'A stored checkpoint is damaged: nothing is signed.',
  'unauthorised-append': 'Events were written here without the ledger’s key: nothing is signed until they are judged.',
  'no-key': 'None of the signing keys in force is at hand here.',
};

/** The parameter that is to blame for a question without an answer. */
const BLAMED: Readonly<Record<Exclude<QueryErrorCode, 'not-found'>, string>> = {
  'as-of-in-the-future': '/query/asOf',
  'cursor-invalid': '/query/cursor',
};

function ofQuestion({ code, message }: QueryError): Problem<string> {
  if (code === 'not-found') return new Problem(404, code, message);
  const errors: FieldError[] = [{ pointer: BLAMED[code], code, detail: message }];
  return new Problem<string>(400, code, message, { errors });
}

/** One form for all, so that nobody tells from a full stop whether what they may not see is there. */
const sentence = (message: string): string =>
  `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`;

/** What framework and server themselves refuse; their own messages name routes and internals, so they stay here. */
function ofHttp(status: number): Problem {
  if (status === 404) return new Problem(404, 'not-found', 'There is nothing here.');
  if (status === 413) return new Problem(413, 'body-too-large', 'A body has at most 2 MiB.');
  if (status === 415) return new Problem(415, 'unsupported-media-type', 'A body is application/json.');
  if (status >= 500)
    return new Problem(500, 'internal', 'Something went wrong here; the log has it under this request.');
  return new Problem(status, 'bad-request', 'This is no request that the server understands.');
}

/** Errors of the connection to PostgreSQL (classes 08 and 57P of its appendix A, too many clients, and the socket's own). */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined) return /^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message);
  if (/^(08...|57P0.|53300)$/.test(code)) return true;
  return syscall === 'connect' || code === 'ECONNRESET' || code === 'EPIPE';
}
