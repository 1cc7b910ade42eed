/**
 * Milliseconds to wait before the n-th attempt (from 1): doubling from half a second to half a minute, with "full
 * jitter" over the upper half, so that a whole office does not come back in the same instant.
 */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(attempt - 1, 10))
  return Math.round(ceiling / 2 + (ceiling / 2) * random())
}
