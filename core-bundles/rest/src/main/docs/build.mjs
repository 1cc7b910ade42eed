// What Maven runs: writes openapi.json and the documentation page into target/classes. Installs what it needs, once,
// and does nothing when nothing has changed.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const docs = fileURLToPath(new URL('.', import.meta.url))
const yamlFile = join(docs, '../resources/openapi/openapi.yaml')
const target = join(docs, '../../../target')
const classes = join(target, 'classes')
const jsonFile = join(classes, 'openapi/openapi.json')
/** The page's one script. Its package is unpacked by itself: it holds all it needs, its 160 MB of dependencies are not. */
const RAPIDOC = {
  name: 'rapidoc@9.3.8',
  integrity: 'sha512-eCYEbr1Xr8OJZvVCw8SXl9zBCRoLJbhNGuG5IZTHq/RWAOq/O4MafUCuFEyZHsrhLrlUcGZMa64pyhpib8fQKQ==',
}
const mark = join(target, 'api-docs.sha256')

function inputs() {
  const digest = createHash('sha256')
  for (const file of ['build.mjs', 'index.html', 'package-lock.json']) digest.update(readFileSync(join(docs, file)))
  return digest.update(readFileSync(yamlFile)).digest('hex')
}

function installIfStale() {
  const installed = join(docs, 'node_modules/.package-lock.json')
  const lock = join(docs, 'package-lock.json')
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: docs, stdio: 'inherit' })
}

/** Fetches a package and answers the folder it was unpacked to. */
function unpacked({ name, integrity }) {
  const vendor = join(docs, 'node_modules/.vendor', name)
  if (existsSync(join(vendor, 'package'))) return join(vendor, 'package')
  mkdirSync(vendor, { recursive: true })
  const args = ['pack', name, '--json', '--prefer-offline', '--pack-destination', vendor]
  const [{ filename }] = JSON.parse(execFileSync('npm', args, { cwd: docs, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  const tarball = join(vendor, filename)
  const digest = `sha512-${createHash('sha512').update(readFileSync(tarball)).digest('base64')}`
  if (digest !== integrity) throw new Error(`${name} is not what it was: ${digest}`)
  execFileSync('tar', ['xzf', tarball, '-C', vendor])
  return join(vendor, 'package')
}

async function build() {
  const now = inputs()
  if (existsSync(jsonFile) && existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  installIfStale()
  const { parse } = await import('yaml')
  mkdirSync(join(classes, 'openapi'), { recursive: true })
  mkdirSync(join(classes, 'docs'), { recursive: true })
  writeFileSync(jsonFile, JSON.stringify(parse(readFileSync(yamlFile, 'utf8'))))
  copyFileSync(join(docs, 'index.html'), join(classes, 'docs/index.html'))
  copyFileSync(join(unpacked(RAPIDOC), 'dist/rapidoc-min.js'), join(classes, 'docs/rapidoc-min.js'))
  writeFileSync(mark, now)
}

try {
  await build()
} catch (error) {
  console.error(`The documentation of the API could not be built: ${error instanceof Error ? error.message : error}`)
  process.exitCode = 1
}
