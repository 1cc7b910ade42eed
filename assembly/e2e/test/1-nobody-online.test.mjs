import { step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

// The first story: nobody has signed in at the desk yet.
story('while nobody is online, what the customer leaves becomes a ticket', async (people) => {
  const words = { ...WORDS['zh-CN'], customer: { id: 'C1003', name: '李雷' } }
  const left = '茶壶裂了，请回电 13800001003'
  const customer = await people.customer(words)
  await step('the customer asks for a person', async () => {
    await customer.visitShop()
    await customer.openChat()
    await customer.chat.getByRole('button', { name: words.person }).first().click()
    await customer.hears('bot', '同事都不在线')
  })
  await step('the customer leaves a message', async () => {
    await customer.say(left)
    await customer.hears('bot', '工单号')
  })

  const agent = await people.colleague('agent1', words)
  await step('the agent finds the ticket', async () => {
    await agent.goTo('tickets')
    await agent.page.locator('tbody tr', { hasText: '茶壶裂了' }).click()
    await agent.page.locator('.el-drawer .ticket', { hasText: left }).waitFor()
    await agent.page.locator('.el-drawer .ticket').getByText(words.customer.name).first().waitFor()
  })
  await step('the agent ends the conversation that waited', async () => {
    await agent.page.locator('.el-drawer .ticket a.link').click()
    await agent.thread.getByRole('heading', { name: words.customer.name }).waitFor()
    await agent.hears('visitor', left)
    await agent.take()
    await agent.close()
  })
})
