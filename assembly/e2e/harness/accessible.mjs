import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const GRAVE = ['serious', 'critical']
const RULES = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] } }

/** What axe finds grave on a page as it is now, one line each: the rule, where, and what it says. */
async function barriers(page) {
  // Not as a script tag: the page's own policy forbids those.
  await page.evaluate(AXE)
  const { violations } = await page.evaluate((rules) => globalThis.axe.run(document, { ...rules, resultTypes: ['violations'] }), RULES)
  return violations
    .filter(({ impact }) => GRAVE.includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary.split('\n').slice(1).join(' ').trim()}`))
}

/** Nothing moves any more: colours in the middle of a transition are nobody's. */
async function still(page) {
  await page.waitForFunction(() => document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity))
}

/** Whoever cannot see, or uses no mouse, finds no grave barrier on this page. */
export async function assertAccessible(page, where) {
  await still(page)
  assert.deepEqual(await barriers(page), [], `${where} has no grave barrier`)
}
