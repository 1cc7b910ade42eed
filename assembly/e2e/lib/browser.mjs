// Chromium, and people who use it. Every page is watched: an error on its console is a failure.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const CANDIDATES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
export const PATIENCE = 30_000

/** What a browser says of a network that we cut ourselves. */
const OFFLINE = /ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/

export function launch() {
  const executablePath = CANDIDATES.find((path) => path && existsSync(path))
  if (!executablePath) throw new Error('Chromium is not installed: apt-get install chromium')
  return chromium.launch({ executablePath, args: FLAGS })
}

/** One person's browser: a context of its own with one page, whose complaints are collected. */
export async function person(browser, locale, size = { width: 1280, height: 860 }) {
  const context = await browser.newContext({ locale, viewport: size, timezoneId: 'Asia/Shanghai' })
  context.setDefaultTimeout(PATIENCE)
  const page = await context.newPage()
  const complaints = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  let cut = false
  return {
    page,
    context,
    async cutOff(off) {
      cut = cut || off
      await context.setOffline(off)
    },
    complaints: () => complaints.filter((text) => !(cut && OFFLINE.test(text))),
    async picture(folder, name) {
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}.png`) }).catch(() => undefined)
    },
    close: () => context.close(),
  }
}
