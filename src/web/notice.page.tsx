import type { Locale } from './components/locale.js';
import { render } from './page.js';

/** Says one thing and where to go on. */
export const noticePage = ({
  title,
  text,
  to,
  label,
  locale,
}: {
  readonly title: string;
  readonly text: string;
  readonly to: string;
  readonly label: string;
  readonly locale: Locale;
}): string =>
  render({
    locale,
    title,
    narrow: true,
    children: (
      <>
        <h1>{title}</h1>
        <p class="lead">{text}</p>
        <p>
          <a class="button" href={to}>
            {label}
          </a>
        </p>
      </>
    ),
  });
