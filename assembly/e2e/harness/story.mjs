import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { launch } from './browser.mjs'
import { Colleague } from './colleague.mjs'
import { Customer } from './customer.mjs'

const url = process.env.E2E_URL
const shots = process.env.E2E_SCREENSHOTS
assert.ok(url && shots, 'Run the stories with "node run.mjs", which starts what they need.')

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

/** The people of one story, each with a browser window; all are closed at its end. */
class People {
  windows = new Map()

  async customer(words, name = 'customer') {
    return this.#enter(name, await Customer.open(browser, url, words))
  }

  async colleague(username, words, name = username) {
    const colleague = this.#enter(name, await Colleague.open(browser, url, words))
    await colleague.signIn(username)
    return colleague
  }

  #enter(name, person) {
    this.windows.set(name, person.window)
    return person
  }

  problems() {
    return [...this.windows].flatMap(([name, { problems }]) => problems.map((problem) => `${name}: ${problem}`))
  }

  async shoot(title) {
    const stem = title.toLowerCase().replace(/[^a-z0-9]+/g, '-')
    for (const [name, window] of this.windows) {
      await window.shoot(`${shots}/${stem}-${name}.png`).catch((error) => console.error(`No picture of ${name}: ${error.message}`))
    }
  }

  async leave() {
    for (const { context } of this.windows.values()) await context.close()
  }
}

/** What a failed story leaves in the queue must not stand before the customers of the next. */
async function endConversations() {
  const call = async (method, path, token, body) => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`${method} ${path} is answered with ${response.status}`)
    return response.json()
  }
  const { token } = await call('POST', '/session', undefined, { username: 'admin', password: 'dragoman' })
  const { items } = await call('GET', '/conversations?state=queued,human&limit=100', token)
  for (const { id } of items) await call('POST', `/conversations/${id}/close`, token, {})
}

async function attempt(title, play) {
  const people = new People()
  try {
    await play(people)
    assert.deepEqual(people.problems(), [], 'nothing went wrong in a browser')
  } catch (error) {
    await people.shoot(title)
    await endConversations().catch((problem) => console.error(`The conversations stay open: ${problem.message}`))
    const problems = people.problems()
    if (problems.length > 0 && error.code !== 'ERR_ASSERTION') error.message += `\nIn the browsers:\n${problems.join('\n')}`
    throw error
  } finally {
    await people.leave()
  }
}

/**
 * A test in which people use the product with their browsers. It also fails when a page logs an error, breaks its
 * content security policy or is answered with a 5xx status; then there are pictures of every window. What fails is
 * tried once more, because a busy machine can make it miss a time, and is told to the report as unsteady.
 */
export function story(title, play) {
  test(title, { timeout: 600_000 }, async () => {
    try {
      await attempt(title, play)
    } catch (error) {
      console.error(`Failed at the first attempt: ${title}`, error)
      await attempt(`${title} again`, play)
      appendFileSync(process.env.E2E_UNSTEADY, `${title}\n`)
    }
  })
}
