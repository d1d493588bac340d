import { readdirSync, readFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import pg from 'pg';

/**
 * What a figure was measured on. The server is asked, not its configuration, so that a run without fsync shows itself.
 *
 * @param {string} url of the PostgreSQL that all contenders share
 */
export async function machineOf(url) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const shown = async (name) => (await client.query(`show ${name}`)).rows[0][name];
    return {
      cores: cpus().length,
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      node: process.version,
      postgresql: await shown('server_version'),
      fsync: await shown('fsync'),
      synchronous_commit: await shown('synchronous_commit'),
      full_page_writes: await shown('full_page_writes'),
      postmaster: Number(readFileSync(`${await shown('data_directory')}/postmaster.pid`, 'utf8').split('\n')[0]),
    };
  } finally {
    await client.end();
  }
}

export const machineLine = ({ cores, cpu, node, postgresql, fsync, synchronous_commit, full_page_writes }) =>
  `${cores} cores (${cpu}), Node ${node}, PostgreSQL ${postgresql}, ` +
  `fsync ${fsync}, synchronous_commit ${synchronous_commit}, full_page_writes ${full_page_writes}`;

/** The load of the last minute: above some 1.5 on two cores before a run, somebody else was measured too. */
export const load = () => Number(loadavg()[0].toFixed(2));

/** What /proc counts in: hundredths of a second on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/**
 * Seconds of processor time that a process and its children, living and ended, have used. undefined where there is no
 * /proc.
 *
 * @param {number} pid
 */
export function cpuSeconds(pid) {
  try {
    const children = new Map();
    const own = new Map();
    for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
      const stat = statOf(name);
      if (!stat) continue;
      own.set(Number(name), stat.ticks);
      children.set(stat.parent, [...(children.get(stat.parent) ?? []), Number(name)]);
    }
    const sum = (id) => (own.get(id) ?? 0) + (children.get(id) ?? []).reduce((total, child) => total + sum(child), 0);
    return sum(pid) / TICKS_PER_SECOND;
  } catch {
    return undefined;
  }
}

/** proc(5): the second field, in brackets, may hold anything, so that fields are counted from its end. */
function statOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [user, system, usersOfChildren, systemsOfChildren] = fields.slice(11, 15).map(Number);
    return { parent: Number(fields[1]), ticks: user + system + usersOfChildren + systemsOfChildren };
  } catch {
    return undefined;
  }
}
