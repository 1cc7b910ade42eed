import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before } from 'node:test'
import { step } from '../harness/eventually.mjs'
import { story } from '../harness/story.mjs'
import { WORDS } from '../harness/words.mjs'

const dragoman = process.env.E2E_URL
const sockets = dragoman.replace('http', 'ws')

/** Pages of other people's shops, each with the chat's one tag. */
const PAGES = {
  '/rules-for-everything': {
    style: `* { all: unset } div { display: none !important } svg { width: 300px } textarea { font-size: 60px }
      #dragoman-chat { opacity: 0 !important; transform: scale(3) }`,
  },
  '/strict': {
    policy: `default-src 'none'; script-src ${dragoman}; connect-src ${dragoman} ${sockets}; img-src 'self' ${dragoman}`,
  },
}

let shop
before(async () => {
  shop = createServer((request, response) => {
    const { style, policy } = PAGES[request.url] ?? {}
    response.setHeader('Content-Type', 'text/html;charset=utf-8')
    if (policy) response.setHeader('Content-Security-Policy', policy)
    const tag = `<script src="${dragoman}/widget.js" data-site="demo" data-locale="en" async></script>`
    response.end(`<!doctype html><html lang="en"><head><title>Shop</title>${style ? `<style>${style}</style>` : ''}</head><body><h1>Shop</h1>${tag}</body></html>`)
  })
  await new Promise((listening) => shop.listen(0, '127.0.0.1', listening))
})
after(() => new Promise((closed) => shop.close(closed)))

for (const path of Object.keys(PAGES)) {
  story(`the chat works on another shop's page: ${path}`, async (people) => {
    const words = WORDS.en
    const customer = await people.customer(words)
    await customer.page.goto(`http://127.0.0.1:${shop.address().port}${path}`)
    await step('it opens', () => customer.openChat())
    await step('it answers', async () => {
      await customer.say(words.hello)
      await customer.rows('bot').first().waitFor()
    })
    await step('it has its own size, in the corner', async () => {
      const box = await customer.chat.boundingBox()
      const { width, height } = customer.page.viewportSize()
      assert.ok(box.width > 300 && box.width < 500, `the panel is ${box.width} pixels wide`)
      assert.ok(box.x + box.width <= width && box.y + box.height <= height, 'the panel is within the window')
      const opacity = await customer.page.locator('#dragoman-chat').evaluate((host) => getComputedStyle(host).opacity)
      assert.equal(opacity, '1')
    })
  })
}
