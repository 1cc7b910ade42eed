import { Window } from './browser.mjs'
import { eventually } from './eventually.mjs'

/** A customer in the demo shop, with the chat in the corner. */
export class Customer {
  static async open(browser, url, words, options = {}) {
    return new Customer(await Window.open(browser, url, { locale: words.locale, ...options }), words)
  }

  constructor(window, words) {
    this.window = window
    this.page = window.page
    this.words = words
    this.chat = this.page.locator('#dragoman-chat .panel')
  }

  /** Comes to the shop and is one of its customers from here on. */
  async visitShop() {
    await this.page.goto('/')
    await this.page.locator('.product').first().waitFor()
    await this.page.locator('#customer').selectOption(this.words.customer.id)
  }

  async openChat() {
    await this.page.getByRole('button', { name: this.words.launcher, exact: true }).click()
    await this.field.waitFor()
  }

  get field() {
    return this.chat.getByLabel(this.words.message, { exact: true })
  }

  async say(text) {
    await this.field.fill(text)
    await this.field.press('Enter')
    await this.said(text)
  }

  /** The own message stands in the log and has been acknowledged. */
  async said(text) {
    await this.rows('visitor', text).locator('.tick.sent, .tick.read').last().waitFor({ state: 'attached' })
  }

  rows(kind, text) {
    return this.chat.locator(`.row.${kind}`, text === undefined ? {} : { hasText: text })
  }

  /** Waits until somebody has said this. */
  async hears(kind, text) {
    await this.rows(kind, text).last().waitFor()
  }

  /** Presses the newest button with this label. */
  async press(label) {
    await this.chat.locator('.log').getByRole('button', { name: label }).last().click()
  }

  async sees(text) {
    await this.chat.getByText(text).last().waitFor()
  }

  async rate(score, comment) {
    await this.chat.locator('label.star').nth(score - 1).click()
    await this.chat.locator('.rating textarea').fill(comment)
    await this.chat.getByRole('button', { name: this.words.sendRating }).click()
    await this.sees(this.words.thanks)
  }

  /** The browser loses the network; answers once the chat has noticed. */
  async loseNetwork() {
    this.window.tolerate(/ERR_INTERNET_DISCONNECTED/)
    await this.window.context.setOffline(true)
    await this.chat.locator('.banner.offline').waitFor()
  }

  async findNetwork() {
    await this.window.context.setOffline(false)
    await this.chat.locator('.banner.offline').waitFor({ state: 'hidden' })
  }

  /** Asks until the bot gives this answer: right after the start the first turns may run into their time limits. */
  async asksUntil(question, answer) {
    await eventually(async () => {
      await this.say(question)
      await this.rows('bot', answer).last().waitFor({ timeout: 8000 })
    }, 120_000)
  }
}
