import type { VNode } from 'preact';
import type { AccountNotice } from '../access/notices.js';
import type { OpenSession } from '../access/sessions.js';
import { browserOf } from './browser.js';
import { ErrorSummary, Field, Form, NewPassword, Notice, type FormState } from './form.js';
import { NoticeList } from './notices.page.js';
import { render } from './page.js';
import type { SessionUser } from './session-users.js';

/** What the account page depends on. */
interface AccountPageParts extends FormState {
  readonly user: SessionUser;
  readonly sessions: readonly OpenSession[];
  /** What others did to the account, newest first. */
  readonly others: readonly AccountNotice[];
  readonly notice?: string | undefined;
}

/** Who one is here, and all that one may change about coming in. */
export const accountPage = ({ user, sessions, others, notice, ...filled }: AccountPageParts): string =>
  render({
    title: 'Your account',
    signedIn: true,
    children: (
      <>
        <h1>Your account</h1>
        <ErrorSummary problems={filled.problems} />
        {notice && <Notice>{notice}</Notice>}
        <div class="columns">
          <div>
            <Who {...user} />
            <SecondFactor {...user} />
          </div>
          {user.email === null ? <NoPassword /> : <Password email={user.email} {...filled} />}
          <SessionList current={user.sessionId} sessions={sessions} />
          {others.length > 0 && <Others notices={others} />}
        </div>
      </>
    ),
  });

const Who = ({ name, email, roles }: SessionUser): VNode => (
  <section class="card" aria-labelledby="who">
    <h2 id="who">{name}</h2>
    <dl>
      <dt>E-mail</dt>
      <dd>{email ?? 'none'}</dd>
      <dt>Roles</dt>
      <dd>{roles.length === 0 ? 'none yet' : roles.map((role) => <span class="tag">{role}</span>)}</dd>
    </dl>
  </section>
);

const SecondFactor = ({ secondFactor }: SessionUser): VNode => (
  <section class="card" aria-labelledby="second">
    <h2 id="second">Second factor</h2>
    {secondFactor ? (
      <p>
        <span class="tag good">On</span> A code from your app is asked for after your password.
      </p>
    ) : (
      <p>Off. With a code from an app beside your password, a stolen password alone lets nobody in.</p>
    )}
    <a class="button plain" href="/account/second-factor">
      {secondFactor ? 'Change' : 'Turn on'}
    </a>
  </section>
);

const Password = ({ email, ...filled }: FormState & { readonly email: string }): VNode => (
  <section class="card" aria-labelledby="change">
    <h2 id="change">Change your password</h2>
    <Form to="/account/password">
      <input type="hidden" name="username" autocomplete="username" value={email} />
      <Field
        name="current"
        label="Current password"
        type="password"
        autocomplete="current-password"
        hint="You will be signed out everywhere else."
        {...filled}
      />
      <NewPassword {...filled} />
      <button type="submit">Change</button>
    </Form>
  </section>
);

const NoPassword = (): VNode => (
  <section class="card" aria-labelledby="change">
    <h2 id="change">Password</h2>
    <p>You came in without one. An admin of your desk gives you a link by which you choose a password.</p>
  </section>
);

const SessionList = ({
  current,
  sessions,
}: {
  readonly current: string;
  readonly sessions: readonly OpenSession[];
}): VNode => (
  <section class="card wide" aria-labelledby="sessions">
    <h2 id="sessions">Where you are signed in</h2>
    <ul class="rows">
      {sessions.map(({ sessionId, userAgent, address, startedAt, usedAt }) => (
        <li key={sessionId}>
          <div>
            <p>
              <strong>{browserOf(userAgent)}</strong>{' '}
              {sessionId === current && <span class="tag good">This browser</span>}
            </p>
            <p class="meta">
              {address ? `From ${address}, ` : ''}since <Day of={startedAt} />, used <Day of={usedAt} />
            </p>
          </div>
          {sessionId !== current && (
            <Form to={`/account/sessions/${sessionId}/end`}>
              <button class="plain" type="submit" aria-label={`End the session of ${browserOf(userAgent)}`}>
                End
              </button>
            </Form>
          )}
        </li>
      ))}
    </ul>
    <div class="actions">
      <Form to="/sign-out">
        <button type="submit">Sign out</button>
      </Form>
      <Form to="/account/sessions/end">
        <button class="plain" type="submit">
          Sign out everywhere
        </button>
      </Form>
    </div>
  </section>
);

const Others = ({ notices }: { readonly notices: readonly AccountNotice[] }): VNode => (
  <section class="card wide" aria-labelledby="others">
    <h2 id="others">What others did to your account</h2>
    <NoticeList notices={notices} />
  </section>
);

const Day = ({ of }: { readonly of: Date }): VNode => {
  const day = of.toISOString().slice(0, 10);
  return <time dateTime={day}>{day}</time>;
};
