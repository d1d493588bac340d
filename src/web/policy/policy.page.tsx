import type { VNode } from 'preact';
import { Entry, RailHeading } from '../components/entry.js';
import { useLocale } from '../components/locale.js';
import { Rating, type ShownRating } from '../components/rating.js';
import { render } from '../page.js';
import type { PageFrame } from '../page-frame.js';

/** How we check, and what each rating means. */
export const methodPage = (frame: PageFrame): string =>
  render({ ...frame, title: frame.locale.messages.policy.methodTitle, children: <Method /> });

/** How we correct, and what stays. */
export const correctionsPolicyPage = (frame: PageFrame): string =>
  render({ ...frame, title: frame.locale.messages.policy.correctionsTitle, children: <CorrectionsPolicy /> });

/** Who we are and who pays. */
export const aboutPage = (frame: PageFrame): string =>
  render({ ...frame, title: frame.locale.messages.policy.aboutTitle, children: <About /> });

/** How to say that something is wrong. */
export const complaintsPage = (frame: PageFrame): string =>
  render({ ...frame, title: frame.locale.messages.requests.title, children: <Complaints /> });

interface SectionParts {
  readonly id: string;
  readonly title: string;
  readonly text: readonly string[];
}

const Section = ({ id, title, text }: SectionParts): VNode => (
  <Entry id={id} rail={<RailHeading of={id}>{title}</RailHeading>}>
    {text.map((each) => (
      <p key={each}>{each}</p>
    ))}
  </Entry>
);

function Method(): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.policy.methodTitle}</h1>
      <p class="lead">{t.policy.methodLead}</p>
      <Entry id="scale" wide rail={<RailHeading of="scale">{t.policy.scaleTitle}</RailHeading>}>
        <div class="table">
          <table class="stacked">
            <thead>
              <tr>
                <th scope="col">{t.policy.rating}</th>
                <th scope="col">{t.policy.meaning}</th>
              </tr>
            </thead>
            <tbody>
              {(Object.keys(t.terms.rating) as ShownRating[]).map((rating) => (
                <tr key={rating} id={`rating-${rating.toLowerCase().replace('_', '-')}`}>
                  <th scope="row">
                    <Rating rating={rating} />
                  </th>
                  <td>{t.terms.ratingMeaning[rating]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Entry>
      {t.policy.methodSections.map(({ title, text }, index) => (
        <Section key={title} id={`part-${index + 1}`} title={title} text={text} />
      ))}
      <Further />
    </>
  );
}

function CorrectionsPolicy(): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.policy.correctionsTitle}</h1>
      <p class="lead">{t.policy.correctionsLead}</p>
      {t.policy.correctionsSections.map(({ title, text }, index) => (
        <Section key={title} id={`part-${index + 1}`} title={title} text={text} />
      ))}
      <Section id="complain" title={t.policy.complainTitle} text={[t.requests.choose, t.requests.elsewhere]} />
      <Further />
    </>
  );
}

function About(): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.policy.aboutTitle}</h1>
      <p class="lead">{t.policy.aboutLead}</p>
      <p>{t.policy.aboutMissing}</p>
      <p>{t.policy.aboutLedger}</p>
      <Further />
    </>
  );
}

function Complaints(): VNode {
  const { t } = useLocale();
  return (
    <>
      <h1>{t.requests.title}</h1>
      <p class="lead">{t.requests.lead}</p>
      <p>{t.requests.choose}</p>
      <p>{t.requests.elsewhere}</p>
      <Further />
    </>
  );
}

function Further(): VNode {
  const { t } = useLocale();
  const ways = [
    ['/method', t.policy.toMethod],
    ['/corrections-policy', t.policy.toCorrections],
    ['/about', t.policy.toAbout],
    ['/complain', t.policy.toComplain],
  ] as const;
  return (
    <Entry>
      <ul class="links">
        {ways.map(([href, label]) => (
          <li key={href}>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ul>
    </Entry>
  );
}
