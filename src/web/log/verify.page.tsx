import type { VNode } from 'preact';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import { CHECKER_DIGEST } from '../assets.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Foreign } from '../components/texts.js';
import { render, type PageParts } from '../page.js';

interface VerifyPageParts extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
  /** The claim that is checked; null where somebody brings a proof. */
  readonly claim: ClaimView | null;
}

/** Where a reader's own browser checks that what it was shown is what was recorded. */
export const verifyPage = ({ claim, ...parts }: VerifyPageParts): string =>
  render({
    ...parts,
    title: parts.locale.messages.verify.title,
    script: true,
    children: <Verify claim={claim} />,
  });

function Verify({ claim }: Pick<VerifyPageParts, 'claim'>): VNode {
  const { t } = useLocale();
  const proof = claim === null ? undefined : `/api/v1/claims/${claim.id}/proof`;
  return (
    <>
      <h1>{t.verify.title}</h1>
      <p class="lead">{t.verify.lead}</p>
      {claim === null ? (
        <p>{t.verify.findClaim}</p>
      ) : (
        <p>
          <a class="claim-link" href={`/claims/${claim.id}`}>
            {claim.text === null ? t.claim.textErased : <Foreign language={claim.language}>{claim.text}</Foreign>}
          </a>
        </p>
      )}
      <noscript>
        <p>{t.verify.needsScript}</p>
      </noscript>
      <div id="verify" class="checker" {...(proof === undefined ? {} : { 'data-proof': proof })} />
      <h2>{t.verify.downloadTitle}</h2>
      <p>{t.verify.downloadHow}</p>
      <ul class="links">
        {proof !== undefined && (
          <li>
            <a href={proof} download>
              {t.verify.downloadProof}
            </a>
          </li>
        )}
        <li>
          <a href="/verify/checker.html" download>
            {t.verify.download}
          </a>
        </li>
      </ul>
      <p class="meta">
        {t.verify.digest}: <span class="digest">{CHECKER_DIGEST}</span>
      </p>
    </>
  );
}
