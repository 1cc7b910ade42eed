import assert from 'node:assert/strict'
import { copyFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually, step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

const home = process.env.E2E_HOME
const plugins = process.env.E2E_PLUGINS

const rule = (call) => `package rules.e2e;
import io.dragoman.api.rules.Fact.Message;
global io.dragoman.api.rules.Decide decide;
rule "periscope"
when
  Message( text contains "periscope" )
then
  ${call}
end
`

story('a broken rule shows in the console with its reason and is gone when it is mended', async (people) => {
  const words = WORDS.en
  const file = join(home, 'rules/e2e.drl')
  // Written beside and moved, so that nobody reads half a file.
  const save = (text) => {
    writeFileSync(`${file}.part`, text)
    renameSync(`${file}.part`, file)
  }
  const customer = await people.customer(words)
  const analyst = await people.colleague('analyst', words)
  const asks = (question, answer) =>
    eventually(async () => {
      await customer.say(question)
      await customer.rows('bot', answer).last().waitFor({ timeout: 4000 })
    })
  await customer.visitShop()
  await customer.openChat()
  try {
    await step('the analyst sees what is wrong', async () => {
      save(rule('decied.say("A periscope looks round corners.");'))
      await analyst.goTo('rules')
      await eventually(async () => {
        await analyst.page.reload()
        await analyst.page.locator('.force.bad').waitFor({ timeout: 5000 })
      })
      await analyst.page.getByText(/decied/).first().waitFor()
    })
    await step('the last good rules go on answering', async () => {
      await customer.say(words.hello)
      await customer.hears('bot', words.greeting)
    })
    await step('mended, the rule answers', async () => {
      save(rule('decide.say("A periscope looks round corners.");'))
      await asks('do you sell a periscope', 'A periscope looks round corners.')
    })
  } finally {
    rmSync(file, { force: true })
  }
})

story('a skill that was dropped in answers, and a broken jar is shown with the reason', async (people) => {
  const words = WORDS['zh-CN']
  const jar = readdirSync(plugins).find((name) => name.endsWith('.jar'))
  assert.ok(jar, `there is a skill in ${plugins}`)
  const dropped = [join(home, 'deploy', jar), join(home, 'deploy/broken.jar')]
  const customer = await people.customer(words)
  const supervisor = await people.colleague('supervisor', words)
  await customer.visitShop()
  await customer.openChat()
  try {
    await step('two jars are dropped in, and the supervisor sees both', async () => {
      copyFileSync(join(plugins, jar), dropped[0])
      writeFileSync(dropped[1], 'this is no jar')
      await supervisor.goTo('plugins')
      await eventually(async () => {
        await supervisor.page.reload()
        await supervisor.page.locator('tr.link', { hasText: jar }).waitFor({ timeout: 5000 })
        await supervisor.page.locator('tr.link', { hasText: 'broken.jar' }).locator('.reason').waitFor({ timeout: 5000 })
      })
    })
    await step('the new skill answers', () =>
      eventually(async () => {
        await customer.say('我有多少积分')
        await customer.rows('bot', '1280').last().waitFor({ timeout: 4000 })
      }),
    )
  } finally {
    for (const file of dropped) rmSync(file, { force: true })
  }
})
