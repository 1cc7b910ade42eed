import { accessSync, constants, mkdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { PATIENCE } from './eventually.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome']
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

/** The installed Chromium: what CHROMIUM names, or the first on the path. */
export function findChromium() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [process.env.CHROMIUM, ...candidates].find(isProgram)
}

function isProgram(path) {
  try {
    accessSync(path ?? '', constants.X_OK)
    return true
  } catch {
    return false
  }
}

export function launch() {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS, timeout: PATIENCE * 2 })
}

/** A person's own browser window. Remembers everything that should not have happened in it. */
export class Window {
  #tolerated = []

  static async open(browser, url, { locale, size = { width: 1440, height: 900 }, scale = 1 }) {
    const context = await browser.newContext({ baseURL: url, locale, viewport: size, deviceScaleFactor: scale })
    context.setDefaultTimeout(PATIENCE)
    context.setDefaultNavigationTimeout(PATIENCE)
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`content security policy: ${event.violatedDirective} forbids ${event.blockedURI}`),
      ),
    )
    return new Window(context, await context.newPage())
  }

  constructor(context, page) {
    this.context = context
    this.page = page
    this.problems = []
    page.on('console', (message) => message.type() === 'error' && this.#note(`console: ${message.text()} ${message.location().url}`))
    page.on('pageerror', (error) => this.#note(`page error: ${error.stack ?? error}`))
    page.on('crash', () => this.#note('the page crashed'))
    context.on('response', (response) => response.status() >= 500 && this.#note(`${response.status()} from ${response.url()}`))
  }

  #note(problem) {
    if (!this.#tolerated.some((pattern) => pattern.test(problem))) this.problems.push(problem)
  }

  /** Problems that look like this belong to the story. */
  tolerate(pattern) {
    this.#tolerated.push(pattern)
  }

  async shoot(file) {
    mkdirSync(join(file, '..'), { recursive: true })
    await this.page.screenshot({ path: file, timeout: PATIENCE })
  }
}
