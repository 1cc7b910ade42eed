import { Window } from './browser.mjs'

/** Somebody who works at the console: an agent, a supervisor or an analyst. */
export class Colleague {
  static async open(browser, url, words, options = {}) {
    return new Colleague(await Window.open(browser, url, { locale: words.locale, ...options }), words)
  }

  constructor(window, words) {
    this.window = window
    this.page = window.page
    this.words = words
    this.thread = this.page.locator('.thread')
  }

  async signIn(username) {
    const { page, words } = this
    await page.goto('/console/')
    await page.getByRole('button', { name: words.language, exact: true }).click()
    await page.locator('#username').fill(username)
    await page.locator('#password').fill('dragoman')
    await page.getByRole('button', { name: words.signIn, exact: true }).click()
    await page.locator('nav.rail').waitFor()
  }

  /** Goes to a place of the console, such as `tickets`. */
  async goTo(place) {
    await this.page.locator(`nav.rail a[href$="#/${place}"]`).click()
    await this.page.waitForURL(new RegExp(`#/${place}`))
  }

  async tab(name) {
    await this.page.locator(`[data-tab="${name}"]`).click()
  }

  /** The line of a customer in the list that is open. */
  line(name) {
    return this.page.getByRole('option').filter({ hasText: name }).first()
  }

  async openConversation(name) {
    await this.line(name).click()
    await this.thread.getByRole('heading', { name }).waitFor()
  }

  async take() {
    await this.thread.locator('.head [data-move="take"]').click()
    await this.thread.locator('[data-composer]').waitFor()
  }

  messages(kind, text) {
    return this.thread.locator(`[data-from="${kind}"]`, text === undefined ? {} : { hasText: text })
  }

  async hears(kind, text) {
    await this.messages(kind, text).last().waitFor()
  }

  /** Answers, and waits until the server has it. */
  async say(text) {
    await this.thread.locator('[data-composer]').fill(text)
    await this.thread.locator('[data-send]').click()
    await this.hears('agent', text)
  }

  /** Opens what the bot thought when it said this. */
  async askWhy(text) {
    await this.messages('bot', text).last().getByRole('button', { name: this.words.why }).click()
    const drawer = this.page.locator('.el-drawer .trace')
    await drawer.waitFor()
    return drawer
  }

  async closeDrawer() {
    await this.page.locator('.el-drawer__close-btn:visible').click()
    await this.page.locator('.el-drawer .trace').waitFor({ state: 'hidden' })
  }

  async close() {
    await this.thread.locator('[data-move="close"]').click()
    await this.page.locator('.el-message-box .el-button--primary').click()
    await this.thread.locator('.head .state.closed').waitFor()
  }

  /** Writes a new article; it has been kept when this returns. */
  async writeArticle(question, answer) {
    await this.goTo('knowledge')
    await this.page.locator('.knowledge .list header button').click()
    await this.page.locator('.editor textarea.question').fill(question)
    await this.page.locator('.editor .el-textarea textarea').first().fill(answer)
    await this.saveArticle()
  }

  async changeAnswer(answer) {
    await this.page.locator('.editor .el-textarea textarea').first().fill(answer)
    await this.saveArticle()
  }

  async saveArticle() {
    const save = this.page.locator('.editor header .el-button--primary')
    const kept = this.page.waitForResponse(
      (response) => response.url().includes('/knowledge/articles') && ['POST', 'PUT'].includes(response.request().method()),
    )
    await save.click()
    const response = await kept
    if (!response.ok()) throw new Error(`The article was not saved: ${await response.text()}`)
  }
}
