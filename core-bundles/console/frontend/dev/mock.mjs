// A stand-in for the server while working on the console: `npm run mock`, then `npm run dev`, or open /console/ of
// this port for the built files. Keeps everything in memory; any password but an empty one signs in.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { WebSocketServer } from 'ws'
import * as data from './data.mjs'

const PORT = Number(process.env.PORT ?? 18181)
const DIST = process.env.CONSOLE_OUT ?? fileURLToPath(new URL('../dist', import.meta.url))
const now = () => new Date().toISOString()
const sessions = new Map()
const presence = new Map([
  ['u-4', 'online'],
  ['u-5', 'away'],
  ['u-6', 'online'],
  ['u-2', 'online'],
])
let dseq = 100
const frames = []
const wires = new Set()

const find = (list, id) => list.find((one) => one.id === id)
const refuse = (status, code, detail, more = {}) =>
  Object.assign(new Error(detail), { status, body: { type: 'about:blank', title: code, status, code, detail, ...more } })
const need = (thing) => {
  if (!thing) throw refuse(404, 'not-found', 'There is nothing of that name.')
  return thing
}
const userView = (user) => ({
  ...user,
  teams: user.teams.map((id) => ({ id, name: find(data.teams, id).name })),
  presence: presence.get(user.id) ?? 'offline',
})
const ref = (user) => ({ id: user.id, name: user.name })
const presenceOf = (user) => ({
  agent: ref(user),
  state: presence.get(user.id) ?? 'offline',
  since: now(),
  open: data.conversations.filter((c) => c.state === 'human' && c.assignee?.id === user.id).length,
  capacity: user.capacity,
  teams: user.teams,
})
const agents = () => data.users.filter((user) => user.roles.some((role) => role === 'agent' || role === 'supervisor'))
const teamView = (team) => ({
  ...team,
  members: team.members ?? data.users.filter((user) => user.teams.includes(team.id)).map(ref),
})

function push(frame, counted = true) {
  const full = counted ? { ...frame, dseq: ++dseq } : frame
  if (counted) frames.push(full)
  for (const wire of wires) wire.send(JSON.stringify(full))
}
function changed(c, change) {
  Object.assign(c, change, { updatedAt: now() })
  push({ type: 'conversation', conversation: c })
  return c
}
function append(c, from, parts, clientMessageId) {
  const log = data.messages[c.id]
  const known = clientMessageId && log.find((m) => m.clientMessageId === clientMessageId)
  if (known) return known
  const message = {
    seq: log.length + 1,
    at: now(),
    from,
    parts,
    clientMessageId,
    traced: from.kind === 'bot',
    delivery: from.kind === 'agent' ? { state: 'sent' } : undefined,
  }
  log.push(message)
  push({ type: 'message', conversationId: c.id, message })
  changed(c, {
    lastSeq: message.seq,
    lastMessage: data.preview(message),
    unread: from.kind === 'visitor' ? c.unread + 1 : c.unread,
  })
  return message
}
function visitorSays(c, text) {
  push({ type: 'typing', conversationId: c.id, from: { kind: 'visitor', name: c.contact.name }, on: true }, false)
  setTimeout(() => append(c, { kind: 'visitor', name: c.contact.name }, [{ type: 'text', text }]), 1500)
}
function page(items, query, size = 50) {
  const from = Number(query.cursor ?? 0)
  const limit = Number(query.limit ?? size)
  return { items: items.slice(from, from + limit), nextCursor: from + limit < items.length ? String(from + limit) : undefined }
}
const contains = (thing, q) => !q || JSON.stringify(thing).toLowerCase().includes(q.toLowerCase())

