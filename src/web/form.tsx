import type { ComponentChildren, VNode } from 'preact';
import { omitUndefined } from '../kernel/omit-undefined.js';

/** What is wrong with a form: by the field's name; under `form` what is about none of them. */
export type Problems = Readonly<Record<string, string>>;

/** What a form is shown with: nothing at first, or what was sent and why it was not taken. Passwords never come back. */
export interface FormState {
  readonly values?: Readonly<Record<string, string>>;
  readonly problems?: Problems;
}

/** Says on top what is wrong, each linked to its field (WCAG 2.2, 3.3.1). */
export function ErrorSummary({ problems = {} }: { readonly problems?: Problems | undefined }): VNode | null {
  const all = Object.entries(problems);
  if (all.length === 0) return null;
  return (
    <div class="notice bad" role="alert" tabIndex={-1} aria-labelledby="problems">
      <h2 id="problems">There is a problem</h2>
      <ul>
        {all.map(([field, message]) => (
          <li key={field}>{field === 'form' ? message : <a href={`#${field}`}>{message}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

interface FieldParts extends FormState {
  readonly name: string;
  readonly label: string;
  readonly type?: 'text' | 'email' | 'password';
  readonly autocomplete: 'name' | 'username' | 'current-password' | 'new-password' | 'one-time-code';
  readonly hint?: string;
  readonly code?: boolean;
}

/** A labelled field with its hint and what is wrong with it. */
export function Field({ name, label, type = 'text', autocomplete, hint, code, values, problems }: FieldParts): VNode {
  const problem = problems?.[name];
  // Preact's types tell the kinds of input apart and take no union of them.
  const kind = type as 'text';
  const about = [hint && `${name}-hint`, problem && `${name}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="error" id={`${name}-problem`}>
          {problem}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={kind}
        autocomplete={autocomplete}
        required
        {...omitUndefined({
          value: type === 'password' ? undefined : values?.[name],
          class: code ? 'code' : undefined,
          autocapitalize: type === 'text' && !code ? undefined : ('none' as const),
          spellcheck: type === 'text' && !code ? undefined : false,
          'aria-describedby': about || undefined,
          'aria-invalid': problem ? true : undefined,
        })}
      />
    </div>
  );
}

/** A form that is sent to an address of ours; works without script. */
export const Form = ({
  to,
  full = false,
  children,
}: {
  readonly to: string;
  readonly full?: boolean;
  readonly children: ComponentChildren;
}): VNode => (
  <form method="post" action={to} class={full ? 'full' : undefined} novalidate>
    {children}
  </form>
);

/** What goes along unseen, such as where somebody wanted to go. */
export const Hidden = ({ name, value }: { readonly name: string; readonly value: string }): VNode => (
  <input type="hidden" name={name} value={value} />
);

/** A new password, twice: nobody sees what they type. */
export const NewPassword = (filled: FormState): VNode => (
  <>
    <Field
      name="password"
      label="New password"
      type="password"
      autocomplete="new-password"
      hint="At least 12 characters. A few words that do not belong together are easy to keep in mind."
      {...filled}
    />
    <Field name="again" label="The same again" type="password" autocomplete="new-password" {...filled} />
  </>
);

/** Says that something was done. */
export const Notice = ({ children }: { readonly children: ComponentChildren }): VNode => (
  <div class="notice" role="status">
    <p>{children}</p>
  </div>
);
