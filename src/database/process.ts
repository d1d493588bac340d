import { readFileSync } from 'node:fs';

/**
 * A process as `<pid>:<start>`, so that a later process with the same number is not taken for it. The start is in
 * clock ticks since boot (proc_pid_stat(5), field 22), and empty where there is no /proc.
 */
export function identityOf(pid: number): string {
  return `${pid}:${statOf(pid)?.start ?? ''}`;
}

/** Whether the process of an `identityOf` still runs. One that ended and was not yet waited for does not. */
export function isAlive(identity: string): boolean {
  const [pid, start] = identity.split(':');
  if (!Number(pid) || !exists(Number(pid))) return false;
  const stat = statOf(Number(pid));
  if (!stat) return true;
  return stat.state !== 'Z' && stat.state !== 'X' && (!start || stat.start === start);
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function statOf(pid: number): { state: string; start: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets and may hold anything, brackets and spaces as well.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', start: fields[19] ?? '' };
  } catch {
    return undefined;
  }
}
