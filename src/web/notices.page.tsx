import type { VNode } from 'preact';
import type { AccountNotice } from '../access/notices.js';
import { Form, Hidden } from './form.js';
import { render } from './page.js';

const WHAT: Readonly<Record<AccountNotice['what'], string>> = {
  invitation: 'made a link by which a password for your account is chosen',
  reset: 'made a link by which a new password for your account is chosen',
  'sign-in': 'made a link that signs in as you, once',
  token: 'issued a token by which a program acts as you',
  'second-factor': 'ended your second factor',
  reactivation: 'let you in again after you were deactivated',
};

/** What others did to one's account, newest first. */
export const NoticeList = ({ notices }: { readonly notices: readonly AccountNotice[] }): VNode => (
  <ul class="rows">
    {notices.map(({ revision, at, by, what }) => (
      <li key={revision}>
        <p>
          <strong>{by ?? 'The operator'}</strong> {WHAT[what]}, <time dateTime={at}>{said(at)}</time>.
        </p>
      </li>
    ))}
  </ul>
);

const said = (at: string): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

/** Shown after signing in, until it is said to have been read in this browser. */
export const noticesPage = ({
  notices,
  next,
}: {
  readonly notices: readonly AccountNotice[];
  readonly next: string;
}): string =>
  render({
    title: 'Your account',
    narrow: true,
    signedIn: true,
    children: (
      <>
        <h1>While you were away</h1>
        <p class="lead">
          {notices.length === 0
            ? 'Nobody else did anything to your account.'
            : 'Others did this to your account. If you do not know why, ask them, and change your password.'}
        </p>
        <div class="card">
          <NoticeList notices={notices} />
          <Form to="/account/notices" full>
            <Hidden name="next" value={next} />
            <Hidden name="revision" value={String(notices[0]?.revision ?? 0)} />
            <button type="submit">I have read it</button>
          </Form>
        </div>
      </>
    ),
  });
