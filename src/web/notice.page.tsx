import { render } from './page.js';

/** Says one thing and where to go on. */
export const noticePage = ({
  title,
  text,
  to,
  label,
}: {
  readonly title: string;
  readonly text: string;
  readonly to: string;
  readonly label: string;
}): string =>
  render({
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

/** The front door: what this is, and where to go. */
export const homePage = ({ signedIn }: { readonly signedIn: boolean }): string =>
  render({
    title: 'Claims and verdicts that stay on the record',
    signedIn,
    children: (
      <>
        <h1>Claims, evidence and verdicts that stay on the record</h1>
        <p class="lead">
          This desk checks claims and writes down every step: who carried them, what speaks for and against them, and
          how they were judged. Nobody can rewrite it unnoticed.
        </p>
        <div class="columns">
          <section class="card">
            <h2>Read and check</h2>
            <ul>
              <li>
                <a href="/api/v1/claims">Published claims</a>, as data
              </li>
              <li>
                <a href="/docs">Documentation of the interface</a>
              </li>
              <li>
                <a href="/checkpoint">Checkpoint of the log</a>, to verify it by
              </li>
            </ul>
          </section>
          <section class="card">
            <h2>Work here</h2>
            {signedIn ? (
              <p>
                <a class="button" href="/account">
                  Your account
                </a>
              </p>
            ) : (
              <p>
                <a class="button" href="/sign-in">
                  Sign in
                </a>
              </p>
            )}
          </section>
        </div>
      </>
    ),
  });
