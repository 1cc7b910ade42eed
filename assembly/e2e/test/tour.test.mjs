// The tour of the README, in both languages: customers in the shop, agents at the console.
import assert from 'node:assert/strict'
import { copyFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach, test } from 'node:test'
import { launch, person } from '../lib/browser.mjs'
import { api, start } from '../lib/dragoman.mjs'
import { Colleague, Customer } from '../lib/people.mjs'
import { until } from '../lib/until.mjs'

const target = new URL('../target/', import.meta.url).pathname
const home = process.env.E2E_DISTRIBUTION ?? join(target, readdirSync(target).find((name) => /^dragoman-[\d.]+$/.test(name)) ?? '')
const points = process.env.E2E_POINTS ?? join(target, 'plug-ins')

let dragoman
let browser
let people = []

before(async () => {
  dragoman = await start(home)
  browser = await launch()
  const warm = new Customer(await someone('en'), dragoman.base)
  await warm.enter()
  await until(120_000, 'the rules answer', async () => {
    await warm.say('hello')
    return warm.hears('bot', 'Hello').then(
      () => true,
      () => false,
    )
  })
  await leave()
})

after(async () => {
  await browser?.close()
  await dragoman?.stop()
})

beforeEach(() => {
  people = []
})

async function someone(locale, size) {
  const one = await person(browser, locale, size)
  people.push(one)
  return one
}

async function leave() {
  const complaints = people.flatMap((one) => one.complaints())
  await Promise.all(people.map((one) => one.close()))
  people = []
  return complaints
}

afterEach(async () => {
  assert.deepEqual(await leave(), [], 'errors on the console')
})

/** Runs the steps; when one fails, what everybody saw is kept as pictures. */
function scene(name, steps) {
  test(name, { timeout: 240_000 }, async () => {
    try {
      await steps()
    } catch (error) {
      const file = name.replace(/[^\p{L}\d]+/gu, '-')
      await Promise.all(people.map((one, i) => one.picture(join(target, 'screenshots'), `${file}-${i}`)))
      const complaints = people.flatMap((one) => one.complaints())
      if (complaints.length > 0) console.error(complaints.join('\n'))
      throw error
    }
  })
}

const WORDS = {
  'zh-CN': {
    rule: ['你好', '您好'],
    knowledge: ['付款之后多久能发货', '16:00'],
    order: ['帮我查一下订单 DM100002', 'DM100002'],
    person: '人工',
    answer: '您好，我来帮您看看',
    thanks: '谢谢，很满意',
    nobody: '留言',
    left: '请回电 13800001001',
    ticket: '工单号',
    edited: ['你们的黄山毛尖今年有新茶吗', '黄山毛尖新茶四月上市'],
    locale: 'zh-CN',
  },
  en: {
    rule: ['hello', 'Hello'],
    knowledge: ['How soon do you dispatch after payment?', '16:00'],
    order: ['check order DM100002', 'DM100002'],
    person: 'agent',
    answer: 'Hello, let me have a look',
    thanks: 'Thank you, very pleased',
    nobody: 'leave a message',
    left: 'Please call me on 13800001001',
    ticket: 'ticket',
    edited: ['Do you have this year’s Huangshan Maofeng?', 'Huangshan Maofeng comes in April'],
    locale: 'en',
  },
}

for (const [locale, words] of Object.entries(WORDS)) {
  scene(`[${locale}] a customer asks the bot, then a person, and rates`, async () => {
    const customer = new Customer(await someone(locale), dragoman.base)
    const agent = new Colleague(await someone(locale), dragoman.base)
    await agent.signIn('agent1')
    await customer.enter('C1001')

    await customer.asks(...words.rule)
    await customer.asks(...words.knowledge)
    const card = await customer.asks(...words.order)
    await card.locator('.card').first().waitFor()
    await customer.say(words.person)

    await agent.opens('王小明')
    await agent.page.locator('[data-from="visitor"]', { hasText: words.rule[0] }).first().waitFor()
    await agent.page.locator('.order', { hasText: 'DM100002' }).first().waitFor()
    await agent.takes()
    await agent.says(words.answer)
    await customer.hears('agent', words.answer)
    await customer.page.locator('.row.agent .name', { hasText: 'Mei' }).first().waitFor()

    await agent.page.locator('.why').first().click()
    await agent.page.locator('.el-drawer .trace .verdict').waitFor()
    await agent.page.keyboard.press('Escape')
    await agent.page.locator('.el-drawer .trace').waitFor({ state: 'hidden' })

    await agent.ends()
    await customer.rates(5, words.thanks)

    const supervisor = new Colleague(await someone(locale), dragoman.base)
    await supervisor.signIn('supervisor')
    await supervisor.goTo('overview')
    await supervisor.page.locator('.ratings', { hasText: words.thanks }).waitFor()
  })

  scene(`[${locale}] what is left while nobody is there becomes a ticket`, async () => {
    const admin = await api(dragoman.base, 'admin')
    await until(60_000, 'nobody is online', async () => {
      const { items } = await admin('GET', '/presence')
      return items.every((each) => each.state === 'offline')
    })
    const customer = new Customer(await someone(locale), dragoman.base)
    await customer.enter()
    await customer.asks(words.person, words.nobody)
    await customer.asks(words.left, words.ticket)

    const agent = new Colleague(await someone(locale), dragoman.base)
    await agent.signIn('agent2')
    await agent.goTo('tickets')
    await agent.page.locator('tr.link', { hasText: words.left }).first().waitFor()
  })

  scene(`[${locale}] an article written in the console is answered at once`, async () => {
    const analyst = new Colleague(await someone(locale), dragoman.base)
    const customer = new Customer(await someone(locale), dragoman.base)
    await customer.enter()
    await analyst.signIn('analyst')
    await analyst.goTo('knowledge/new')
    const [question, answer] = words.edited
    await analyst.page.locator('.editor textarea.question').fill(question)
    await analyst.page.locator('.editor .el-textarea textarea').first().fill(answer)
    await analyst.page.locator('.editor header .el-button--primary').click()
    await analyst.page.locator('.list .line', { hasText: question }).first().waitFor()

    await until(5_000, 'the article is found', async () => {
      const found = await (await api(dragoman.base, 'analyst'))('POST', '/knowledge/search', { text: question, language: words.locale })
      return found.candidates[0]?.title === question
    })
    await customer.asks(question, answer)
  })
}

