import { launch } from './browser.mjs'
import { Customer } from './customer.mjs'
import { WORDS } from './words.mjs'

/** Asks until the bot answers: on a busy machine the first turns of a fresh process may run into their time limits. */
export async function warmUp(url) {
  const browser = await launch()
  try {
    for (const words of Object.values(WORDS)) {
      const customer = await Customer.open(browser, url, words)
      await customer.page.goto('/')
      await customer.openChat()
      await customer.asksUntil(words.question, words.answer)
    }
  } finally {
    await browser.close()
  }
}
