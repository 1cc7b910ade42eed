// What Maven runs: `node run.mjs DISTRIBUTION TARGET`. Starts the unpacked distribution, plays the stories against it in
// Chromium and stops it, whatever happens. The report is TARGET/e2e-reports/TEST-e2e.xml.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const LONGEST = 20 * 60_000

function install() {
  const modules = join(here, 'node_modules')
  const mark = join(modules, '.installed')
  const now = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { cwd: here, stdio: 'inherit' })
  writeFileSync(mark, now)
}

function skip(reports, reason) {
  console.warn(`The browser tests are skipped: ${reason}`)
  const name = 'customers and agents in a browser'
  writeFileSync(
    join(reports, 'TEST-e2e.xml'),
    `<testsuites><testsuite name="e2e" tests="1" skipped="1"><testcase name="${name}" classname="e2e"><skipped message="${reason}"/></testcase></testsuite></testsuites>\n`,
  )
}

/** The first turns of a fresh process are slow on a machine that does other things meanwhile. */
async function warmUp(url) {
  const { launch } = await import('./harness/browser.mjs')
  const { Customer } = await import('./harness/customer.mjs')
  const { WORDS } = await import('./harness/words.mjs')
  const browser = await launch()
  try {
    for (const words of Object.values(WORDS)) {
      const customer = await Customer.open(browser, url, words)
      await customer.visitShop()
      await customer.openChat()
      await customer.asksUntil(words.question, words.answer)
    }
  } finally {
    await browser.close()
  }
}

function play(url, home, target, report) {
  const tests = readdirSync(join(here, 'test')).filter((name) => name.endsWith('.test.mjs'))
  const running = spawn(
    process.execPath,
    [
      '--test',
      '--test-concurrency=1',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      '--test-reporter=junit',
      `--test-reporter-destination=${report}`,
      ...tests.sort().map((name) => join(here, 'test', name)),
    ],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        E2E_URL: url,
        E2E_HOME: home,
        E2E_PLUGINS: join(target, 'plug-ins'),
        E2E_SCREENSHOTS: join(target, 'screenshots'),
      },
    },
  )
  const late = setTimeout(() => running.kill('SIGKILL'), LONGEST)
  return new Promise((done) => running.once('exit', (code) => (clearTimeout(late), done(code ?? 1))))
}

async function main() {
  const [home, target] = process.argv.slice(2).map((path) => resolve(path))
  if (!home || !target) throw new Error('say where the distribution is and where to write')
  const reports = join(target, 'e2e-reports')
  const report = join(reports, 'TEST-e2e.xml')
  rmSync(reports, { recursive: true, force: true })
  mkdirSync(reports, { recursive: true })
  install()
  const { findChromium } = await import('./harness/browser.mjs')
  if (!findChromium()) {
    const reason = 'Chromium is missing; install it or name it in CHROMIUM'
    if (process.env.CI === 'true') throw new Error(reason)
    return skip(reports, reason)
  }
  const { startDragoman } = await import('./harness/dragoman.mjs')
  const dragoman = await startDragoman(home, target)
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void dragoman.stop().then(() => process.exit(1)))
  try {
    await warmUp(dragoman.url)
    const failed = (await play(dragoman.url, home, target, report)) !== 0
    const told = existsSync(report) && readFileSync(report, 'utf8').includes('<failure')
    // The report tells of failed tests; with -Dmaven.test.failure.ignore they are counted there.
    if (failed && !(told && process.env.IGNORE_FAILURES === 'true')) throw new Error('a story failed')
  } finally {
    await dragoman.stop()
  }
}

main().catch((error) => {
  console.error(`The browser tests failed: ${error.stack ?? error}`)
  process.exitCode = 1
})
