import { assertAccessible } from '../harness/accessible.mjs'
import { step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

/** The console's places, and what stands there when it has been loaded. */
const PLACES = {
  desk: '.thread, .empty',
  tickets: 'main h1',
  overview: 'main h1',
  knowledge: '.knowledge .line',
  rules: 'nav a[href*="rules"]',
  replies: 'main h1',
  skills: 'main h1',
  plugins: 'tr.link',
  people: 'main table tbody tr',
  health: 'main h1',
  events: 'main h1',
  audit: 'main table tbody tr',
}

/** Shows a place in the light or the dark dress. */
function dress(page, dark) {
  return page.evaluate((on) => document.documentElement.classList.toggle('dark', on), dark)
}

story('no grave barrier keeps anybody out of the console, light or dark', async (people) => {
  const words = WORDS.en
  const { page } = await people.colleague('admin', words)
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const [place, sign] of Object.entries(PLACES)) {
    await step(place, async () => {
      await page.locator(`nav.rail a[href$="#/${place}"]`).click()
      await page.waitForURL(new RegExp(`#/${place}`))
      await page.locator(sign).first().waitFor()
      for (const dark of [false, true]) {
        await dress(page, dark)
        await assertAccessible(page, `${place}, ${dark ? 'dark' : 'light'}`)
      }
    })
  }
})

story('no grave barrier keeps anybody from a conversation: shop, chat, desk and sign-in', async (people) => {
  const words = WORDS.en
  const agent = await people.colleague('agent1', words)
  const customer = await people.customer(words)
  for (const { page } of [agent, customer]) await page.emulateMedia({ reducedMotion: 'reduce' })
  await step('the shop with the open chat: card, choices, queue', async () => {
    await customer.visitShop()
    await customer.openChat()
    await customer.say(words.myOrders)
    await customer.hears('bot', words.whichOrder)
    await customer.press(words.customer.order)
    await customer.chat.locator('.card', { hasText: words.order }).waitFor()
    await customer.say('agent')
    await customer.sees(words.queued)
    await assertAccessible(customer.page, 'the shop with the chat')
  })
  await step('the desk with a conversation', async () => {
    await agent.tab('queue')
    await agent.openConversation(words.customer.name)
    await agent.take()
    await agent.say(words.agentSays)
    await customer.hears('agent', words.agentSays)
    for (const dark of [false, true]) {
      await dress(agent.page, dark)
      await assertAccessible(agent.page, `the desk, ${dark ? 'dark' : 'light'}`)
    }
  })
  await step('rating at the end', async () => {
    await dress(agent.page, false)
    await agent.close()
    await customer.chat.locator('.rating').waitFor()
    await assertAccessible(customer.page, 'the rating')
  })
  await step('the chat as a page of its own', async () => {
    await customer.page.goto('/chat/')
    await customer.page.locator('.panel textarea').waitFor()
    await assertAccessible(customer.page, '/chat/')
  })
  await step('the sign-in', async () => {
    const { page } = await people.customer(words, 'stranger')
    await page.goto('/console/')
    await page.locator('#username').waitFor()
    for (const dark of [false, true]) {
      await dress(page, dark)
      await assertAccessible(page, `the sign-in, ${dark ? 'dark' : 'light'}`)
    }
  })
})
