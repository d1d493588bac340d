import { Schemas1763800000000 } from './1763800000000-schemas.js';
import { Ledger1763800000001 } from './1763800000001-ledger.js';
import { Access1763800000002 } from './1763800000002-access.js';
import { Audit1763800000003 } from './1763800000003-audit.js';
import { Accounts1763800000004 } from './1763800000004-accounts.js';
import { Tokens1763800000005 } from './1763800000005-tokens.js';
import { Limits1763800000006 } from './1763800000006-limits.js';
import { AuthenticatedAppends1763800000007 } from './1763800000007-authenticated-appends.js';
import { Links1763800000008 } from './1763800000008-links.js';
import { Holders1763800000009 } from './1763800000009-holders.js';

/** Every migration, oldest first. One that ever ran anywhere is not changed: add another. */
export const MIGRATIONS = [
  Schemas1763800000000,
  Ledger1763800000001,
  Access1763800000002,
  Audit1763800000003,
  Accounts1763800000004,
  Tokens1763800000005,
  Limits1763800000006,
  AuthenticatedAppends1763800000007,
  Links1763800000008,
  Holders1763800000009,
];
