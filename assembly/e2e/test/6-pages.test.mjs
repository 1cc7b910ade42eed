import assert from 'node:assert/strict'
import { step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

const PHONE = { width: 390, height: 844 }
const PLACES = ['desk', 'tickets', 'overview', 'knowledge', 'rules', 'replies', 'skills', 'plugins', 'people', 'health', 'events', 'audit']

story('an address without the hash leads to its place in the console, and a wrong one to a friendly page', async (people) => {
  const words = WORDS.en
  const { page, window } = await people.colleague('admin', words)
  await step('a place typed without the hash', async () => {
    await page.goto('/console/people')
    await page.waitForURL(/\/console\/#\/people$/)
    await page.getByRole('heading', { name: 'People', exact: true }).waitFor()
  })
  await step('an address that nobody serves', async () => {
    window.tolerate(/404/)
    const response = await page.goto('/there/is/nothing')
    assert.equal(response.status(), 404)
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await page.getByRole('link', { name: 'Chat' }).waitFor()
  })
  await step('the API tells programs in their way', async () => {
    const response = await page.request.get('/api/v1/nothing')
    assert.equal(response.status(), 404)
    assert.match(response.headers()['content-type'], /problem\+json/)
  })
  await step('the icon that browsers ask for', async () => {
    const response = await page.request.get('/favicon.ico')
    assert.equal(response.status(), 200)
    assert.match(response.headers()['content-type'], /svg/)
  })
})

for (const words of Object.values(WORDS)) {
  story(`the console fits on a phone, in ${words.locale}`, async (people) => {
    const { page } = await people.colleague('admin', words)
    await page.setViewportSize(PHONE)
    for (const place of PLACES) {
      await step(place, async () => {
        await page.locator(`nav.rail a[href$="#/${place}"]`).click()
        await page.waitForURL(new RegExp(`#/${place}`))
        await page.locator('main.stage h1').first().waitFor({ state: 'attached' })
        const width = await page.evaluate(() => document.documentElement.scrollWidth)
        assert.ok(width <= PHONE.width, `${place} is ${width} pixels wide`)
      })
    }
    await step('an article opens in place of the list, and back again', async () => {
      await page.locator('nav.rail a[href$="#/knowledge"]').click()
      await page.locator('.knowledge .line').first().click()
      await page.locator('.editor textarea.question').waitFor()
      await page.locator('.knowledge .list').waitFor({ state: 'hidden' })
      await page.locator('[data-back]').click()
      await page.locator('.knowledge .line').first().waitFor()
    })
  })
}

story('the shop on a phone fits, and its buttons have names', async (people) => {
  const { page } = await people.customer(WORDS.en)
  await page.setViewportSize(PHONE)
  await page.goto('/')
  await page.locator('.product').first().waitFor()
  await page.getByRole('button', { name: 'My orders' }).waitFor()
  await page.getByRole('button', { name: 'Cart' }).first().waitFor()
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  assert.ok(width <= PHONE.width, `the shop is ${width} pixels wide`)
})
