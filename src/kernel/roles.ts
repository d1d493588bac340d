/** What a person may be granted. An auditor reads everything but confidential sources and writes nothing. */
export const ROLES = ['editor', 'reviewer', 'auditor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Who may act: a role that somebody holds, the operator's own hand, or anybody. */
export type Capacity = Role | 'system' | 'public';

/** A reviewer may do what an editor may. */
export const EDITORS: readonly Capacity[] = ['editor', 'reviewer'];
export const REVIEWERS: readonly Capacity[] = ['reviewer'];
export const ADMINS: readonly Capacity[] = ['admin', 'system'];
/** Everyone who works here, which is who may read what is not published. */
export const STAFF: readonly Capacity[] = [...ROLES];
