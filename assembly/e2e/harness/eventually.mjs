/** How long anything may take on a busy machine, in milliseconds. */
export const PATIENCE = 90_000

/** Tries again until it does not throw, and answers what it answers; after the time the last error is thrown. */
export async function eventually(attempt, patience = PATIENCE, pause = 100) {
  const until = Date.now() + patience
  for (;;) {
    try {
      return await attempt()
    } catch (error) {
      if (Date.now() > until) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}

/** Runs a step of a story; its name stands in the error when it fails. */
export async function step(name, action) {
  try {
    return await action()
  } catch (error) {
    error.message = `${name}: ${error.message}`
    error.stack = `${name}: ${error.stack}`
    throw error
  }
}