const MONDAY = (call) => `package rules.e2e;
import io.dragoman.api.rules.Fact.Message;
global io.dragoman.api.rules.Decide decide;
rule "e2e Monday"
when
  Message( text contains "monday" )
then
  ${call}
end
`

scene('a broken rule shows in the console, with its line, and is gone when it is mended', async () => {
  const file = join(dragoman.home, 'rules/e2e.drl')
  const save = (text) => {
    writeFileSync(`${file}.part`, text)
    renameSync(`${file}.part`, file)
  }
  const analyst = new Colleague(await someone('en'), dragoman.base)
  const customer = new Customer(await someone('en'), dragoman.base)
  await customer.enter()
  await analyst.signIn('analyst')
  try {
    save(MONDAY('decied.say("closed");'))
    await analyst.goTo('rules')
    await analyst.page.locator('.force.bad').waitFor()
    await analyst.sees(/decied/)
    save(MONDAY('decide.say("We are open on Mondays.");'))
    await until(30_000, 'the rule is in force', async () => {
      const status = await (await api(dragoman.base, 'analyst'))('GET', '/rules')
      return status.errors.length === 0 && status.files.some((each) => each.name === 'e2e.drl' && each.state === 'in-force')
    })
    await customer.asks('are you open on monday', 'We are open on Mondays.')
  } finally {
    rmSync(file, { force: true })
  }
})

scene('the plug-in page shows a jar that was dropped in, and a broken one with the reason', async () => {
  const jar = readdirSync(points).find((name) => name.endsWith('.jar'))
  const supervisor = new Colleague(await someone('en'), dragoman.base)
  await supervisor.signIn('supervisor')
  copyFileSync(join(points, jar), join(dragoman.home, 'deploy', jar))
  writeFileSync(join(dragoman.home, 'deploy/broken.jar'), 'this is no jar')
  const health = async (part) => {
    const { parts } = await (await fetch(`${dragoman.base}/health`)).json()
    return parts.find((each) => each.id === part)
  }
  await until(20_000, 'both were looked at', async () => (await health('skill/points')) && (await health('plugin/broken.jar')))

  await supervisor.goTo('skills')
  await supervisor.page.locator('.el-segmented__item').nth(1).click()
  await supervisor.page.locator('tr.link', { hasText: jar }).waitFor()
  await supervisor.page.locator('tr.link', { hasText: 'broken.jar' }).locator('.reason').waitFor()

  const customer = new Customer(await someone('zh-CN'), dragoman.base)
  await customer.enter('C1001')
  await customer.asks('我有多少积分', '1280')
})

scene('a customer who was cut off gets exactly what was missed', async () => {
  const customer = new Customer(await someone('en'), dragoman.base)
  const agent = new Colleague(await someone('en'), dragoman.base)
  await agent.signIn('agent1')
  await customer.enter('C1002')
  await customer.say('agent')
  await agent.page.locator('[data-tab="queue"]').click()
  await agent.page.locator('[data-conversation]').first().click()
  await agent.takes()
  await agent.says('before')
  await customer.hears('agent', 'before')

  await customer.person.cutOff(true)
  for (const word of ['missed one', 'missed two', 'missed three']) await agent.says(word)
  await customer.person.cutOff(false)

  await customer.hears('agent', 'missed three')
  const heard = (await customer.texts('agent')).map((text) => text.trim())
  assert.deepEqual(heard.slice(-4), ['before', 'missed one', 'missed two', 'missed three'])
  await agent.ends()
})
