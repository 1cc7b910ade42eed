import type { paths } from './schema'
import { Problem, problemOf } from './problem'

const UPLOAD_LIMIT = 120_000

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Has<P, M extends Method> = P extends { [K in M]: infer O } ? (O extends undefined ? never : O) : never
export type PathsWith<M extends Method> = { [P in keyof paths]: [Has<paths[P], M>] extends [never] ? never : P }[keyof paths]

type Op<P extends keyof paths, M extends Method> = Has<paths[P], M>
type Parameters<P extends keyof paths, M extends Method> = Op<P, M> extends { parameters: infer R } ? R : object
type OwnParameters<P extends keyof paths> = paths[P] extends { parameters: infer R } ? R : object
type PathOf<T> = T extends { path: infer R } ? R : object
type QueryOf<T> = T extends { query?: infer R } ? NonNullable<R> : object
type BodyOf<T> = T extends { requestBody?: infer B }
  ? NonNullable<B> extends { content: { 'application/json': infer J } }
    ? J
    : never
  : never
type Ok<T> = T extends { responses: infer R } ? R[keyof R & (200 | 201 | 202)] : never
type JsonOf<T> = T extends { content: { 'application/json': infer J } } ? J : never

export type Answer<P extends keyof paths, M extends Method> = [JsonOf<Ok<Op<P, M>>>] extends [never]
  ? undefined
  : JsonOf<Ok<Op<P, M>>>

export interface Call<P extends keyof paths, M extends Method> {
  path?: PathOf<Parameters<P, M>> & PathOf<OwnParameters<P>>
  query?: Partial<QueryOf<Parameters<P, M>>>
  body?: BodyOf<Op<P, M>>
  /** Sent as it is, in the place of a body. */
  file?: Blob
  signal?: AbortSignal
}

export interface ClientOptions {
  base?: string
  token: () => string | undefined
  locale: () => string
  /** Called once for each answer that says the token is void. */
  onSignedOut?: () => void
  fetch?: typeof fetch
  /** Milliseconds after which a call is given up. */
  timeout?: number
}

/** The API, typed by its OpenAPI description: a path, its parameters and its answer always belong together. */
export class ApiClient {
  private readonly base: string

  constructor(private readonly options: ClientOptions) {
    this.base = options.base ?? '/api/v1'
  }

  get<P extends PathsWith<'get'>>(path: P, call: Call<P, 'get'> = {}) {
    return this.send('get', path, call)
  }
  post<P extends PathsWith<'post'>>(path: P, call: Call<P, 'post'> = {}) {
    return this.send('post', path, call)
  }
  put<P extends PathsWith<'put'>>(path: P, call: Call<P, 'put'> = {}) {
    return this.send('put', path, call)
  }
  patch<P extends PathsWith<'patch'>>(path: P, call: Call<P, 'patch'> = {}) {
    return this.send('patch', path, call)
  }
  delete<P extends PathsWith<'delete'>>(path: P, call: Call<P, 'delete'> = {}) {
    return this.send('delete', path, call)
  }

  /** A file as the server writes it; a large one takes its time, so only `signal` gives it up. */
  async file<P extends PathsWith<'get'>>(path: P, call: Call<P, 'get'> = {}): Promise<{ name: string; content: Blob }> {
    const headers: Record<string, string> = { 'Accept-Language': this.options.locale() }
    const token = this.options.token()
    if (token) headers.Authorization = `Bearer ${token}`
    try {
      const url = this.url(String(path), call.path, call.query)
      const response = await (this.options.fetch ?? fetch)(url, { headers, signal: call.signal })
      if (!response.ok) throw await problemOf(response)
      const name = /filename="([^"]+)"/.exec(response.headers.get('Content-Disposition') ?? '')?.[1] ?? 'export'
      return { name, content: await response.blob() }
    } catch (error) {
      // Half a file is no file: the server cuts the connection when it cannot go on.
      if (error instanceof Problem || call.signal?.aborted) throw error
      throw Problem.unreachable()
    }
  }

  /** Puts a file as it is; it may take its time. */
  async upload<P extends PathsWith<'put'>>(path: P, call: { path: PathOf<OwnParameters<P>>; file: Blob }): Promise<void> {
    const token = this.options.token()
    const response = await (this.options.fetch ?? fetch)(this.url(String(path), call.path, undefined), {
      method: 'PUT',
      headers: {
        Accept: 'application/json',
        'Accept-Language': this.options.locale(),
        'Content-Type': 'application/octet-stream',
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
      },
      body: call.file,
      signal: AbortSignal.timeout(UPLOAD_LIMIT),
    }).catch(() => {
      throw Problem.unreachable()
    })
    if (!response.ok) throw await problemOf(response)
  }

  private async send<P extends keyof paths, M extends Method>(method: M, path: P, call: Call<P, M>): Promise<Answer<P, M>> {
    const token = this.options.token()
    const response = await this.request(method, this.url(String(path), call.path, call.query), call)
    if (!response.ok) {
      const problem = await problemOf(response)
      // A late answer to a token that was replaced meanwhile says nothing about the new one.
      if (problem.status === 401 && path !== '/session' && token === this.options.token()) this.options.onSignedOut?.()
      throw problem
    }
    const text = response.status === 204 ? '' : await response.text()
    return (text ? JSON.parse(text) : undefined) as Answer<P, M>
  }

  private async request<P extends keyof paths, M extends Method>(method: M, url: string, call: Call<P, M>): Promise<Response> {
    const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': this.options.locale() }
    const token = this.options.token()
    if (token) headers.Authorization = `Bearer ${token}`
    if (call.body !== undefined) headers['Content-Type'] = 'application/json'
    if (call.file !== undefined) headers['Content-Type'] = 'application/octet-stream'
    const limit = AbortSignal.timeout(this.options.timeout ?? (call.file ? 120_000 : 15_000))
    try {
      return await (this.options.fetch ?? fetch)(url, {
        method: method.toUpperCase(),
        headers,
        body: call.file ?? (call.body === undefined ? undefined : JSON.stringify(call.body)),
        signal: call.signal ? AbortSignal.any([call.signal, limit]) : limit,
      })
    } catch (error) {
      if (call.signal?.aborted) throw error
      throw Problem.unreachable()
    }
  }

  private url(path: string, parameters: unknown, asked: object | undefined): string {
    const values = (parameters ?? {}) as Record<string, string | number>
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])))
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(asked ?? {})) {
      if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
    }
    const suffix = query.toString()
    return this.base + filled + (suffix ? `?${suffix}` : '')
  }
}
