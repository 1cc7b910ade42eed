// The distribution as a process of its own, on a free port, in the demo profile, on fresh data.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { until } from './until.mjs'

const START = 180_000

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/** Starts what lies in `home`, whose data and dropped jars are deleted first. */
export async function start(home) {
  if (!existsSync(join(home, 'bin/dragoman'))) throw new Error(`There is no distribution in ${home}.`)
  rmSync(join(home, 'data'), { recursive: true, force: true })
  for (const file of readdirSync(join(home, 'deploy'))) if (file.endsWith('.jar')) rmSync(join(home, 'deploy', file))
  rmSync(join(home, 'rules/e2e.drl'), { force: true })
  const port = await freePort()
  const process = launch(home, port)
  const base = `http://127.0.0.1:${port}`
  await until(START, 'Dragoman is ready', async () => {
    if (process.exitCode !== null) throw new Error(`Dragoman has ended; see ${home}.out`)
    return (await fetch(`${base}/health`).catch(() => undefined))?.status === 200
  })
  return { base, home, stop: () => stop(process) }
}

function launch(home, port) {
  const environment = { ...globalThis.process.env, PORT: String(port), DRAGOMAN_PROFILE: 'demo' }
  for (const name of ['DRAGOMAN_DATA', 'DRAGOMAN_DB_URL']) delete environment[name]
  const child = spawn(join(home, 'bin/dragoman'), ['run'], { cwd: home, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = createWriteStream(`${home}.out`)
  child.stdout.pipe(output)
  child.stderr.pipe(output)
  globalThis.process.on('exit', () => child.kill('SIGKILL'))
  return child
}

function stop(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve()
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000)
    child.on('exit', () => {
      clearTimeout(late)
      resolve()
    })
    child.kill('SIGTERM')
  })
}

/** The REST API as a user. */
export async function api(base, username) {
  const json = { 'Content-Type': 'application/json' }
  const session = await fetch(`${base}/api/v1/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ username, password: 'dragoman' }),
  }).then((answer) => answer.json())
  return async (method, path, body) => {
    const answer = await fetch(`${base}/api/v1${path}`, {
      method,
      headers: { ...json, Authorization: `Bearer ${session.token}` },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}
