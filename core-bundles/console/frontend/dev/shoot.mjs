// Pictures of every view in both languages, to look at: `node dev/shoot.mjs http://127.0.0.1:18181 FOLDER [user]`.
import { mkdir } from 'node:fs/promises'
import { chromium } from 'playwright-core'

const [base = 'http://127.0.0.1:18181', folder = '/tmp/console-shots', only] = process.argv.slice(2)
const size = { width: Number(process.env.WIDTH ?? 1440), height: Number(process.env.HEIGHT ?? 900) }
await mkdir(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})

const VIEWS = [
  ['desk', 'agent1', '/desk/c-1'],
  ['mine', 'agent1', '/desk/c-3', (page) => page.keyboard.press('2')],
  ['trace', 'agent1', '/desk/c-1', (page) => page.locator('.why').last().click({ timeout: 3000 })],
  [
    'quick',
    'agent1',
    '/desk/c-4',
    (page) =>
      page
        .locator('textarea')
        .fill('')
        .then(() => page.locator('textarea').pressSequentially('/')),
  ],
  ['tickets', 'supervisor', '/tickets'],
  ['ticket', 'supervisor', '/tickets/k-1'],
  ['overview', 'supervisor', '/overview'],
  [
    'knowledge',
    'analyst',
    '/knowledge/a-1',
    async (page) => {
      await page.locator('.test textarea').first().fill('我的快递几天能到')
      await page.locator('.test button.el-button').click()
    },
  ],
  [
    'rules',
    'analyst',
    '/rules/retail.drl',
    async (page) => {
      await page.locator('.test textarea').first().fill('我要投诉')
      await page.locator('.test button.el-button').click()
    },
  ],
  ['replies', 'agent1', '/replies'],
  ['skills', 'supervisor', '/skills/order-query', (page) => page.locator('.tool .head').first().click()],
  ['plugins', 'admin', '/plugins'],
  ['plugin', 'admin', '/plugins/acme-sizes.jar'],
  ['plugin-settings', 'admin', '/plugins/points.jar', (page) => page.locator('.form .head').first().click()],
  ['people', 'admin', '/people'],
  ['teams', 'admin', '/people', (page) => page.locator('.el-segmented__item').nth(1).click()],
  ['health', 'supervisor', '/health'],
  ['events', 'admin', '/events/ep-1'],
  ['event', 'admin', '/events/ep-1', (page) => page.locator('[data-delivery]').nth(1).click()],
  ['endpoint', 'admin', '/events/ep-2', (page) => page.locator('[data-new-endpoint]').click()],
  [
    'secret',
    'admin',
    '/events/ep-2',
    async (page) => {
      await page.locator('[data-new-endpoint]').click()
      await page.locator('input[name=name]').fill('ERP')
      await page.locator('input[name=url]').fill('https://erp.example/hook')
      await page.locator('[data-save]').click()
    },
  ],
  ['undelivered', 'agent1', '/desk/c-4'],
  ['audit', 'admin', '/audit'],
  ['keys', 'agent1', '/desk', (page) => page.keyboard.press('?')],
]

for (const locale of ['zh-CN', 'en']) {
  const context = await browser.newContext({ viewport: size, locale, ignoreHTTPSErrors: true })
  const page = await context.newPage()
  page.on('pageerror', (error) => console.log(locale, 'ERROR', error.message))
  page.on('console', (message) => message.type() === 'error' && console.log(locale, 'console:', message.text()))
  await page.addInitScript(
    `localStorage.setItem('dragoman.locale', '${locale}'); ${process.env.DARK ? "localStorage.setItem('dragoman.theme','dark')" : ''}`,
  )
  if (!only || only === 'sign-in') {
    await page.goto(`${base}/console/`)
    await page.waitForTimeout(500)
    await page.screenshot({ path: `${folder}/${locale}-sign-in.png` })
  }
  for (const [name, user, path, act] of VIEWS) {
    if (only && !only.split(',').includes(name)) continue
    await page.goto(`${base}/console/`)
    await page.evaluate(
      async ([username, language]) => {
        const answer = await fetch('/api/v1/session', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ username, password: 'dragoman' }),
        })
        const { token } = await answer.json()
        await fetch('/api/v1/session/locale', {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
          body: JSON.stringify({ locale: language }),
        })
        localStorage.setItem('dragoman.token', token)
        localStorage.setItem('dragoman.locale', language)
      },
      [user, locale],
    )
    await page.goto('about:blank')
    await page.goto(`${base}/console/#${path}`)
    await page.waitForTimeout(900)
    if (act) await act(page).catch((error) => console.log(name, error.message.split('\n')[0]))
    await page.waitForTimeout(600)
    await page.screenshot({ path: `${folder}/${locale}-${name}.png` })
  }
  await context.close()
}
await browser.close()
