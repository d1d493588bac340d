import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Puts back into package-lock.json the optional platform packages that `npm install` leaves out where the registry
 * does not have them, because `npm ci` then refuses the lock. Run after every `npm install`: `npm run lock`.
 * Takes the lock's path; without one it is the lock of this project's root.
 *
 * Operating system and processor are read from the package's name, the version is the least of the range.
 */
const SYSTEMS = ['darwin', 'linux', 'win32', 'freebsd', 'openbsd', 'netbsd', 'android', 'sunos', 'aix', 'openharmony'];
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el'];

const file = process.argv[2] ?? new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

/** Whether `name` is found from the package at `from`, as Node looks for it: in its own folder, then in each above. */
const isLocked = (from, name) => {
  const folders = from.split('/node_modules/').map((_, i, parts) => parts.slice(0, i + 1).join('/node_modules/'));
  return ['', ...folders].some((folder) => lock.packages[`${folder && `${folder}/`}node_modules/${name}`]);
};

const entryFor = (name, range, dev) => {
  const words = name.split(/[/_.-]/).map((word) => ({ windows: 'win32', ppc64le: 'ppc64' })[word] ?? word);
  const os = SYSTEMS.find((system) => words.includes(system));
  const cpu = PROCESSORS.find((processor) => words.includes(processor));
  return {
    version: range.replace(/^[\^~]/, ''),
    optional: true,
    ...(dev ? { dev: true } : {}),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
  };
};

let added = 0;
for (const [from, { optionalDependencies = {}, dev }] of Object.entries({ ...lock.packages })) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    if (isLocked(from, name)) continue;
    lock.packages[`node_modules/${name}`] = entryFor(name, range, dev);
    added += 1;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.error(`${added} optional packages put back`);
