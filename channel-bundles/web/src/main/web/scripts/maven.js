// What Maven runs: `node scripts/maven.js build|test`. Does nothing when nothing it depends on has changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = fileURLToPath(new URL('..', import.meta.url));
const target = join(web, '../../../target');
const SKIPPED = new Set(['node_modules']);

/** Every file below a folder, sorted, so that the digest does not depend on the file system. @param {string} folder @returns {string[]} */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !SKIPPED.has(entry.name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

function inputs() {
  const digest = createHash('sha256').update(process.version);
  for (const file of filesBelow(web)) digest.update(file.slice(web.length)).update('\0').update(readFileSync(file));
  return digest.digest('hex');
}

/** @param {string} command @param {string[]} args */
function run(command, args) {
  execFileSync(command, args, { cwd: web, stdio: 'inherit', env: { ...process.env, NO_COLOR: '1' } });
}

function installIfStale() {
  const lock = join(web, 'package-lock.json');
  const installed = join(web, 'node_modules/.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  run('npm', ['ci', '--no-audit', '--no-fund']);
}

/**
 * Runs the step unless it ran with the same inputs and its result is still there.
 *
 * @param {string} name
 * @param {string} result
 * @param {() => void} step
 */
function whenChanged(name, result, step) {
  const mark = join(target, `web-${name}.sha256`);
  const now = inputs();
  if (existsSync(result) && existsSync(mark) && readFileSync(mark, 'utf8') === now) return;
  rmSync(mark, { force: true });
  installIfStale();
  step();
  mkdirSync(target, { recursive: true });
  writeFileSync(mark, now);
}

const report = join(target, 'surefire-reports/TEST-vitest.xml');
/** @type {Record<string, () => void>} */
const STEPS = {
  build: () => whenChanged('build', join(target, 'classes/io/dragoman/channel/web/pages/widget.js'), () => run('npm', ['run', '--silent', 'build'])),
  test: () => {
    if (process.env.SKIP_TESTS === 'true') return;
    whenChanged('test', report, () =>
      run('npx', ['--no-install', 'vitest', 'run', '--reporter=dot', '--reporter=junit', `--outputFile.junit=${report}`]),
    );
  },
};

const step = STEPS[process.argv[2] ?? ''];
if (step === undefined) throw new Error('say "build" or "test"');
try {
  step();
} catch (error) {
  console.error(`The web chat could not be processed: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}
