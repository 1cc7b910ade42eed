import { describe, expect, it } from 'vitest'
import { ApiClient } from './client'
import { Problem } from './problem'

function client(answer: () => Response | Promise<Response>) {
  const calls: { url: string; init: RequestInit }[] = []
  let signedOut = 0
  const api = new ApiClient({
    token: () => 'secret',
    locale: () => 'en',
    onSignedOut: () => (signedOut += 1),
    fetch: (url, init) => {
      calls.push({ url: String(url), init: init ?? {} })
      return Promise.resolve(answer())
    },
  })
  return { api, calls, signedOut: () => signedOut }
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status })

describe('the API client', () => {
  it('fills the path, leaves empty parameters out, and sends token and language', async () => {
    const { api, calls } = client(() => json({ messages: [], lastSeq: 0 }))
    await api.get('/conversations/{id}/messages', { path: { id: 'a/b' }, query: { after: 0, limit: undefined } })
    expect(calls[0]!.url).toBe('/api/v1/conversations/a%2Fb/messages?after=0')
    expect(calls[0]!.init.headers).toMatchObject({ Authorization: 'Bearer secret', 'Accept-Language': 'en' })
  })

  it('gives nothing for an answer without content', async () => {
    const { api } = client(() => new Response(null, { status: 204 }))
    expect(await api.put('/session/locale', { body: { locale: 'en' } })).toBeUndefined()
  })

  it('throws the problem of the server with its code and rule errors', async () => {
    const { api } = client(() =>
      json({ title: 'No', status: 422, code: 'rules-do-not-compile', ruleErrors: [{ line: 4, reason: 'x' }] }, 422),
    )
    const error = await api
      .put('/rules/files/{name}', { path: { name: 'a.drl' }, body: { content: '' } })
      .catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Problem)
    expect(error).toMatchObject({ code: 'rules-do-not-compile', ruleErrors: [{ line: 4 }], passing: false })
  })

  it('takes a file with the name the server gives it', async () => {
    const { api, calls } = client(
      () => new Response('a,b\r\n', { headers: { 'Content-Disposition': 'attachment; filename="c-1.csv"' } }),
    )
    const file = await api.file('/conversations/{id}/export', { path: { id: 'c-1' }, query: { format: 'csv' } })
    expect(file.name).toBe('c-1.csv')
    expect(await file.content.text()).toBe('a,b\r\n')
    expect(calls[0]!.url).toBe('/api/v1/conversations/c-1/export?format=csv')
    expect(calls[0]!.init.headers).toMatchObject({ Authorization: 'Bearer secret' })
  })

  it('takes no half file: a cut connection is a problem', async () => {
    const broken = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('a,b'))
        controller.error(new TypeError('network error'))
      },
    })
    const { api } = client(() => new Response(broken))
    await expect(api.file('/conversations/{id}/export', { path: { id: 'c-1' } })).rejects.toMatchObject({
      code: 'unreachable',
    })
  })

  it('makes a problem of an answer that is none', async () => {
    const { api } = client(() => new Response('<html>bad gateway</html>', { status: 502 }))
    await expect(api.get('/health')).rejects.toMatchObject({ status: 502, code: 'http-502', passing: true })
  })

  it('says when the server cannot be reached', async () => {
    const { api } = client(() => Promise.reject(new TypeError('failed')))
    await expect(api.get('/health')).rejects.toMatchObject({ code: 'unreachable', passing: true })
  })

  it('tells that the token is void - but not when signing in fails', async () => {
    const { api, signedOut } = client(() => json({ title: 'No', status: 401, code: 'not-signed-in' }, 401))
    await api.post('/session', { body: { username: 'a', password: 'b' } }).catch(() => undefined)
    expect(signedOut()).toBe(0)
    await api.get('/health').catch(() => undefined)
    expect(signedOut()).toBe(1)
  })
})
