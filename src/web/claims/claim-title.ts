import type { Messages } from '../../messages/messages.js';
import type { ClaimView } from '../../projections/claims/claim.views.js';

/** What a claim's page is called: the rating first, so that a claim never stands alone. */
export function claimTitle({ text, verdict, status, verdicts }: ClaimView, t: Messages): string {
  const words = text ?? t.claim.textErased;
  if (status === 'retracted') return t.claim.retractedTitle(words);
  if (verdict) return t.claim.titled(t.terms.rating[verdict.rating], words);
  return verdicts.length > 0 ? t.claim.titled(t.claim.unrated, words) : words;
}
