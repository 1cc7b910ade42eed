const STEP = 100

/** Looks again and again until `look` gives something true; its last error is told when time is up. */
export async function until(patience, what, look) {
  const end = Date.now() + patience
  let last
  for (;;) {
    try {
      const found = await look()
      if (found) return found
      last = undefined
    } catch (error) {
      last = error
    }
    if (Date.now() > end) throw new Error(`Not within ${patience} ms: ${what}`, { cause: last })
    await new Promise((resolve) => setTimeout(resolve, STEP))
  }
}
