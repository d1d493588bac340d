import type { VNode } from 'preact';
import { ErrorSummary, Field, Form, Notice, type FormState } from './form.js';
import { render } from './page.js';
import { QrCode } from './qr-code.js';

const frame = (children: VNode): string =>
  render({
    title: 'Second factor',
    narrow: true,
    signedIn: true,
    children: (
      <>
        <h1>Second factor</h1>
        {children}
        <p>
          <a href="/account">Back to your account</a>
        </p>
      </>
    ),
  });

/** Off: how it works, and the password to begin. */
export const beginPage = (filled: FormState): string =>
  frame(
    <>
      <p class="lead">
        After your password you type six digits from an authenticator app on your phone. A stolen password alone then
        lets nobody in.
      </p>
      <div class="card">
        <ErrorSummary problems={filled.problems} />
        <Form to="/account/second-factor" full>
          <Field name="password" label="Your password" type="password" autocomplete="current-password" {...filled} />
          <button type="submit">Begin</button>
        </Form>
      </div>
    </>,
  );

/** Begun: the code to scan, and the first digits. */
export const confirmPage = ({ uri, typed, ...filled }: FormState & { readonly uri: string; readonly typed: string }) =>
  frame(
    <div class="card">
      <ErrorSummary problems={filled.problems} />
      <ol class="steps">
        <li>
          Scan this with your authenticator app.
          <QrCode text={uri} label="QR code for your authenticator app" />
          <span class="hint">
            No camera? Type this key: <code>{typed}</code>
          </span>
        </li>
        <li>
          <Form to="/account/second-factor/confirmation" full>
            <Field
              name="code"
              label="Then type the six digits that it shows"
              autocomplete="one-time-code"
              code
              {...filled}
            />
            <button type="submit">Turn on</button>
          </Form>
        </li>
      </ol>
    </div>,
  );

/** The recovery codes, shown once. */
export const codesPage = ({ codes, on }: { readonly codes: readonly string[]; readonly on: boolean }): string =>
  frame(
    <div class="card">
      <Notice>{on ? 'The second factor is on.' : 'These codes replace the ones you had.'}</Notice>
      <h2>Your recovery codes</h2>
      <p>
        Each lets you in once when you have lost your phone. Print them or keep them in a password manager: they are
        shown now and never again.
      </p>
      <ul class="codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>,
  );

/** On: new recovery codes, or off again. */
export const changePage = (filled: FormState): string =>
  frame(
    <>
      <ErrorSummary problems={filled.problems} />
      <section class="card" aria-labelledby="codes">
        <h2 id="codes">New recovery codes</h2>
        <p>The ones that you have stop working.</p>
        <Form to="/account/second-factor/recovery-codes" full>
          <Field name="password" label="Your password" type="password" autocomplete="current-password" {...filled} />
          <button type="submit">Make new codes</button>
        </Form>
      </section>
      <section class="card" aria-labelledby="off">
        <h2 id="off">Turn it off</h2>
        <p>Your password alone then lets you in.</p>
        <Form to="/account/second-factor/removal" full>
          <Field name="current" label="Your password" type="password" autocomplete="current-password" {...filled} />
          <button type="submit" class="plain">
            Turn off
          </button>
        </Form>
      </section>
    </>,
  );

/** Who has no password cannot begin one: nothing would protect it. */
export const withoutPasswordPage = (): string =>
  frame(
    <p class="lead">You came in without a password, so there is nothing here that a second factor would add to.</p>,
  );
