/** The stream of what concerns the ledger as a whole. */
export const LEDGER_STREAM = 'ledger';