function conversationsFor(query, me) {
  const assignee = (c) =>
    !query.assignee ||
    (query.assignee === 'none' ? !c.assignee : c.assignee?.id === (query.assignee === 'me' ? me.id : query.assignee))
  return data.conversations
    .filter((c) => (!query.state || query.state.split(',').includes(c.state)) && assignee(c))
    .filter(
      (c) =>
        (!query.channel || c.channel === query.channel) &&
        (!query.team || c.team?.id === query.team) &&
        (!query.tag || c.tags.includes(query.tag)) &&
        (!query.contact || c.contact.id === query.contact),
    )
    .filter((c) => contains([c.contact.name, data.messages[c.id].map((m) => m.parts)], query.q))
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
}
function rulesStatus() {
  return {
    version: '6d1f03c2a9b7f0',
    loadedAt: data.health.startedAt,
    loadMillis: 184,
    ruleCount: 27,
    folder: '/srv/dragoman/rules',
    files: Object.entries(data.ruleFiles).map(([name, content]) => ({
      name,
      state: 'in-force',
      kind: extname(name).slice(1),
      size: content.length,
      rules: content.split('\nrule ').length - 1,
      modifiedAt: data.health.startedAt,
      hash: String(content.length),
      editable: true,
    })),
  }
}
function overview() {
  const of = (team, state) => data.conversations.filter((c) => c.team?.id === team.id && c.state === state)
  return {
    at: now(),
    queues: data.teams.map((team) => ({
      team: ref(team),
      waiting: of(team, 'queued').length,
      longestWaitSeconds: Math.max(0, ...of(team, 'queued').map((c) => (Date.now() - Date.parse(c.queuedAt)) / 1000)),
      human: of(team, 'human').length,
      agentsOnline: agents().filter((user) => user.teams.includes(team.id) && presence.get(user.id) === 'online').length,
      openNow: team.openNow,
    })),
    agents: agents().map((user, i) => ({
      ...presenceOf(user),
      closedToday: 14 - i * 3,
      averageFirstReplySeconds: 21 + i * 14,
      averageRating: 4.8 - i * 0.2,
    })),
    today: {
      conversations: 214,
      answeredByBot: 163,
      handoffs: 51,
      closed: 187,
      tickets: 6,
      averageWaitSeconds: 48,
      ratings: 39,
      averageRating: 4.6,
      distribution: [1, 2, 3, 9, 24],
      perHour: [2, 1, 0, 0, 1, 2, 5, 9, 14, 22, 25, 19, 16, 20, 24, 21, 18, 15],
    },
  }
}

