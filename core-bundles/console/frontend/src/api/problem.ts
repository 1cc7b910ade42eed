import type { KeyedText, ProblemBody, RuleError } from './types'

/** What the server refused, and why (RFC 9457). `status` 0 means that it could not be reached. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly errors: { field: string; message: string }[]
  readonly ruleErrors: RuleError[]
  /** The key of the reason, where it has one; the message then holds it in English. */
  readonly why: KeyedText | undefined

  constructor(body: ProblemBody) {
    super(body.detail || body.title)
    this.name = 'Problem'
    this.status = body.status
    this.code = body.code
    this.errors = body.errors ?? []
    this.ruleErrors = body.ruleErrors ?? []
    this.why = body.why
  }

  static unreachable(): Problem {
    return new Problem({ title: 'Unreachable', status: 0, code: 'unreachable' })
  }

  /** Worth another try without a person: the network or the server was away. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 502
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const fallback: ProblemBody = {
    title: response.statusText || `HTTP ${response.status}`,
    status: response.status,
    code: `http-${response.status}`,
  }
  try {
    const body = (await response.json()) as Partial<ProblemBody>
    return new Problem({ ...fallback, ...body, status: response.status })
  } catch {
    return new Problem(fallback)
  }
}
