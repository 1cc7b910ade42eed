// What customers and agents do, in their words.
import { PATIENCE } from './browser.mjs'
import { until } from './until.mjs'

/** A customer in the demo shop. */
export class Customer {
  constructor(person, base) {
    this.person = person
    this.page = person.page
    this.base = base
  }

  async enter(customerId) {
    await this.page.goto(`${this.base}/`)
    if (customerId) await this.page.locator('#customer').selectOption(customerId)
    await this.page.locator('.launcher').click()
    await this.page.locator('.composer textarea').waitFor()
  }

  async say(text) {
    await this.page.locator('.composer textarea').fill(text)
    await this.page.locator('.composer .send').click()
    await this.page.locator('.row.visitor', { hasText: text }).last().waitFor()
  }

  /** Waits for a message of the bot, an agent or the system that contains a text. */
  async hears(kind, text) {
    const row = this.page.locator(`.row.${kind}`, { hasText: text })
    await row.last().waitFor()
    return row.last()
  }

  async asks(text, answer) {
    await this.say(text)
    return this.hears('bot', answer)
  }

  async rates(stars, comment) {
    await this.page.locator('.rating .star').nth(stars - 1).click()
    await this.page.locator('.rating .comment').fill(comment)
    await this.page.locator('.rating-more .primary').click()
    await this.page.locator('.thanks').waitFor()
  }

  /** The texts of the rows of one kind. */
  texts(kind) {
    return this.page.locator(`.row.${kind} .bubble`).allInnerTexts()
  }
}

/** A user of the console. */
export class Colleague {
  constructor(person, base) {
    this.person = person
    this.page = person.page
    this.base = base
  }

  async signIn(username) {
    await this.page.goto(`${this.base}/console/`)
    await this.page.locator('#username').fill(username)
    await this.page.locator('#password').fill('dragoman')
    await this.page.locator('.go').click()
    await this.page.locator('#username').waitFor({ state: 'detached' })
  }

  async goTo(place) {
    await this.page.evaluate((hash) => (location.hash = hash), `#/${place}`)
  }

  /** Sees a conversation come into the queue, by itself, and opens it. */
  async opens(text) {
    await this.page.locator('[data-tab="queue"]').click()
    await this.page.locator('[data-conversation]', { hasText: text }).first().click()
  }

  async takes() {
    await this.page.locator('[data-move="take"]').first().click()
    await this.page.locator('[data-composer]').waitFor()
  }

  async says(text) {
    await this.page.locator('[data-composer]').fill(text)
    await this.page.locator('[data-send]').click()
    await this.page.locator('[data-from="agent"]', { hasText: text }).first().waitFor()
  }

  async ends() {
    await this.page.locator('[data-move="close"]').click()
    await this.page.locator('.el-message-box .el-button--primary').click()
  }

  sees(text) {
    return this.page.getByText(text).first().waitFor()
  }
}

/** Waits until a locator counts so many. */
export function counts(locator, number) {
  return until(PATIENCE, `${number} of ${locator}`, async () => (await locator.count()) === number)
}