/** Method, path and what it does: ({path, query, body, me}) => answer. */
const routes = [
  ['POST /session', ({ body }) => signIn(body)],
  ['GET /session', ({ me }) => ({ expiresAt: now(), user: userView(me) })],
  ['DELETE /session', () => undefined],
  ['PUT /session/locale', ({ body, me }) => void (me.locale = body.locale)],
  ['PUT /session/password', () => undefined],
  ['GET /conversations', ({ query, me }) => ({ ...page(conversationsFor(query, me), query), dseq })],
  [
    'GET /conversations/counts',
    ({ me }) => {
      const mine = data.conversations.filter((c) => c.state === 'human' && c.assignee?.id === me.id)
      return {
        queued: data.conversations.filter((c) => c.state === 'queued').length,
        mine: mine.length,
        mineUnread: mine.filter((c) => c.unread).length,
        open: data.conversations.filter((c) => c.state !== 'closed').length,
      }
    },
  ],
  ['GET /conversations/:id', ({ path }) => need(find(data.conversations, path.id))],
  [
    'GET /conversations/:id/messages',
    ({ path, query }) => {
      const log = need(data.messages[path.id])
      const limit = Number(query.limit ?? 50)
      const messages = query.before
        ? log.filter((m) => m.seq < Number(query.before)).slice(-limit)
        : log.filter((m) => m.seq > Number(query.after ?? 0)).slice(0, limit)
      return { messages, lastSeq: log.length }
    },
  ],
  [
    'POST /conversations/:id/messages',
    ({ path, body, me }) => {
      const c = need(find(data.conversations, path.id))
      const message = append(c, { kind: 'agent', id: me.id, name: me.name }, body.parts, body.clientMessageId)
      setTimeout(() => push({ type: 'read', conversationId: c.id, seq: message.seq }, false), 1200)
      setTimeout(() => visitorSays(c, '好的，谢谢！'), 2500)
      return message
    },
  ],
  ['GET /conversations/:id/messages/:seq/trace', ({ path }) => data.trace(path.id, Number(path.seq))],
  ['GET /conversations/:id/notes', ({ path }) => ({ items: data.notes[path.id] ?? [] })],
  [
    'POST /conversations/:id/notes',
    ({ path, body, me }) => {
      const note = { id: crypto.randomUUID(), at: now(), author: ref(me), text: body.text }
      ;(data.notes[path.id] ??= []).push(note)
      push({ type: 'note', conversationId: path.id, note })
      return note
    },
  ],
  ['POST /conversations/:id/read', ({ path }) => void changed(find(data.conversations, path.id), { unread: 0 })],
  [
    'POST /conversations/:id/take',
    ({ path, me }) => {
      const c = need(find(data.conversations, path.id))
      append(c, { kind: 'system' }, [{ type: 'text', text: `${me.name} 加入了会话` }])
      return changed(c, { state: 'human', assignee: ref(me), queuedAt: undefined, queuePosition: undefined })
    },
  ],
  [
    'POST /conversations/:id/transfer',
    ({ path, body }) => {
      const c = need(find(data.conversations, path.id))
      return body.team
        ? changed(c, {
            state: 'queued',
            assignee: undefined,
            team: ref(find(data.teams, body.team)),
            queuedAt: now(),
            queuePosition: 1,
          })
        : changed(c, { assignee: ref(find(data.users, body.agent)) })
    },
  ],
  [
    'POST /conversations/:id/return-to-bot',
    ({ path }) => changed(need(find(data.conversations, path.id)), { state: 'bot', assignee: undefined, queuedAt: undefined }),
  ],
  [
    'POST /conversations/:id/close',
    ({ path }) => changed(need(find(data.conversations, path.id)), { state: 'closed', queuedAt: undefined }),
  ],
  ['PUT /conversations/:id/tags', ({ path, body }) => changed(need(find(data.conversations, path.id)), { tags: body.tags })],
  [
    'PUT /conversations/:id/priority',
    ({ path, body }) => changed(need(find(data.conversations, path.id)), { priority: body.priority }),
  ],
  ['GET /tags', () => ({ items: [...new Set(data.conversations.flatMap((c) => c.tags))] })],
  [
    'GET /contacts',
    ({ query }) =>
      page(
        data.contacts.filter((c) => contains(c, query.q)),
        query,
      ),
  ],
  ['GET /contacts/:id', ({ path }) => need(find(data.contacts, path.id))],
  ['PATCH /contacts/:id', ({ path, body }) => Object.assign(need(find(data.contacts, path.id)), body)],
  [
    'POST /contacts/:id/merge',
    ({ path, body }) => {
      const contact = need(find(data.contacts, path.id))
      contact.identities.push(
        ...need(find(data.contacts, body.other)).identities.map((identity) => ({ ...identity, linkedBy: '林悦' })),
      )
      return contact
    },
  ],
  [
    'DELETE /contacts/:id/identities/:identity',
    ({ path }) => {
      const contact = need(find(data.contacts, path.id))
      contact.identities = contact.identities.filter((identity) => identity.id !== path.identity)
      return contact
    },
  ],
  ['GET /contacts/:id/orders', ({ path }) => ({ items: data.orders[path.id] ?? [] })],
  [
    'GET /tickets',
    ({ query, me }) =>
      page(
        data.tickets.filter(
          (k) =>
            (!query.state || query.state.split(',').includes(k.state)) &&
            (!query.contact || k.contact?.id === query.contact) &&
            contains(k, query.q) &&
            (!query.assignee || (query.assignee === 'me' ? k.assignee?.id === me.id : !k.assignee)),
        ),
        query,
      ),
  ],
  [
    'POST /tickets',
    ({ body }) => {
      const ticket = {
        id: `k-${data.tickets.length + 1}`,
        number: `T-0000${43 + data.tickets.length}`,
        site: 'demo',
        state: 'open',
        priority: 'normal',
        createdAt: now(),
        updatedAt: now(),
        contact: find(data.contacts, body.contactId),
        ...body,
      }
      data.tickets.unshift(ticket)
      return ticket
    },
  ],
  ['GET /tickets/:id', ({ path }) => need(find(data.tickets, path.id))],
  [
    'PATCH /tickets/:id',
    ({ path, body, me }) => {
      const ticket = need(find(data.tickets, path.id))
      const { comment, assignee, ...rest } = body
      if (comment) ticket.comments = [...(ticket.comments ?? []), { id: now(), at: now(), author: ref(me), text: comment }]
      if (assignee !== undefined) ticket.assignee = assignee ? ref(find(data.users, assignee)) : undefined
      return Object.assign(ticket, rest, { updatedAt: now() })
    },
  ],
  ['GET /teams', () => ({ items: data.teams.map(teamView) })],
  [
    'POST /teams',
    ({ body }) =>
      teamView(
        push2(data.teams, {
          id: `t-${data.teams.length + 1}`,
          site: 'demo',
          openNow: true,
          ...body,
          members: (body.members ?? []).map((id) => ref(find(data.users, id))),
        }),
      ),
  ],
  [
    'PATCH /teams/:id',
    ({ path, body }) =>
      teamView(Object.assign(find(data.teams, path.id), body, { members: body.members?.map((id) => ref(find(data.users, id))) })),
  ],
  ['GET /users', () => ({ items: data.users.map(userView) })],
  [
    'POST /users',
    ({ body }) => userView(push2(data.users, { id: `u-${data.users.length + 1}`, enabled: true, teams: [], ...body })),
  ],
  ['PATCH /users/:id', ({ path, body }) => userView(Object.assign(find(data.users, path.id), body))],
  ['POST /users/:id/password', () => ({ password: 'kestrel-49-amber' })],
  ['GET /presence', () => ({ items: agents().map(presenceOf) })],
  ['PUT /presence', ({ body, me }) => setPresence(me, body.state)],
  [
    'GET /quick-replies',
    ({ query }) =>
      page(
        data.replies.filter((reply) => contains([reply.shortcut, reply.title, reply.text], query.prefix)),
        query,
      ),
  ],
  ['POST /quick-replies', ({ body }) => push2(data.replies, { id: crypto.randomUUID(), ...body })],
  ['PUT /quick-replies/:id', ({ path, body }) => Object.assign(find(data.replies, path.id), body)],
  [
    'GET /knowledge/articles',
    ({ query }) => {
      const items = data.articles.filter(
        (article) =>
          contains(article, query.q) &&
          (!query.language || article.language === query.language) &&
          (!query.enabled || String(article.enabled) === query.enabled),
      )
      return { ...page(items, query), total: items.length }
    },
  ],
  [
    'POST /knowledge/articles',
    ({ body, me }) =>
      push2(data.articles, { id: `a-${data.articles.length + 1}`, version: 1, updatedAt: now(), updatedBy: me.name, ...body }),
  ],
  ['GET /knowledge/articles/:id', ({ path }) => need(find(data.articles, path.id))],
  [
    'PUT /knowledge/articles/:id',
    ({ path, body, me }) =>
      Object.assign(need(find(data.articles, path.id)), body, {
        version: body.version + 1,
        updatedAt: now(),
        updatedBy: me.name,
      }),
  ],
  [
    'POST /knowledge/search',
    ({ body }) => ({
      verdict: body.text.length > 4 ? 'answer' : body.text.length > 2 ? 'choices' : 'pass',
      language: 'zh-CN',
      threshold: 0.72,
      choicesThreshold: 0.55,
      margin: 0.05,
      millis: 14.2,
      candidates: data.trace('c-1', 4).stages[4].candidates,
    }),
  ],
  ['GET /rules', rulesStatus],
  [
    'GET /rules/files/:name',
    ({ path }) => ({ name: path.name, content: need(data.ruleFiles[path.name]), hash: String(data.ruleFiles[path.name].length) }),
  ],
  [
    'PUT /rules/files/:name',
    ({ path, query, body }) => {
      const bad = body.content.split('\n').findIndex((line) => line.includes('anser'))
      if (bad >= 0)
        throw refuse(422, 'rules-broken', 'The rules do not compile; the last good ones stay in force.', {
          ruleErrors: [
            { file: path.name, line: bad + 1, reason: 'The method anser(String) is undefined for the type Decisions' },
          ],
        })
      if (query.validateOnly !== 'true') data.ruleFiles[path.name] = body.content
      return { name: path.name, content: body.content, hash: String(body.content.length) }
    },
  ],
  [
    'POST /rules/test',
    ({ body }) => ({
      decisions: /投诉|complain/.test(body.text)
        ? [
            { kind: 'tag', rule: { name: '投诉升级到主管', file: 'retail.drl', line: 15 }, params: { tag: '投诉' } },
            {
              kind: 'hand-over',
              rule: { name: '投诉升级到主管', file: 'retail.drl', line: 15 },
              params: { team: 'supervisors' },
            },
          ]
        : [],
      rulesVersion: '6d1f03c2a9b7f0',
      millis: 0.6,
    }),
  ],
  ['GET /skills', () => ({ items: data.skills })],
  [
    'POST /skills/:id/tools/:tool',
    ({ body }) => ({
      ok: true,
      millis: 8.4,
      result: { orderNumber: body.orderNumber, state: 'shipped' },
      parts: [data.orders['p-1'][0].card],
    }),
  ],
  ['GET /plugins', () => ({ folder: '/srv/dragoman/deploy', items: data.plugins })],
  ['GET /plugins/:id/settings', () => ({ items: data.pluginForms })],
  ['GET /plugin-keys', () => ({ required: true, items: data.pluginKeys })],
  ['GET /channels', () => ({ items: data.channels })],
  ['GET /deliveries', () => ({ items: data.deliveries })],
  [
    'POST /deliveries/:id/redeliver',
    ({ path }) =>
      void data.deliveries.splice(
        data.deliveries.findIndex((d) => d.id === path.id),
        1,
      ),
  ],
  ['POST /deliveries/redeliver', ({ body }) => ({ queued: body.ids?.length ?? 0 })],
  ['POST /conversations/:id/messages/:seq/redeliver', () => undefined],
  ['GET /event-types', () => ({ items: data.eventTypes.map((type) => ({ type, version: 1 })) })],
  ['GET /event-endpoints', () => ({ items: data.eventEndpoints })],
  [
    'POST /event-endpoints',
    ({ body }) => ({
      ...body,
      id: 'ep-9',
      state: 'active',
      waiting: 0,
      createdAt: new Date().toISOString(),
      updatedAt: new Date().toISOString(),
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYq=',
    }),
  ],
  [
    'GET /event-deliveries',
    ({ query }) => ({
      items: data.eventDeliveries.filter((one) => one.endpoint === query.endpoint && (!query.state || one.state === query.state)),
    }),
  ],
  ['GET /event-deliveries/:id', ({ path }) => data.eventDeliveries.find((one) => one.id === path.id)],
  ['POST /event-deliveries/:id/redeliver', () => undefined],
  ['GET /sites', () => ({ items: data.sites })],
  ['GET /overview', overview],
  ['GET /ratings', () => ({ items: data.ratings })],
  [
    'GET /audit',
    ({ query }) =>
      page(
        data.audit.filter(
          (entry) => contains(entry.actor, query.actor) && (!query.action || entry.action.startsWith(query.action)),
        ),
        query,
      ),
  ],
  ['GET /settings', () => data.settings],
  ['GET /health', () => data.health],
].map(([key, run]) => {
  const [method, pattern] = key.split(' ')
  return { method, run, match: new RegExp(`^${pattern.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }
})

function push2(list, item) {
  list.unshift(item)
  return item
}
function signIn({ username, password }) {
  const user = data.users.find((one) => one.username === username)
  if (!user || !password) throw refuse(401, 'wrong-credentials', 'User name or password is wrong.')
  const token = crypto.randomUUID()
  sessions.set(token, user)
  return { token, expiresAt: now(), user: userView(user) }
}
function setPresence(me, state) {
  presence.set(me.id, state)
  push({ type: 'presence', presence: presenceOf(me) }, false)
  return presenceOf(me)
}

async function api(request, url) {
  const path = url.pathname.slice('/api/v1'.length)
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = chunks.length ? JSON.parse(Buffer.concat(chunks)) : undefined
  const me = sessions.get(request.headers.authorization?.replace('Bearer ', ''))
  if (!me && !(path === '/session' && request.method === 'POST')) throw refuse(401, 'not-signed-in', 'Sign in first.')
  for (const route of routes) {
    const found = route.method === request.method && route.match.exec(path)
    if (!found) continue
    const params = Object.fromEntries(Object.entries(found.groups ?? {}).map(([k, value]) => [k, decodeURIComponent(value)]))
    return route.run({ path: params, query: Object.fromEntries(url.searchParams), body, me })
  }
  throw refuse(404, 'not-found', `${request.method} ${path} is not mocked.`)
}

// As the bundle says it, so that a violation shows while working.
const POLICY =
  "default-src 'self'; img-src 'self' data: https: http:; media-src 'self' https: http:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
async function file(url) {
  const name = normalize(url.pathname.replace(/^\/console\//, '') || 'index.html')
  return { content: await readFile(join(DIST, name)), type: TYPES[extname(name)] ?? 'application/octet-stream' }
}

const server = createServer(async (request, response) => {
  const url = new URL(request.url, 'http://localhost')
  try {
    if (url.pathname.startsWith('/api/v1/')) {
      const answer = await api(request, url)
      response.writeHead(answer === undefined ? 204 : 200, { 'Content-Type': 'application/json' })
      response.end(answer === undefined ? undefined : JSON.stringify(answer))
    } else {
      const { content, type } = await file(url)
      response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(content)
    }
  } catch (error) {
    response.writeHead(error.status ?? (error.code === 'ENOENT' ? 404 : 500), { 'Content-Type': 'application/problem+json' })
    response.end(JSON.stringify(error.body ?? { title: 'Error', status: 500, code: 'error', detail: String(error) }))
  }
})

new WebSocketServer({ server, path: '/ws/agent' }).on('connection', (wire) => {
  let me
  wire.on('message', (raw) => {
    const frame = JSON.parse(raw)
    if (frame.type === 'hello') {
      me = sessions.get(frame.token)
      if (!me) return wire.send(JSON.stringify({ type: 'error', code: 'not-signed-in', message: 'Sign in first.' }))
      wires.add(wire)
      wire.send(JSON.stringify({ type: 'welcome', dseq, user: userView(me), presence: presence.get(me.id) ?? 'offline' }))
      if (frame.resumeFrom !== undefined)
        frames.filter((one) => one.dseq > frame.resumeFrom).forEach((one) => wire.send(JSON.stringify(one)))
    } else if (frame.type === 'ping') wire.send('{"type":"pong"}')
    else if (frame.type === 'presence') setPresence(me, frame.state)
    else if (frame.type === 'read') changed(find(data.conversations, frame.conversationId), { unread: 0, readSeq: frame.seq })
  })
  wire.on('close', () => wires.delete(wire))
})

server.listen(PORT, '127.0.0.1', () => console.log(`console: http://127.0.0.1:${PORT}/console/`))
