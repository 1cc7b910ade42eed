import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('..', import.meta.url))

/** Brings what package-lock.json names, unless it is there. To be called before anything else of this folder is imported. */
export function install() {
  const mark = join(folder, 'node_modules/.installed')
  const now = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === now) return
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { cwd: folder, stdio: 'inherit' })
  writeFileSync(mark, now)
}
