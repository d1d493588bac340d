/**
 * A PostgreSQL URL with another login and the database's name, all else (host, socket folder, TLS) as it was.
 *
 * Takes what node-postgres takes: also an empty host, and user, password and options among the parameters, which
 * would win over those of the login.
 */
export function withLogin(
  url: string,
  login: { user: string; password?: string | undefined; database: string },
): string {
  const made = new URL(url.replace(/^(postgres(?:ql)?:\/\/)(?:[^@/?]*@)?(?=[/?]|$)/, '$1localhost'));
  for (const name of ['user', 'password', 'options']) made.searchParams.delete(name);
  made.username = encodeURIComponent(login.user);
  made.password = login.password === undefined ? '' : encodeURIComponent(login.password);
  made.pathname = `/${encodeURIComponent(login.database)}`;
  return made.href;
}
