import { ErrorSummary, Field, Form, Hidden, Notice, type FormState } from './form.js';
import { render } from './page.js';

/** What the sign-in page depends on. */
interface SignIn extends FormState {
  /** Where to go afterwards, a path of ours. */
  readonly next: string;
  /** The OpenID provider, by its host, where there is one. */
  readonly provider?: string | undefined;
  /** Said on top, such as that a password was chosen. */
  readonly notice?: string | undefined;
}

/** Address and password, or the desk's OpenID provider. */
export const signInPage = ({ next, provider, notice, ...filled }: SignIn): string =>
  render({
    title: 'Sign in',
    narrow: true,
    children: (
      <>
        <h1>Sign in</h1>
        <p class="lead">For the people of this desk. Whatever is published is read without an account.</p>
        <div class="card">
          <ErrorSummary problems={filled.problems} />
          {notice && <Notice>{notice}</Notice>}
          <Form to="/sign-in" full>
            <Hidden name="next" value={next} />
            <Field name="email" label="E-mail address" type="email" autocomplete="username" {...filled} />
            <Field name="password" label="Password" type="password" autocomplete="current-password" {...filled} />
            <button type="submit">Sign in</button>
          </Form>
          {provider && (
            <>
              <p class="or">or</p>
              <a class="button plain full" href={`/sign-in/oidc?next=${encodeURIComponent(next)}`}>
                {`Sign in with ${provider}`}
              </a>
            </>
          )}
        </div>
        <p class="hint">Forgotten your password, or no account yet? An admin of your desk gives you a link.</p>
      </>
    ),
  });

/** The second step: a code of the app, or a recovery code. */
export const secondStepPage = ({ next, ...filled }: FormState & { readonly next: string }): string =>
  render({
    title: 'Second step',
    narrow: true,
    children: (
      <>
        <h1>One more step</h1>
        <p class="lead">Your password is right. Now the code.</p>
        <div class="card">
          <ErrorSummary problems={filled.problems} />
          <Form to="/sign-in/second-factor" full>
            <Hidden name="next" value={next} />
            <Field
              name="code"
              label="Code"
              autocomplete="one-time-code"
              hint="Six digits from your authenticator app, or one of your recovery codes."
              code
              {...filled}
            />
            <button type="submit">Continue</button>
          </Form>
        </div>
        <p class="hint">
          Lost both? An admin of your desk can help. <a href="/sign-in">Start again</a>
        </p>
      </>
    ),
  });
