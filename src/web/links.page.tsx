import type { VNode } from 'preact';
import type { PersonAddress } from '../access/email-addresses.js';
import type { Role } from '../kernel/roles.js';
import { ErrorSummary, Field, Form, NewPassword, type FormState } from './form.js';
import { render } from './page.js';

/** The first admin's name, address and password. */
export const setUpPage = ({
  to,
  roles = [],
  ...filled
}: FormState & { readonly to: string; readonly roles?: readonly Role[] }): string =>
  render({
    title: 'Set up',
    narrow: true,
    children: (
      <>
        <h1>Set up this ledger</h1>
        <p class="lead">You become its first admin: you invite people and give them their roles.</p>
        <div class="card">
          <ErrorSummary problems={filled.problems} />
          <Form to={to} full>
            <Field name="name" label="Your name" autocomplete="name" {...filled} />
            <Field name="email" label="E-mail address" type="email" autocomplete="username" {...filled} />
            <FurtherRoles ticked={roles} />
            <NewPassword {...filled} />
            <button type="submit">Set up</button>
          </Form>
        </div>
      </>
    ),
  });

/** Nobody gives themself a role later, so who starts a desk alone says it here. */
const FurtherRoles = ({ ticked }: { readonly ticked: readonly Role[] }): VNode => (
  <fieldset class="field" aria-describedby="roles-hint">
    <legend>What else you do here</legend>
    <p class="hint" id="roles-hint">
      Later only another admin changes your roles.
    </p>
    {(['editor', 'reviewer', 'auditor'] as const).map((role) => (
      <label class="choice" key={role}>
        <input type="checkbox" name={role} checked={ticked.includes(role)} /> {role}
      </label>
    ))}
  </fieldset>
);

/** What the page for a new password depends on. */
interface Choosing extends FormState {
  readonly to: string;
  readonly purpose: 'invitation' | 'reset';
  /** Whom the link is for. */
  readonly person: PersonAddress;
}

/** A password for somebody who was invited, or who forgot theirs. */
export const passwordPage = ({ to, purpose, person, ...filled }: Choosing): string =>
  render({
    title: purpose === 'invitation' ? 'Invitation' : 'New password',
    narrow: true,
    children: (
      <>
        <h1>{purpose === 'invitation' ? `Welcome, ${person.name}` : 'Choose a new password'}</h1>
        <p class="lead">
          {purpose === 'invitation'
            ? 'Choose a password to join this desk.'
            : `For ${person.name}. You will be signed out everywhere else.`}
        </p>
        <div class="card">
          <ErrorSummary problems={filled.problems} />
          <Form to={to} full>
            {person.email === null ? (
              <Field
                name="email"
                label="E-mail address"
                type="email"
                autocomplete="username"
                hint="By which you will sign in."
                {...filled}
              />
            ) : (
              <p class="field">
                You sign in as <strong>{person.email}</strong>.
              </p>
            )}
            <NewPassword {...filled} />
            <button type="submit">{purpose === 'invitation' ? 'Join' : 'Save the password'}</button>
          </Form>
        </div>
      </>
    ),
  });

/** One button, so that who only looks at a link (a mail scanner, a preview) does not use it up. */
export const enterPage = ({ to, person }: { readonly to: string; readonly person: PersonAddress }): string =>
  render({
    title: 'Sign in',
    narrow: true,
    children: (
      <>
        <h1>{`Hello, ${person.name}`}</h1>
        <p class="lead">This link signs you in once, without a password.</p>
        <div class="card">
          <Form to={to} full>
            <button type="submit">Sign in</button>
          </Form>
        </div>
      </>
    ),
  });
