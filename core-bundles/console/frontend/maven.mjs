// What Maven runs: `node maven.mjs build|test`. Does nothing when nothing it depends on has changed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = 20
const frontend = fileURLToPath(new URL('.', import.meta.url))
const target = join(frontend, '../target')
const out = join(target, 'classes/console')
const report = join(target, 'surefire-reports/TEST-vitest.xml')
const INPUTS = [
  '.prettierrc.json',
  'index.html',
  'maven.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'public',
  'src',
]
const API = join(frontend, '../../rest/src/main/resources/openapi/openapi.yaml')
const GENERATED = join(frontend, 'src/api/schema.d.ts')

/** The file, or every file below the folder, sorted, so that the digest does not depend on the file system. */
function files(path) {
  const entries = readdirSync(path, { withFileTypes: true })
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? files(join(path, entry.name)) : [join(path, entry.name)]))
    .filter((file) => file !== GENERATED)
}

function digest(paths) {
  const sum = createHash('sha256').update(process.version)
  for (const path of paths) sum.update(path.slice(frontend.length)).update('\0').update(readFileSync(path))
  return sum.digest('hex')
}

function inputs() {
  return digest([
    API,
    ...INPUTS.map((name) => join(frontend, name)).flatMap((path) => (/\.\w+$/.test(path) ? [path] : files(path))),
  ])
}

function run(command, args) {
  execFileSync(command, args, { cwd: frontend, stdio: 'inherit', env: { ...process.env, CONSOLE_OUT: out, NO_COLOR: '1' } })
}

/** The result of a step stays valid until an input changes or the result is removed. */
function whenChanged(mark, result, now, step) {
  if (existsSync(result) && existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  rmSync(mark, { force: true })
  step()
  mkdirSync(join(mark, '..'), { recursive: true })
  writeFileSync(mark, now)
}

function install() {
  const modules = join(frontend, 'node_modules')
  whenChanged(join(modules, '.installed'), modules, digest([join(frontend, 'package-lock.json')]), () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']),
  )
}

const STEPS = {
  build: () =>
    whenChanged(join(target, 'console-build.sha256'), join(out, 'index.html'), inputs(), () => {
      install()
      run('npm', ['run', '--silent', 'types'])
      run('npm', ['run', '--silent', 'check'])
      run('npm', ['run', '--silent', 'build', '--', '--logLevel=warn'])
    }),
  test: () => {
    if (process.env.SKIP_TESTS === 'true') return
    whenChanged(join(target, 'console-test.sha256'), report, inputs(), () => {
      install()
      run('npm', ['run', '--silent', 'test', '--', '--reporter=dot', '--reporter=junit', `--outputFile.junit=${report}`])
    })
  },
}

const step = STEPS[process.argv[2] ?? '']
try {
  if (!step) throw new Error('say "build" or "test"')
  const major = Number(process.versions.node.split('.')[0])
  if (major < NEEDED)
    throw new Error(`Node.js ${NEEDED} or later is needed, this is ${process.version}: install it and try again`)
  step()
} catch (error) {
  console.error(`The console could not be processed: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
