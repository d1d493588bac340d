import { hash, verify } from '@node-rs/argon2';

/** How long a password is, in UTF-16 units. The upper bound keeps a hostile one from costing more than a person's. */
export const PASSWORD_LENGTH = { min: 12, max: 256 } as const;

/** argon2id as OWASP's Password Storage Cheat Sheet asks for it: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hashes and compares passwords, off the main thread. The same password in another Unicode form is the same. */
export const passwords = {
  hash: (password: string): Promise<string> => hash(password.normalize('NFKC'), COST),
  verify: ({ hash: stored, password }: { readonly hash: string; readonly password: string }): Promise<boolean> =>
    verify(stored, password.normalize('NFKC')),
};
