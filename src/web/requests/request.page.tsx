import type { VNode } from 'preact';
import type { ClaimView } from '../../projections/claims/claim.views.js';
import type { ReceiptView } from '../../projections/claims/receipt.views.js';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale, type Locale } from '../components/locale.js';
import { Foreign } from '../components/texts.js';
import { Form, type FormState } from '../form.js';
import { render, type PageParts } from '../page.js';

interface Framed extends Omit<PageParts, 'title' | 'children'> {
  readonly locale: Locale;
}
interface ComplainParts extends Framed, FormState {
  readonly claim: ClaimView;
}

/** The form by which anybody says that a published claim has an error. */
export const complainPage = ({ claim, values = {}, problems = {}, ...parts }: ComplainParts): string =>
  render({
    ...parts,
    title: parts.locale.messages.requests.title,
    narrow: true,
    children: <Complain claim={claim} values={values} problems={problems} />,
  });

interface SentParts extends Framed {
  readonly claim: ClaimView;
  readonly receipt: string;
  /** Where the request is asked after: here, and as it is printed. */
  readonly path: string;
  readonly printed: string;
}

/** Shows the receipt, this once. */
export const sentPage = ({ claim, receipt, path, printed, ...parts }: SentParts): string =>
  render({
    ...parts,
    title: parts.locale.messages.requests.sentTitle,
    narrow: true,
    children: <Sent claim={claim} receipt={receipt} path={path} printed={printed} />,
  });

/** Asks for a receipt. */
export const receiptPage = ({ to, problems = {}, ...parts }: Framed & FormState & { readonly to: string }): string =>
  render({
    ...parts,
    title: parts.locale.messages.requests.receiptTitle,
    narrow: true,
    children: <Receipt to={to} problems={problems} />,
  });

/** Tells whoever holds the receipt what became of their request. */
export const statusPage = ({ answer, ...parts }: Framed & { readonly answer: ReceiptView }): string =>
  render({ ...parts, title: parts.locale.messages.requests.receiptTitle, children: <Status answer={answer} /> });

function About({ claim }: { readonly claim: ClaimView }): VNode {
  const { t } = useLocale();
  return (
    <p>
      <a class="claim-link" href={`/claims/${claim.id}`}>
        {claim.text === null ? t.claim.textErased : <Foreign language={claim.language}>{claim.text}</Foreign>}
      </a>
    </p>
  );
}

function Summary({ problems = {} }: Pick<FormState, 'problems'>): VNode | null {
  const { t } = useLocale();
  const all = Object.entries(problems);
  if (all.length === 0) return null;
  return (
    <div class="notice bad" role="alert" tabIndex={-1} aria-labelledby="problems">
      <h2 id="problems">{t.frame.problem}</h2>
      <ul>
        {all.map(([field, message]) => (
          <li key={field}>{field === 'form' ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

function Complain({ claim, values = {}, problems = {} }: FormState & { readonly claim: ClaimView }): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.requests.title}</h1>
      <Summary problems={problems} />
      <About claim={claim} />
      <p class="lead">{t.requests.lead}</p>
      <Form to={`/claims/${claim.id}/complain`}>
        <div class="field">
          <label for="text">{t.requests.what}</label>
          <p class="hint" id="text-hint">
            {t.requests.whatHint}
          </p>
          {problems.text && (
            <p class="error" id="text-problem">
              {problems.text}
            </p>
          )}
          <textarea
            id="text"
            name="text"
            rows={8}
            required
            maxLength={5000}
            aria-describedby={problems.text ? 'text-hint text-problem' : 'text-hint'}
            {...(problems.text ? { 'aria-invalid': true as const } : {})}
          >
            {values.text ?? ''}
          </textarea>
        </div>
        <div class="field">
          <label for="contact">{t.requests.contact}</label>
          <p class="hint" id="contact-hint">
            {t.requests.contactHint}
          </p>
          {problems.contact && (
            <p class="error" id="contact-problem">
              {problems.contact}
            </p>
          )}
          <input
            id="contact"
            name="contact"
            autocomplete="email"
            maxLength={500}
            value={values.contact ?? ''}
            aria-describedby={problems.contact ? 'contact-hint contact-problem' : 'contact-hint'}
            {...(problems.contact ? { 'aria-invalid': true as const } : {})}
          />
        </div>
        <p class="hint">{t.requests.private}</p>
        <button type="submit">{t.requests.send}</button>
      </Form>
      <p class="meta elsewhere">{t.requests.elsewhere}</p>
    </>
  );
}

function Sent({ claim, receipt, path, printed }: Pick<SentParts, 'claim' | 'receipt' | 'path' | 'printed'>): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.requests.sentTitle}</h1>
      <About claim={claim} />
      <div class="notice" role="status">
        <p>{t.requests.sent}</p>
      </div>
      <dl>
        <dt>{t.requests.receipt}</dt>
        <dd class="digest">{receipt}</dd>
        <dt>{t.requests.address}</dt>
        <dd class="digest">
          <a href={path}>{printed}</a>
        </dd>
      </dl>
    </>
  );
}

function Receipt({ to, problems = {} }: Pick<FormState, 'problems'> & { readonly to: string }): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.requests.receiptTitle}</h1>
      <Summary problems={problems} />
      <Form to={to}>
        <div class="field">
          <label for="receipt">{t.requests.receipt}</label>
          <p class="hint" id="receipt-hint">
            {t.requests.receiptHint}
          </p>
          <input
            id="receipt"
            name="receipt"
            required
            autocomplete="off"
            spellcheck={false}
            aria-describedby="receipt-hint"
            {...(problems.receipt ? { 'aria-invalid': true as const } : {})}
          />
        </div>
        <button type="submit">{t.requests.ask}</button>
      </Form>
    </>
  );
}

function Status({ answer }: { readonly answer: ReceiptView }): VNode {
  const { t, date } = useLocale();
  const { claimId, phases } = answer;
  const received = phases.find(({ phase }) => phase === 'received');
  const answered = phases.find(({ phase }) => phase === 'answered');
  return (
    <>
      <h1>{t.requests.receiptTitle}</h1>
      <p class="lead">
        {received && t.requests.received(date(received.at))}{' '}
        {answered?.outcome ? t.requests.outcome[answered.outcome] : t.requests.undecided}
      </p>
      {answered && answered.text !== null && (
        <Entry id="ours" rail={<RailHeading of="ours">{t.requests.ours}</RailHeading>}>
          <p>{answered.text}</p>
          <p class="meta">{t.requests.answered(date(answered.at))}</p>
        </Entry>
      )}
      {received && received.text !== null && (
        <Entry id="yours" rail={<RailHeading of="yours">{t.requests.yours}</RailHeading>}>
          <p>{received.text}</p>
        </Entry>
      )}
      <p>
        <a href={`/claims/${claimId}`}>{t.oldVerdict.toClaim}</a>
      </p>
    </>
  );
}
