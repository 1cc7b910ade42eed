import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { eventually } from './eventually.mjs'

const START = 180_000
const STOP = 45_000

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

/**
 * Starts an unpacked distribution on fresh data and waits until it is ready. It ends with this process at the latest.
 *
 * @param home the unpacked distribution
 * @param work a folder for its data and its output; both are emptied
 */
export async function startDragoman(home, work) {
  const port = await freePort()
  const data = join(work, 'data')
  const output = join(work, 'dragoman.out')
  rmSync(data, { recursive: true, force: true })
  mkdirSync(data, { recursive: true })
  const file = openSync(output, 'w')
  const environment = Object.entries(process.env).filter(([name]) => !name.startsWith('DRAGOMAN_'))
  const running = spawn(join(home, 'bin/dragoman'), ['run'], {
    env: { ...Object.fromEntries(environment), DRAGOMAN_PROFILE: 'demo', DRAGOMAN_DATA: data, PORT: String(port) },
    stdio: ['ignore', file, file],
  })
  closeSync(file)
  let ended = false
  const end = new Promise((resolve) => {
    const over = () => {
      ended = true
      resolve()
    }
    running.once('exit', over)
    running.once('error', over)
  })
  const kill = () => ended || running.kill('SIGKILL')
  process.once('exit', kill)

  const url = `http://127.0.0.1:${port}`
  const stop = async () => {
    if (!ended) running.kill('SIGTERM')
    const slow = setTimeout(kill, STOP)
    await end
    clearTimeout(slow)
    process.removeListener('exit', kill)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop().then(() => process.exit(1)))
  try {
    await ready(url, () => ended, output)
  } catch (error) {
    await stop()
    throw error
  }
  return { url, output, stop }
}

async function ready(url, ended, output) {
  let over = false
  await eventually(async () => {
    over = ended()
    if (over) return
    const health = await fetch(`${url}/health`, { signal: AbortSignal.timeout(5000) })
    if (!health.ok) throw new Error(`Dragoman is not ready: ${await health.text()}`)
  }, START)
  if (over) throw new Error(`Dragoman has ended:\n${readFileSync(output, 'utf8')}`)
}
