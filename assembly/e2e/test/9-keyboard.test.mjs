import assert from 'node:assert/strict'
import { step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

/** The keyboard is somewhere, and whoever looks sees where: a ring, or the caret of a field. */
async function assertHeld(page, when) {
  await page.waitForFunction(() => document.activeElement && document.activeElement !== document.body, undefined, { timeout: 3000 }).catch(() => {})
  const held = await page.evaluate(() => {
    const at = document.activeElement
    if (!at || at === document.body) return undefined
    const field = at.matches('input, textarea')
    const style = getComputedStyle(at)
    const ringed = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0
    return { what: at.outerHTML.slice(0, 120), seen: field || ringed || style.boxShadow !== 'none' }
  })
  assert.ok(held, `the keyboard is nowhere: ${when}`)
  assert.ok(held.seen, `nobody sees where the keyboard is (${when}): ${held.what}`)
}

async function waiting(people, words, name) {
  const customer = await people.customer(words, name)
  await customer.visitShop()
  await customer.openChat()
  await customer.say('agent')
  await customer.sees(words.queued)
  return customer
}

story('an agent serves two customers without a mouse', async (people) => {
  const words = WORDS.en
  const { page } = await people.customer(words, 'agent')
  const press = (...keys) => keys.reduce((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve())
  const thread = page.locator('.thread')
  const composer = thread.locator('[data-composer]')
  const focused = (locator) => locator.and(page.locator(':focus')).waitFor()
  await step('sign in', async () => {
    await page.goto('/console/')
    await focused(page.locator('#username'))
    await page.keyboard.type('agent1')
    await press('Tab')
    await page.keyboard.type('dragoman')
    await press('Enter')
    await page.locator('nav.rail').waitFor()
  })
  const first = await waiting(people, words, 'first')
  await step('to the queue and into the first conversation', async () => {
    await press('1')
    await page.getByRole('option').first().waitFor()
    await press('j')
    await thread.getByRole('heading', { name: words.customer.name }).waitFor()
    await assertHeld(page, 'a conversation was opened')
  })
  await step('take it and answer', async () => {
    await press('t')
    await focused(composer)
    await page.keyboard.type(words.agentSays)
    await press('Enter')
    await first.hears('agent', words.agentSays)
    await focused(composer)
  })
  await step('a saved reply', async () => {
    await page.keyboard.type('/wait')
    await thread.getByRole('option').first().waitFor()
    await press('Enter')
    await page.waitForFunction(() => document.querySelector('[data-composer]').value.includes('looking into it'))
    await press('Enter')
    await first.hears('agent', 'looking into it')
  })
  await step('the shortcuts are listed', async () => {
    await press('Escape', '?')
    await page.getByRole('dialog').locator('kbd').first().waitFor()
    await press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
  })
  await step('transfer to a team', async () => {
    await press('x')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio').first().waitFor()
    await assertHeld(page, 'the transfer was opened')
    for (let tries = 0; tries < 12 && !(await dialog.locator('[role=radio]:focus').count()); tries++) await press('Tab')
    await press('Space')
    for (let tries = 0; tries < 20 && !(await dialog.locator('.el-button--primary:focus').count()); tries++) await press('Tab')
    await assertHeld(page, 'before the transfer')
    await press('Enter')
    await dialog.waitFor({ state: 'hidden' })
    await assertHeld(page, 'the conversation was transferred')
  })
  // Nobody else is there: it comes back by itself, or waits for whoever takes it.
  await step('take it again, and give it back to the bot', async () => {
    await press('2')
    await thread.locator('.head .state').waitFor()
    if (await thread.locator('.head [data-move="take"]').count()) {
      await press('t')
      await focused(composer)
      await press('Escape')
    }
    await press('b')
    await page.locator('.el-message-box .el-button--primary:focus').waitFor()
    await press('Enter')
    await thread.locator('.head .state.bot').waitFor()
    await assertHeld(page, 'the bot has it again')
  })
  const second = await waiting(people, WORDS['zh-CN'], 'second')
  await step('the next conversation, to its end', async () => {
    await press('1')
    await page.getByRole('option').first().waitFor()
    await press('j')
    await thread.getByRole('heading', { name: WORDS['zh-CN'].customer.name }).waitFor()
    await press('t')
    await focused(composer)
    await page.keyboard.type(WORDS['zh-CN'].agentSays)
    await press('Enter')
    await second.hears('agent', WORDS['zh-CN'].agentSays)
    await press('Escape', 'c')
    await page.locator('.el-message-box .el-button--primary:focus').waitFor()
    await press('Enter')
    await thread.locator('.head .state.closed').waitFor()
    await assertHeld(page, 'the conversation was closed')
    await second.chat.locator('.rating').waitFor()
  })
})
