import assert from 'node:assert/strict'
import { eventually, step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

for (const words of Object.values(WORDS)) {
  const { name } = words.customer

  story(`a customer is helped by the bot, then by a person, and rates, in ${words.locale}`, async (people) => {
    const customer = await people.customer(words)
    const agent = await people.colleague('agent1', words)
    await bot(customer, words)
    await queue(customer, agent, words)
    await person(customer, agent, words)
    await step('the agent asks why the bot greeted', async () => {
      const trace = await agent.askWhy(words.greeting)
      await trace.getByText(words.answeredBy).waitFor()
      await trace.getByText(words.becauseRule).first().waitFor()
      await agent.closeDrawer()
    })
    await step('the agent closes and the customer rates', async () => {
      await agent.close()
      await customer.rate(5, words.comment)
    })
    const supervisor = await people.colleague('supervisor', words)
    await step('the supervisor sees the rating', async () => {
      await supervisor.goTo('overview')
      const rating = supervisor.page.locator('.ratings li', { hasText: words.comment }).first()
      await eventually(async () => {
        await supervisor.page.reload()
        await rating.waitFor({ timeout: 5000 })
      })
      await rating.getByText(name).waitFor()
      assert.equal(await rating.locator('.score').innerText(), '5')
    })
  })
}

async function bot(customer, words) {
  await step('the shop opens', async () => {
    await customer.visitShop()
    await customer.page.getByText(words.shopTitle).first().waitFor()
  })
  await step('a rule greets', async () => {
    await customer.openChat()
    await customer.say(words.hello)
    await customer.hears('bot', words.greeting)
  })
  await step('knowledge answers with its source', async () => {
    await customer.say(words.question)
    await customer.hears('bot', words.answer)
    await customer.hears('bot', words.source)
  })
  await step('the orders are offered and one opens as a card', async () => {
    await customer.press(words.myOrders)
    await customer.hears('bot', words.whichOrder)
    await customer.press(words.customer.order)
    await customer.chat.locator('.card', { hasText: words.order }).waitFor()
  })
}

async function queue(customer, agent, words) {
  const { name } = words.customer
  await step('nobody waits yet', () => agent.tab('queue'))
  await step('the customer asks for a person and sees the place in the queue', async () => {
    await customer.chat.locator('.composer').getByRole('button', { name: words.person }).click()
    await customer.sees(words.queued)
  })
  await step('the agent sees the customer waiting', async () => {
    await agent.line(name).locator('.state.queued', { hasText: words.inLine }).waitFor()
    await agent.openConversation(name)
  })
}

async function person(customer, agent, words) {
  await step('the agent takes it, with history and orders at hand', async () => {
    await agent.take()
    for (const text of [words.hello, words.question]) await agent.hears('visitor', text)
    for (const text of [words.greeting, words.answer, words.whichOrder, words.order]) await agent.hears('bot', text)
    await agent.page.locator('.panel-side .order', { hasText: words.customer.order }).waitFor()
  })
  await step('the customer sees who joined', async () => {
    await customer.hears('system', words.joined)
    await customer.chat.locator('.header', { hasText: words.here }).waitFor()
  })
  await step('the agent answers', async () => {
    await agent.say(words.agentSays)
    await customer.hears('agent', words.agentSays)
  })
  await step('the customer replies', async () => {
    await customer.say(words.customerSays)
    await agent.hears('visitor', words.customerSays)
  })
}
