import assert from 'node:assert/strict'
import { eventually, step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

story('what the agent says while the customer is offline arrives once when the customer is back', async (people) => {
  const words = { ...WORDS.en, customer: { id: 'C1005', name: 'Bob Smith' } }
  const customer = await people.customer(words)
  const agent = await people.colleague('agent1', words)
  const missed = 'I found your parcel, it arrives tomorrow.'
  await step('customer and agent meet', async () => {
    await customer.visitShop()
    await customer.openChat()
    await customer.say('agent')
    await customer.sees(words.queued)
    await agent.tab('queue')
    await agent.openConversation(words.customer.name)
    await agent.take()
    await agent.say(words.agentSays)
    await customer.hears('agent', words.agentSays)
  })
  const before = await customer.rows('agent').count()
  await step('the agent answers into nothing', async () => {
    await customer.loseNetwork()
    await agent.say(missed)
    assert.equal(await customer.rows('agent', missed).count(), 0)
  })
  await step('the customer comes back', async () => {
    await customer.findNetwork()
    await customer.hears('agent', missed)
  })
  await step('nothing is lost and nothing doubled', async () => {
    await agent.say('Anything else?')
    await customer.hears('agent', 'Anything else?')
    assert.equal(await customer.rows('agent').count(), before + 2)
    assert.equal(await customer.rows('agent', missed).count(), 1)
  })
  await agent.close()
})

story('what is written in the console is what the bot answers next', async (people) => {
  const words = WORDS.en
  const customer = await people.customer(words)
  const analyst = await people.colleague('analyst', words)
  const question = 'Can the brass telescope be engraved?'
  await step('the customer comes', async () => {
    await customer.visitShop()
    await customer.openChat()
  })
  const answered = (answer) =>
    eventually(async () => {
      await customer.say(question)
      await customer.rows('bot', answer).last().waitFor({ timeout: 4000 })
    })
  await step('a new article is answered', async () => {
    await analyst.writeArticle(question, 'Yes, up to twelve letters, free of charge.')
    await answered('up to twelve letters')
  })
  await step('a changed answer as well', async () => {
    await analyst.changeAnswer('Yes, up to twenty letters, free of charge.')
    await answered('up to twenty letters')
  })
})
