// The official MCP client and the MCP Inspector against the running server: they shake hands, list and call tools, and
// hear of changes.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import { ToolListChangedNotificationSchema } from '@modelcontextprotocol/sdk/types.js'
import { eventually } from '../harness/eventually.mjs'

const url = process.env.E2E_URL
const deploy = process.env.E2E_DEPLOY ?? join(process.env.E2E_HOME, 'deploy')
let admin, secret, id

async function rest(method, path, token, body) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token ? { Authorization: `Bearer ${token}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  return answer.status === 204 ? {} : answer.json()
}

async function client(path, token) {
  const transport = new StreamableHTTPClientTransport(new URL(path, url), {
    requestInit: { headers: { Authorization: `Bearer ${token}` } },
  })
  const connected = new Client({ name: 'e2e', version: '1' })
  await connected.connect(transport)
  return { connected, transport }
}

before(async () => {
  admin = (await rest('POST', '/session', '', { username: 'admin', password: 'dragoman' })).token
  const made = await rest('POST', '/service-tokens', admin, { name: 'e2e', scopes: ['tools:read'] })
  secret = made.token
  id = made.id
})

after(async () => {
  await rest('DELETE', `/service-tokens/${id}`, admin)
  rmSync(join(deploy, 'mcp-points.jar'), { force: true })
})

for (const path of ['/mcp', '/api/v1/mcp']) {
  test(`the official client speaks with ${path}`, async () => {
    const { connected, transport } = await client(path, secret)
    assert.equal(connected.getServerVersion().name, 'dragoman')
    assert.ok(transport.sessionId)
    const { tools } = await connected.listTools()
    const names = tools.map((tool) => tool.name)
    assert.ok(names.includes('list_all_product_types') || names.length > 0, names.join())
    assert.ok(tools.every((tool) => tool.annotations.readOnlyHint), 'a token that reads sees only what reads')
    const wrong = await connected.callTool({ name: names[0], arguments: { no: 'such argument' } })
    assert.equal(wrong.isError, true)
    await transport.terminateSession()
    await connected.close()
  })
}

/** The MCP Inspector without its page. */
async function inspect(token, ...more) {
  const cli = fileURLToPath(import.meta.resolve('@modelcontextprotocol/inspector-cli/build/index.js'))
  const common = [cli, `${url}/mcp`, '--transport', 'http', '--header', `Authorization: Bearer ${token}`]
  const { stdout } = await promisify(execFile)(process.execPath, [...common, ...more], { timeout: 30_000 })
  return JSON.parse(stdout)
}

test('the MCP Inspector lists and calls tools', async () => {
  const { tools } = await inspect(secret, '--method', 'tools/list')
  assert.ok(tools.some((tool) => tool.name === 'calculate' && tool.inputSchema.type === 'object'))
  const call = ['--method', 'tools/call', '--tool-name', 'calculate', '--tool-arg']
  assert.deepEqual(await inspect(secret, ...call, 'expression=2 + 2'), {
    content: [{ type: 'text', text: '4.0' }],
    isError: false,
  })
  assert.equal((await inspect(secret, ...call, 'expression=2 + x')).isError, true)
})

test('the official client hears when tools come and go', async () => {
  const { connected } = await client('/mcp', secret)
  let changes = 0
  connected.setNotificationHandler(ToolListChangedNotificationSchema, () => void changes++)
  const jar = readdirSync(process.env.E2E_PLUGINS).find((name) => name.includes('skill.points'))
  copyFileSync(join(process.env.E2E_PLUGINS, jar), join(deploy, 'mcp-points.jar'))
  const has = async () => (await connected.listTools()).tools.some((tool) => tool.name === 'get_points')
  await eventually(async () => assert.ok((await has()) && changes > 0))
  const before = changes
  rmSync(join(deploy, 'mcp-points.jar'))
  await eventually(async () => assert.ok(!(await has()) && changes > before))
  await connected.close()
})

test('strangers are not let in', async () => {
  await assert.rejects(client('/mcp', 'nobody'))
})
