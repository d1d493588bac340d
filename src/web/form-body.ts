import { isEmail } from 'class-validator';
import { PASSWORD_LENGTH } from '../access/passwords.js';
import type { Problems } from './form.js';

/** What a form sent: the first value of each field, `''` for one that is missing. */
export interface FormBody {
  get(name: string): string;
}

/** Reads `application/x-www-form-urlencoded`; anything else holds no fields. */
export function parseForm(body: unknown): FormBody {
  const fields = new URLSearchParams(typeof body === 'string' ? body : '');
  return { get: (name) => (fields.get(name) ?? '').replaceAll('\0', '') };
}

const MAX_NAME = 300;
/** RFC 5321, section 4.5.3.1.3, without its angle brackets. */
const MAX_EMAIL = 254;

/** What is wrong with a name that a person gives themself. */
export const nameProblem = (name: string): Problems =>
  /[^\s\p{Cc}\p{Cf}]/u.test(name) && name.length <= MAX_NAME ? {} : { name: 'Enter your name.' };

/** What is wrong with an e-mail address by its form. */
export const emailProblem = (email: string): Problems =>
  isEmail(email) && email.length <= MAX_EMAIL ? {} : { email: 'Enter an e-mail address, such as edda@example.org.' };

/** What is wrong with a new password and its repetition. */
export function newPasswordProblem(form: FormBody): Problems {
  const password = form.get('password');
  if (password.length < PASSWORD_LENGTH.min) {
    return { password: `Choose a password of at least ${PASSWORD_LENGTH.min} characters.` };
  }
  if (password.length > PASSWORD_LENGTH.max) {
    return { password: `Choose a password of at most ${PASSWORD_LENGTH.max} characters.` };
  }
  return password === form.get('again') ? {} : { again: 'This is not the same password.' };
}

/**
 * Where somebody wanted to go, if that is an address of ours: a sign-in must not send people on to a stranger's page.
 *
 * @returns path and query, `/account` where nothing that is ours was named
 */
export function localPath(wanted: string): string {
  if (!/^\/(?![/\\])[\x20-\x7e]*$/.test(wanted)) return '/account';
  const { origin, pathname, search } = new URL(wanted, 'http://ours.invalid');
  return origin === 'http://ours.invalid' && !pathname.startsWith('//') ? pathname + search : '/account';
}
