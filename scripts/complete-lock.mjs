import { readFileSync, writeFileSync } from 'node:fs';

/**
 * `npm run lock`: writes package-lock.json anew where the registry serves this platform's binaries only. npm then leaves
 * the other platforms' packages out of the lock and `npm ci` refuses it. Here they are entered by the exact version that
 * the package beside them asks for; npm fetches them only on the platform they are for.
 */
const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm', 'arm64', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

let added = 0;
for (const [parent, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(parent, name)) continue;
    const words = name.split(/[/-]/).map((word) => (word === 'ppc64le' ? 'ppc64' : word));
    const os = systems.filter((system) => words.includes(system));
    const cpu = processors.filter((processor) => words.includes(processor));
    if (os.length + cpu.length === 0 || !/^\d/.test(version)) {
      console.error(
        `${name} ${version}, wanted by ${parent || 'the project'}, is for no platform that its name tells.`,
      );
      process.exitCode = 1;
      continue;
    }
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(os.length > 0 && { os }),
      ...(cpu.length > 0 && { cpu }),
      ...(entry.dev && { dev: true }),
      optional: true,
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} packages of other platforms entered.`);

/** As Node looks packages up: beside the parent's own, then outwards. */
function isLocked(parent, name) {
  for (let folder = parent; folder !== ''; folder = folder.replace(/\/?node_modules\/(@[^/]+\/)?[^/]+$/, '')) {
    if (lock.packages[`${folder}/node_modules/${name}`]) return true;
  }
  return Boolean(lock.packages[`node_modules/${name}`]);
}
