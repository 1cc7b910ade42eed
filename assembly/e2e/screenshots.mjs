// `node screenshots.mjs DISTRIBUTION PICTURE`: makes the picture of the README from the running product: a customer in the
// shop beside the agent who has taken the conversation.
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { install } from './harness/install.mjs'

const CUSTOMER = { width: 640, height: 900 }
const AGENT = { width: 1300, height: 900 }
const SCALE = 0.8
const GAP = 16
const LARGEST = 400_000

async function main() {
  const [home, picture] = process.argv.slice(2).map((path) => resolve(path))
  if (!home || !picture) throw new Error('say where the distribution is and where the picture goes')
  install()
  const { launch } = await import('./harness/browser.mjs')
  const { startDragoman } = await import('./harness/dragoman.mjs')
  const { warmUp } = await import('./harness/warm-up.mjs')
  const work = mkdtempSync(join(tmpdir(), 'dragoman-'))
  const dragoman = await startDragoman(home, work)
  try {
    await warmUp(dragoman.url)
    const browser = await launch()
    try {
      mkdirSync(dirname(picture), { recursive: true })
      await compose(browser, await scene(browser, dragoman.url), picture)
    } finally {
      await browser.close()
    }
  } finally {
    await dragoman.stop()
    rmSync(work, { recursive: true, force: true })
  }
  const { size } = statSync(picture)
  console.log(`${picture}: ${Math.round(size / 1000)} kB`)
  if (size > LARGEST) throw new Error(`the picture is larger than ${LARGEST / 1000} kB`)
}

/** Plays the scene; answers what customer and agent see. */
async function scene(browser, url) {
  const { Colleague } = await import('./harness/colleague.mjs')
  const { Customer } = await import('./harness/customer.mjs')
  const { WORDS } = await import('./harness/words.mjs')
  const words = WORDS.en
  const agent = await Colleague.open(browser, url, words, { size: AGENT })
  await agent.signIn('agent1')
  const customer = await Customer.open(browser, url, words, { size: CUSTOMER })
  await customer.visitShop()
  await customer.openChat()
  await customer.say('How long does delivery take?')
  await customer.hears('bot', 'Source')
  await customer.say(words.myOrders)
  await customer.hears('bot', words.whichOrder)
  await customer.press(words.customer.order)
  await customer.chat.locator('.card', { hasText: words.order }).waitFor()
  await customer.say('agent')
  await customer.sees(words.queued)
  await agent.tab('queue')
  await agent.openConversation(words.customer.name)
  await agent.take()
  await customer.hears('system', words.joined)
  await agent.say('Hello Alice, I see your parcel. Shall the courier come in the afternoon?')
  await customer.hears('agent', 'Shall the courier')
  await customer.say('Yes please, after 2 pm.')
  await agent.hears('visitor', 'after 2 pm')
  await waitingCustomer(browser, url, WORDS['zh-CN'], Customer)
  await agent.tab('all')
  await agent.line(WORDS['zh-CN'].customer.name).waitFor()
  await agent.page.locator('[data-tab="queue"] .num', { hasText: '1' }).waitFor()
  for (const { page } of [agent, customer]) await page.mouse.move(0, 0)
  return { left: await customer.page.screenshot(), right: await agent.page.screenshot() }
}

/** Somebody else in the queue. */
async function waitingCustomer(browser, url, words, Customer) {
  const customer = await Customer.open(browser, url, words)
  await customer.visitShop()
  await customer.openChat()
  await customer.say('我的快递三天没动了')
  await customer.rows('bot').first().waitFor()
  await customer.say('人工')
  await customer.sees(words.queued)
}

/** Puts the two beside each other. */
async function compose(browser, { left, right }, picture) {
  const width = Math.round((CUSTOMER.width + AGENT.width) * SCALE) + 3 * GAP
  const height = AGENT.height * SCALE + 2 * GAP
  const page = await browser.newPage({ viewport: { width, height } })
  const image = (data, size) =>
    `<img width="${size.width * SCALE}" height="${size.height * SCALE}" src="data:image/png;base64,${data.toString('base64')}">`
  await page.setContent(`<style>
      body { display: flex; gap: ${GAP}px; margin: 0; padding: ${GAP}px; background: #dfe7e4 }
      img { border-radius: 10px; box-shadow: 0 2px 10px #10201d33 }
    </style>${image(left, CUSTOMER)}${image(right, AGENT)}`)
  await page.waitForFunction(() => [...document.images].every((one) => one.complete))
  await page.screenshot({ path: picture })
}

main().catch((error) => {
  console.error(`No picture was made: ${error.stack ?? error}`)
  process.exitCode = 1
})
