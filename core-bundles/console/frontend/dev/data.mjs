// Made-up data for working on the console without a server.
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString()

export const users = [
  { id: 'u-1', username: 'admin', name: '管理员', roles: ['admin'], teams: [], capacity: 5 },
  { id: 'u-2', username: 'supervisor', name: '周敏', roles: ['supervisor'], teams: ['t-1', 't-2'], capacity: 5 },
  { id: 'u-3', username: 'analyst', name: 'Chen Bo', roles: ['analyst'], teams: [], capacity: 5 },
  { id: 'u-4', username: 'agent1', name: '林悦', roles: ['agent'], teams: ['t-1', 't-2'], capacity: 6 },
  { id: 'u-5', username: 'agent2', name: 'Emma Stone', roles: ['agent'], teams: ['t-1', 't-3'], capacity: 5 },
  { id: 'u-6', username: 'agent3', name: '王博', roles: ['agent'], teams: ['t-2'], capacity: 4 },
].map((user) => ({ ...user, locale: 'zh-CN', enabled: true, presence: 'offline', createdAt: ago(50_000), lastSignInAt: ago(90) }))

export const teams = [
  {
    id: 't-1',
    site: 'demo',
    name: '售前咨询',
    description: '商品、尺码与优惠',
    default: true,
    openNow: true,
    hours: { zone: 'Asia/Shanghai', spans: [] },
  },
  {
    id: 't-2',
    site: 'demo',
    name: '售后',
    description: '退换货与退款',
    openNow: true,
    hours: {
      zone: 'Asia/Shanghai',
      spans: ['MON', 'TUE', 'WED', 'THU', 'FRI']
        .map((day) => ({ day, from: '09:00', to: '21:00' }))
        .concat({ day: 'SAT', from: '10:00', to: '18:00' }),
    },
  },
  {
    id: 't-3',
    site: 'demo',
    name: '主管',
    description: '投诉升级',
    openNow: false,
    hours: {
      zone: 'Asia/Shanghai',
      spans: ['MON', 'TUE', 'WED', 'THU', 'FRI'].map((day) => ({ day, from: '09:00', to: '18:00' })),
    },
  },
]

function site(id, nameZh, nameEn, zone, language, isDefault) {
  const snippet = `<script src="/widget.js" data-site="${id}" data-locale="${language}" async></script>`
  return { id, name: nameZh, nameZh, nameEn, zone, language, languages: ['zh-CN', 'en'], default: isDefault, snippet }
}

export const sites = [
  site('demo', '云杉商城', 'Spruce Mall', 'Asia/Shanghai', 'zh-CN', true),
  site('outdoor', '云杉户外', 'Spruce Outdoor', 'Europe/Berlin', 'en', false),
]

export const contacts = [
  ['p-1', '王芳', 'web', true, '13800006688'],
  ['p-2', '李强', 'wechat-oa', false, ''],
  ['p-3', 'Grace Miller', 'web', false, ''],
  ['p-4', '赵子龙', 'wechat-oa', false, ''],
  ['p-5', '陈思', 'webhook', false, ''],
  ['p-6', 'Tom Becker', 'web', true, ''],
  ['p-7', '刘洋', 'web', false, ''],
  ['p-8', '孙丽', 'wechat-oa', false, ''],
  ['p-9', '访客 7F3A', 'web', false, ''],
].map(([id, name, channel, vip, phone], i) => ({
  id,
  site: 'demo',
  name,
  vip,
  phone: phone || undefined,
  email: i % 2 === 0 ? `customer${i}@example.com` : undefined,
  locale: /[a-z]/i.test(name) ? 'en' : 'zh-CN',
  customerId: `C-10${i}2`,
  tags: [],
  note: id === 'p-1' ? '喜欢在晚上联系，曾因物流慢投诉。' : undefined,
  attributes: { tier: vip ? '金卡' : '普通', city: ['上海', '杭州', 'London', '成都'][i % 4] },
  identities: [
    { id: `${id}-i1`, channel, account: 'demo', address: `${channel}-${id}-8842`, name },
    ...(id === 'p-1'
      ? [
          {
            id: 'p-1-i2',
            channel: 'wechat-oa',
            account: 'demo',
            address: 'oX3k9_wechat',
            name: '芳芳',
            linkedAt: ago(3000),
            linkedBy: '手机号相同',
          },
        ]
      : []),
  ],
  createdAt: ago(90_000 + i * 999),
  lastSeenAt: ago(i),
}))

const text = (value) => [{ type: 'text', text: value }]
const v = (value) => ['visitor', text(value)]
const b = (value) => ['bot', typeof value === 'string' ? text(value) : value]
const a = (value) => ['agent', text(value)]
const s = (value) => ['system', text(value)]

const orderCard = {
  type: 'card',
  title: '订单 A-1003',
  subtitle: '2 件商品 · 已发货',
  fields: [
    { label: '商品', value: '轻量冲锋衣 ×1，速干袜 ×1' },
    { label: '实付', value: '¥ 428.00' },
    { label: '物流', value: '顺丰 SF1024 5588 3021' },
  ],
  actions: [
    { label: '查看物流', payload: 'track' },
    { label: '申请退款', payload: 'refund' },
  ],
}

const scripts = {
  'c-1': [
    v('你好'),
    b('您好，我是小译，有什么可以帮您？可以直接说出您的问题，或输入“人工”。'),
    v('我的订单到哪了'),
    b([
      {
        type: 'choices',
        prompt: '请问是哪一个订单？',
        options: [
          { label: 'A-1003 冲锋衣', payload: '1' },
          { label: 'A-0988 登山鞋', payload: '2' },
          { label: '其他', payload: '3' },
        ],
      },
    ]),
    v('A-1003'),
    b([orderCard, ...text('包裹昨天已到达上海转运中心，预计明天送达。')]),
    v('太慢了，我不想要了，我要退款'),
    b('很抱歉让您久等了，我为您转接售后同事。'),
    s('已转接到“售后”，当前排在第 1 位'),
    v('在吗？'),
    v('已经三天了，一直没有更新'),
  ],
  'c-2': [
    v('满300减50能和会员券一起用吗'),
    b('满减与会员券可以同时使用，平台券不能叠加。'),
    v('我试了不行，提示只能选一个'),
    b('抱歉，我没有完全听懂。您可以换个说法，或输入“人工”。'),
    v('人工'),
    s('已转接到“售前咨询”，当前排在第 2 位'),
  ],
  'c-3': [
    v('Hi, I ordered the wrong size'),
    b('Sorry to hear that. Which order is it about?'),
    v('A-1010, the hiking boots in 42. I need 43.'),
    b([
      {
        type: 'card',
        title: 'Order A-1010',
        subtitle: '1 item · delivered',
        fields: [
          { label: 'Item', value: 'Ridge hiking boots, 42' },
          { label: 'Total', value: '€ 119.00' },
        ],
        actions: [{ label: 'Return', payload: 'r' }],
      },
    ]),
    v('Can I talk to a person please'),
    s('Handed over to “Pre-sales”'),
    s('林悦 joined the conversation'),
    a('Hello Grace, this is Lin. I can arrange the exchange for you.'),
    a('Size 43 is in stock. Shall I send it to the same address?'),
    v('Yes please, same address'),
    v('How do I send the old pair back?'),
  ],
  'c-4': [
    v('你们几点下班'),
    b('人工客服每天 9:00–21:00 在线。'),
    v('那现在有人吗'),
    s('林悦 加入了会话'),
    a('您好，我在的，请讲。'),
    v('发票抬头能改吗'),
    a('可以的，请把新的抬头和税号发给我。'),
    v('好的稍等'),
  ],
  'c-5': [v('查询订单 B-2201 的库存占用'), b('订单 B-2201 共 3 件商品，均已锁定库存。')],
  'c-6': [
    v('Do you ship to Norway?'),
    b('Yes. Delivery to Norway takes 5 to 8 working days; shipping is free from € 80.'),
    v('great, thanks!'),
    b('You are welcome! Is there anything else?'),
  ],
  'c-7': [v('羽绒服可以机洗吗'), b('建议手洗，30°C 以下，使用中性洗涤剂。'), v('好的谢谢')],
  'c-8': [
    v('优惠券过期了可以补吗'),
    b('抱歉，过期的优惠券无法补发。'),
    v('那我要投诉'),
    b('非常抱歉给您带来不好的体验，我马上请主管与您联系。'),
    s('已转接到“主管”'),
  ],
  'c-9': [
    v('有没有男款 XL'),
    b([
      {
        type: 'choices',
        prompt: '您想找的是：',
        options: [
          { label: '冲锋衣', payload: '1' },
          { label: '抓绒衣', payload: '2' },
          { label: '速干裤', payload: '3' },
        ],
      },
    ]),
  ],
}

export const messages = {}
Object.entries(scripts).forEach(([id, script], n) => {
  const names = { visitor: contacts[n].name, bot: '小译', agent: '林悦', system: 'system' }
  const end = n * 7 + 1
  const yesterday = id === 'c-1' || id === 'c-3' ? 4 : 0
  messages[id] = script.map(([kind, parts], i) => ({
    seq: i + 1,
    at: ago((i < yesterday ? 1500 : 0) + end + (script.length - i) * 1.3),
    from: { kind, name: names[kind], id: kind === 'agent' ? 'u-4' : undefined },
    parts,
    inReplyTo: kind === 'bot' ? i : undefined,
    traced: kind === 'bot',
    delivery: kind === 'agent' ? { state: 'read' } : undefined,
  }))
})

// On a platform not everything arrives.
messages['c-4'].find((one) => one.seq === 5).delivery = { state: 'failed', reason: '45015: response out of time limit' }
messages['c-4'].find((one) => one.seq === 7).delivery = {
  state: 'unknown',
  reason: 'api.weixin.qq.com did not answer within 8000 ms',
}

const look = {
  'c-1': {
    state: 'queued',
    team: 't-2',
    priority: 'high',
    tags: ['退款', '物流'],
    unread: 2,
    waited: 6.2,
    why: { key: 'handoff.rule', params: { rule: '退款交给售后' } },
    summary: '客户想退订单 A-1003（冲锋衣，¥428），不满物流三天没有更新。已告知包裹在上海转运中心、预计明天送达。',
  },
  'c-2': {
    state: 'queued',
    team: 't-1',
    tags: ['优惠'],
    unread: 3,
    waited: 1.1,
    why: { key: 'handoff.customer-asked' },
    summary: '询问满300减50能否与会员券叠加，结算时提示只能选一个。',
    quota: [4, 5, 47.2],
  },
  'c-8': {
    state: 'queued',
    team: 't-3',
    priority: 'urgent',
    tags: ['投诉'],
    unread: 1,
    waited: 2.4,
    why: { key: 'handoff.rule', params: { rule: '投诉升级到主管' } },
    summary: '优惠券过期无法补发，客户要求投诉。',
    quota: [2, 5, 31],
  },
  'c-3': {
    state: 'human',
    team: 't-1',
    assignee: 'u-4',
    tags: ['exchange'],
    unread: 2,
    why: { key: 'handoff.customer-asked' },
    summary: 'Ordered boots A-1010 in 42, needs 43. Delivered.',
  },
  'c-4': {
    state: 'human',
    team: 't-1',
    assignee: 'u-4',
    unread: 0,
    quota: [2, 5, 31],
    why: { key: 'handoff.misses', params: { count: '2' } },
  },
  'c-5': { state: 'bot' },
  'c-6': { state: 'bot' },
  'c-7': { state: 'closed', rating: { score: 5, at: ago(40) } },
  'c-9': { state: 'bot' },
}
const ref = (list, id) => (id ? { id, name: list.find((one) => one.id === id).name } : undefined)

export const preview = (message) => ({
  seq: message.seq,
  at: message.at,
  from: message.from,
  text: message.parts.map((part) => part.text ?? `[${part.title ?? part.prompt ?? part.name ?? part.type}]`).join(' '),
})

export const conversations = Object.entries(look).map(([id, given]) => {
  const log = messages[id]
  const contact = contacts[Number(id.slice(2)) - 1]
  const last = log[log.length - 1]
  return {
    id,
    site: 'demo',
    channel: contact.identities[0].channel,
    account: 'demo',
    state: given.state,
    contact: { id: contact.id, name: contact.name, vip: contact.vip, locale: contact.locale },
    team: ref(teams, given.team),
    assignee: ref(users, given.assignee),
    priority: given.priority ?? 'normal',
    tags: given.tags ?? [],
    language: contact.locale,
    unread: given.unread ?? 0,
    readSeq: log.length - (given.unread ?? 0),
    visitorReadSeq: log.length,
    lastMessage: preview(last),
    lastSeq: last.seq,
    createdAt: log[0].at,
    updatedAt: last.at,
    queuedAt: given.waited ? ago(given.waited) : undefined,
    queuePosition: given.waited ? 1 : undefined,
    visitorOnline: contact.id !== 'p-4',
    rating: given.rating,
    handoff: given.why ? { at: ago((given.waited ?? 5) + 1), reason: given.why, summary: given.summary } : undefined,
    quota: given.quota
      ? { remainingSends: given.quota[0], totalSends: given.quota[1], windowUntil: ago(-given.quota[2] * 60) }
      : undefined,
  }
})

export const notes = {
  'c-3': [{ id: 'n-1', at: messages['c-3'][8].at, author: { id: 'u-2', name: '周敏' }, text: '老客户，运费我们承担。' }],
}

export const trace = (conversationId, seq) => ({
  conversationId,
  seq,
  inReplyTo: seq - 1,
  traceId: '7c1e90aa41d2',
  at: ago(8),
  millis: 46.3,
  text: messages[conversationId]?.[seq - 2]?.parts[0]?.text ?? '',
  language: 'zh-CN',
  answeredBy: 'knowledge',
  rulesVersion: '6d1f03c2a9b7',
  stages: [
    { stage: 'guard', outcome: 'passed', millis: 0.2, detail: { key: 'guard.clean' } },
    { stage: 'dialogue', outcome: 'skipped', millis: 0, detail: { key: 'dialogue.none' } },
    {
      stage: 'rules',
      outcome: 'passed',
      millis: 1.4,
      detail: { key: 'rules.fired', params: { count: '2' } },
      decisions: [
        { kind: 'tag', rule: { name: '物流问题打标签', file: 'retail.drl', line: 41 }, params: { tag: '物流' } },
        { kind: 'priority', rule: { name: '金卡客户优先', file: 'vip.drl', line: 12 }, params: { priority: 'high' } },
      ],
    },
    {
      stage: 'skill',
      outcome: 'failed',
      millis: 12.1,
      detail: { key: 'skill.failed', params: { skill: 'logistics', reason: '物流接口没有响应' } },
      toolCalls: [{ skill: 'logistics', tool: 'track', arguments: { orderNumber: 'A-1003' }, outcome: 'timeout', millis: 12 }],
    },
    {
      stage: 'knowledge',
      outcome: 'answered',
      millis: 31.5,
      detail: { key: 'knowledge.answered', params: { score: '0.83' } },
      threshold: 0.72,
      margin: 0.05,
      candidates: [
        { id: 'a-1', title: '多久能送到？', score: 0.83, matched: '几天能到货' },
        { id: 'a-2', title: '可以修改收货地址吗？', score: 0.64 },
        { id: 'a-3', title: '支持哪些快递？', score: 0.58 },
      ],
    },
  ],
})

export const orders = {
  'p-1': [
    {
      orderNumber: 'A-1003',
      state: 'shipped',
      placedAt: ago(5000),
      total: '428.00',
      currency: 'CNY',
      card: { ...orderCard, title: '轻量冲锋衣等 2 件', subtitle: '轻量冲锋衣等 2 件' },
    },
    {
      orderNumber: 'A-0988',
      state: 'completed',
      placedAt: ago(40000),
      total: '599.00',
      currency: 'CNY',
      card: { type: 'card', title: '登山鞋', fields: [{ label: '商品', value: '岩脊登山鞋 42' }] },
    },
    {
      orderNumber: 'A-0951',
      state: 'refunded',
      placedAt: ago(80000),
      total: '89.00',
      currency: 'CNY',
      card: { type: 'card', title: '速干帽', fields: [{ label: '商品', value: '速干帽' }] },
    },
  ],
  'p-3': [
    {
      orderNumber: 'A-1010',
      state: 'delivered',
      total: '119.00',
      currency: 'EUR',
      card: {
        type: 'card',
        title: 'Ridge hiking boots',
        fields: [
          { label: 'Item', value: 'Ridge hiking boots, 42' },
          { label: 'Ship to', value: '221B Baker Street, London' },
        ],
      },
    },
  ],
}

export const tickets = [
  {
    number: 'T-000042',
    subject: '希望更换破损的登山杖',
    text: '昨天收到的登山杖有裂纹，请联系我换货。',
    reply: '139****2210',
    state: 'open',
    priority: 'high',
    contact: { id: 'p-2', name: '李强' },
    team: { id: 't-2', name: '售后' },
    assignee: { id: 'u-4', name: '林悦' },
    conversationId: 'c-2',
  },
  {
    number: 'T-000041',
    subject: 'Invoice with company name',
    text: 'Please send the invoice for A-1010 to our company.',
    reply: 'grace@example.com',
    state: 'pending',
    priority: 'normal',
    contact: { id: 'p-3', name: 'Grace Miller' },
    team: { id: 't-1', name: '售前咨询' },
  },
  {
    number: 'T-000039',
    subject: '夜间留言：修改收货地址',
    text: '订单 A-0999 请改寄到公司。',
    state: 'open',
    priority: 'normal',
    contact: { id: 'p-8', name: '孙丽' },
    team: { id: 't-2', name: '售后' },
  },
  {
    number: 'T-000031',
    subject: '优惠券补发申请',
    text: '',
    state: 'solved',
    priority: 'low',
    contact: { id: 'p-1', name: '王芳' },
    assignee: { id: 'u-6', name: '王博' },
  },
].map((ticket, i) => ({
  id: `k-${i + 1}`,
  site: 'demo',
  createdAt: ago(300 * (i + 1)),
  updatedAt: ago(70 * (i + 1)),
  comments:
    i === 0 ? [{ id: 'm1', at: ago(40), author: { id: 'u-4', name: '林悦' }, text: '已联系仓库备货，等客户确认地址。' }] : [],
  ...ticket,
}))

export const replies = [
  ['发货', '发货时间', '您好{name}，现货订单 24 小时内发出，节假日顺延。'],
  ['发票', '开具发票', '请提供发票抬头与税号，电子发票会在 1 个工作日内发到您的邮箱。'],
  ['thx', '感谢', '感谢您的耐心等待，{agent}祝您生活愉快！'],
  ['ship', 'Shipping', 'Hello {name}, orders in stock leave our warehouse within 24 hours.'],
  ['ret', 'Returns', 'You can return unworn items within 30 days; the label is in your parcel.'],
].map(([shortcut, title, value], i) => ({ id: `q-${i}`, site: 'demo', shortcut, title, text: value, updatedAt: ago(999) }))

const topics = [
  ['多久能送到？', '同城次日达，国内一般 2 到 4 个工作日，偏远地区 5 到 7 个工作日。', '物流'],
  ['可以修改收货地址吗？', '发货前可以在订单详情里修改；发货后请联系人工客服尝试拦截。', '物流'],
  ['如何申请退货？', '签收 7 天内，商品未穿着、吊牌完整，可在订单中申请退货。', '售后'],
  ['退款多久到账？', '退货签收后 1 到 3 个工作日原路退回。', '售后'],
  ['满减和优惠券能叠加吗？', '满减与会员券可以叠加，平台券与店铺券二选一。', '优惠'],
  ['羽绒服怎么洗？', '建议 30°C 以下手洗，使用中性洗涤剂，平铺晾干。', '商品'],
  ['How long does delivery take?', 'Two to four working days within the country, five to eight abroad.', 'shipping'],
  [
    'Can I exchange a size?',
    'Yes, within 30 days. Start the exchange from your order and we send the new size first.',
    'returns',
  ],
  ['Do you ship abroad?', 'We ship to most of Europe; shipping is free from € 80.', 'shipping'],
]
export const articles = Array.from({ length: 63 }, (_, i) => {
  const [question, answer, tag] = topics[i % topics.length]
  const english = /^[a-z]/i.test(question)
  return {
    id: `a-${i + 1}`,
    site: 'demo',
    language: english ? 'en' : 'zh-CN',
    question: i < topics.length ? question : `${question.slice(0, -1)}（${i}）？`,
    variants: i === 0 ? ['几天能到货', '我的快递什么时候到', '发货后多久收到'] : [],
    answer,
    tags: [tag],
    enabled: i !== 5,
    version: 3,
    updatedAt: ago(i * 130),
    updatedBy: 'Chen Bo',
  }
})

export const ruleFiles = {
  'retail.drl': `package retail

// Words of the trade. Every rule carries a plain name: it is what the trace shows.

rule "退款交给售后"
    salience 20
when
    $m : Message( text matches "(?s).*(退款|退货|refund).*" )
    Conversation( state == "bot" )
then
    decisions.handOver("after-sales");
end

rule "投诉升级到主管"
    salience 50
when
    Message( text contains "投诉" )
then
    decisions.tag("投诉");
    decisions.priority(2);
    decisions.handOver("supervisors");
end

rule "金卡客户优先"
when
    Customer( vip == true )
then
    decisions.priority(1);
end
`,
  'greetings.drl':
    'package retail\n\nrule "问候"\nwhen\n    Message( intent == "greeting" )\nthen\n    decisions.say("您好，我是小译，有什么可以帮您？");\nend\n',
  'shipping-fees.csv':
    'RuleSet,retail\nImport,io.dragoman.api.rules.*\nRuleTable shipping\nCONDITION,CONDITION,ACTION\n"region == ""$param""",weightGrams <= $param,fee($param)\n上海,1000,0\n新疆,1000,15\n',
}

export const skills = [
  {
    id: 'order-query',
    name: '订单查询',
    purpose: '按订单号或登录客户查询订单，返回商品、状态与可用操作。',
    version: '0.1.0',
    bundle: 'io.dragoman.skill.orderquery',
    state: 'UP',
    examples: [{ text: '我的订单到哪了' }, { text: '查一下 A-1003' }, { text: 'Where is my order?' }],
    slots: [{ name: 'orderNumber', type: 'order number', required: true, ask: '请告诉我订单号' }],
    tools: [
      {
        name: 'findOrder',
        purpose: '按编号查询一个订单',
        effect: 'reads',
        inputSchema: {
          type: 'object',
          required: ['orderNumber'],
          properties: {
            orderNumber: { type: 'string', description: '例如 A-1003' },
            withItems: { type: 'boolean', title: '包含商品' },
          },
        },
      },
      {
        name: 'cancelOrder',
        purpose: '取消一个未发货的订单',
        effect: 'changes',
        inputSchema: {
          type: 'object',
          required: ['orderNumber'],
          properties: { orderNumber: { type: 'string' }, reason: { type: 'string', enum: ['不想要了', '买错了', '其他'] } },
        },
      },
    ],
  },
  {
    id: 'logistics',
    name: '物流跟踪',
    purpose: '包裹的时间线；晚点的包裹转人工。',
    version: '0.1.0',
    bundle: 'io.dragoman.skill.logistics',
    state: 'DEGRADED',
    reason: '最近 5 分钟内物流接口 3 次超时',
    examples: [{ text: '快递到哪了' }],
    slots: [],
    tools: [
      {
        name: 'track',
        purpose: '包裹的时间线',
        effect: 'reads',
        inputSchema: { type: 'object', properties: { orderNumber: { type: 'string' } } },
      },
    ],
  },
  {
    id: 'coupon',
    name: '优惠计算',
    purpose: '满减、折扣、门槛与叠加规则下的最优组合。',
    version: '0.1.0',
    bundle: 'io.dragoman.skill.coupon',
    state: 'UP',
    examples: [{ text: '这单怎么买最划算' }],
    slots: [],
    tools: [
      {
        name: 'price',
        purpose: '计算购物车价格',
        effect: 'reads',
        inputSchema: { type: 'object', properties: { items: { type: 'array' }, coupons: { type: 'array' } } },
      },
    ],
  },
]

const usage = (kind, id, calls, errors, p50Millis, p95Millis, failures = []) => [
  { kind, id, calls, errors, p50Millis, p95Millis, failures },
]
const HASH = '9b2f0a6de35c1a77f0e2b87d6a41c35a8c3f1e02bb9d44d7a0f5b8e4d1c39e77'

export const plugins = [
  {
    name: 'io.dragoman.skill.points',
    title: 'Dragoman :: Loyalty points',
    file: 'points.jar',
    version: '0.1.0',
    source: 'deploy',
    state: 'UP',
    sha256: HASH,
    signer: 'acme',
    since: ago(12),
    provides: [{ kind: 'skill', id: 'points' }],
    usage: usage('skill', 'points', 1284, 3, 4.2, 18.7, [
      { at: ago(9), message: 'points: java.net.http.HttpTimeoutException: request timed out' },
    ]),
    kept: [{ version: '0.0.9', file: 'points.jar', sha256: HASH.replace('9b', '17'), liveAt: ago(4000) }],
  },
  {
    name: 'com.acme.skill.sizes',
    title: 'Acme size advice',
    file: 'acme-sizes.jar',
    version: '1.3.0',
    source: 'deploy',
    state: 'ROLLED_BACK',
    running: '1.2.0',
    reason:
      'rolled back because 6 of its first 21 calls failed (limit 20 %), the last one: java.lang.IllegalStateException: no table for size 46; version 1.2.0 stays in force',
    sha256: HASH.replace('9b', '2c'),
    signer: 'acme',
    since: ago(2),
    provides: [{ kind: 'skill', id: 'sizes' }],
    usage: usage('skill', 'sizes', 311, 0, 2.1, 6.4),
    errors: [{ at: ago(2), message: 'rolled back because 6 of its first 21 calls failed (limit 20 %)' }],
    kept: [
      { version: '1.2.0', file: 'acme-sizes.jar', sha256: HASH.replace('9b', '3d'), liveAt: ago(900) },
      { version: '1.1.0', file: 'acme-sizes.jar', sha256: HASH.replace('9b', '4e'), liveAt: ago(9000) },
    ],
  },
  {
    name: 'com.acme.skill.repair',
    title: 'Acme repairs',
    file: 'acme-repair.jar',
    version: '0.3.0',
    source: 'deploy',
    state: 'QUARANTINED',
    reason: '5 calls in a row failed, the last one: java.net.ConnectException: erp.acme.example:443',
    sha256: HASH.replace('9b', '5f'),
    signer: 'acme',
    since: ago(64),
    provides: [{ kind: 'skill', id: 'repair' }],
    usage: usage('skill', 'repair', 47, 5, 35, 5000, [
      { at: ago(3), message: 'java.net.ConnectException: erp.acme.example:443' },
    ]),
  },
  {
    name: 'stranger.jar',
    file: 'stranger.jar',
    version: '1.0.0',
    source: 'deploy',
    state: 'REFUSED',
    reason:
      'it is signed by CN=mallory, who is not trusted; here only jars signed by a trusted key are taken (see docs/plugins.md)',
    sha256: HASH.replace('9b', '6a'),
    since: ago(1),
    provides: [],
  },
  {
    name: 'com.acme.skill.old',
    title: 'Acme returns',
    file: 'acme-returns.jar.disabled',
    version: '2.0.0',
    source: 'deploy',
    state: 'DISABLED',
    sha256: HASH.replace('9b', '7b'),
    since: ago(900),
    provides: [],
  },
  ...[
    'skill.orderquery:skill/order-query',
    'skill.logistics:skill/logistics',
    'skill.coupon:skill/coupon',
    'channel.web:channel/web',
    'channel.webhook:channel/webhook',
    'channel.wechatoa:channel/wechat-oa',
  ].map((line, i) => {
    const [name, gives] = line.split(':')
    const [kind, id] = gives.split('/')
    return {
      name: `io.dragoman.${name}`,
      version: '0.1.0',
      source: 'distribution',
      state: 'UP',
      since: ago(340),
      provides: [{ kind, id }],
      usage: kind === 'skill' ? usage(kind, id, 5210 - 811 * i, i, 3.4 + i, 14.2 + 3 * i) : [],
    }
  }),
].map((plugin) => ({ id: plugin.file ?? plugin.name, usage: [], errors: [], kept: [], ...plugin }))

export const pluginForms = [
  {
    pid: 'io.dragoman.skill.points.PointsSkill',
    factory: false,
    title: 'Skill: points',
    file: 'etc/io.dragoman.skill.points.PointsSkill.cfg',
    fields: [
      {
        name: 'pointsPerYuan',
        label: 'Points for one yuan',
        type: 'integer',
        required: true,
        many: false,
        min: '1',
        max: '10000',
        default: '100',
        value: '50',
        set: true,
      },
      { name: 'zone', label: 'Time zone', type: 'text', required: true, many: false, default: 'Asia/Shanghai', set: false },
      { name: 'erpKey', label: 'Key of the ERP', type: 'secret', required: false, many: false, set: true },
    ],
  },
]

export const pluginKeys = [
  {
    name: 'acme',
    subject: 'CN=Acme plug-ins,O=Acme',
    fingerprint: HASH,
    from: ago(90000),
    until: new Date(Date.now() + 4e10).toISOString(),
  },
]

export const channels = [
  {
    id: 'web',
    name: '网页',
    accounts: [
      {
        id: 'demo',
        name: '商城首页',
        site: 'demo',
        status: 'UP',
        lastInboundAt: ago(1),
        lastOutboundAt: ago(1),
        pending: 0,
        failed: 0,
      },
    ],
  },
  {
    id: 'wechat-oa',
    name: '微信公众号',
    accounts: [
      {
        id: 'demo',
        name: '云杉商城',
        site: 'demo',
        status: 'DEGRADED',
        reason: '有 2 条消息超出 48 小时额度',
        webhook: '/api/v1/webhooks/wechat-oa/demo',
        lastInboundAt: ago(9),
        lastOutboundAt: ago(9),
        pending: 1,
        failed: 2,
      },
    ],
  },
  {
    id: 'webhook',
    name: '通用接口',
    accounts: [
      {
        id: 'erp',
        name: 'ERP',
        site: 'demo',
        status: 'UP',
        webhook: '/api/v1/webhooks/webhook/erp',
        lastInboundAt: ago(200),
        pending: 0,
        failed: 0,
      },
    ],
  },
]

export const deliveries = [
  {
    id: 'd-1',
    channel: 'wechat-oa',
    account: 'demo',
    conversationId: 'c-8',
    state: 'failed',
    attempts: 6,
    reason: '45047: out of response count limit',
    createdAt: ago(33),
  },
  {
    id: 'd-2',
    channel: 'wechat-oa',
    account: 'demo',
    conversationId: 'c-4',
    state: 'failed',
    attempts: 6,
    reason: '45015: response out of time limit',
    createdAt: ago(90),
  },
  {
    id: 'd-3',
    channel: 'wechat-oa',
    account: 'demo',
    conversationId: 'c-4',
    state: 'unknown',
    attempts: 1,
    reason: 'api.weixin.qq.com did not answer within 8000 ms',
    createdAt: ago(12),
  },
]

export const eventTypes = [
  'conversation.opened',
  'conversation.handed-over',
  'conversation.assigned',
  'conversation.returned-to-bot',
  'conversation.closed',
  'message.created',
  'ticket.created',
  'ticket.updated',
  'rating.given',
  'sensitive-word.hit',
]

export const eventEndpoints = [
  {
    id: 'ep-1',
    name: 'ERP',
    url: 'https://erp.example/dragoman/events',
    types: ['conversation.closed', 'ticket.created', 'ticket.updated', 'rating.given'],
    state: 'active',
    waiting: 0,
    createdAt: ago(9000),
    updatedAt: ago(9000),
  },
  {
    id: 'ep-2',
    name: 'Risk',
    url: 'https://risk.example/hooks/service-desk?tenant=demo',
    site: 'demo',
    types: ['sensitive-word.hit', 'message.created'],
    state: 'failing',
    failingSince: ago(48),
    waiting: 312,
    createdAt: ago(7000),
    updatedAt: ago(300),
  },
  {
    id: 'ep-3',
    name: 'BI',
    url: 'https://bi.example/in',
    types: ['rating.given'],
    state: 'disabled',
    reason: 'no call has worked for 120 hours; the last one: the endpoint answered 502',
    waiting: 41,
    createdAt: ago(20000),
    updatedAt: ago(1000),
  },
]

export const eventDeliveries = [
  ['evt_01k7a', 'rating.given', 'delivered', 1, 200, '', 3],
  ['evt_01k79', 'ticket.created', 'pending', 2, 503, 'the endpoint answered 503', 6],
  ['evt_01k78', 'conversation.closed', 'delivered', 2, 204, '', 21],
  ['evt_01k77', 'ticket.updated', 'failed', 13, undefined, 'ConnectException: Connection refused', 4000],
].map(([eventId, type, state, attempts, status, reason, minutes]) => ({
  id: `${eventId}-ep-1`,
  endpoint: 'ep-1',
  eventId,
  type,
  state,
  attempts,
  status,
  reason: reason || undefined,
  createdAt: ago(minutes),
  nextAt: state === 'pending' ? ago(-2) : undefined,
  event: {
    id: eventId,
    type,
    version: 1,
    timestamp: ago(minutes),
    site: 'demo',
    sequence: 4711,
    data: { conversationId: 'c-4', channel: 'wechat-oa', account: 'demo', contactId: 'p-4', score: 5, comment: '很快解决了' },
  },
  calls: [
    {
      at: ago(minutes),
      url: 'https://erp.example/dragoman/events',
      headers: `Content-Type: application/json\nwebhook-id: ${eventId}\nwebhook-timestamp: 1614265330\nwebhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=`,
      status: 503,
      milliseconds: 812,
      response: '{"error":"starting"}',
      reason: 'the endpoint answered 503',
    },
    {
      at: ago(minutes - 1),
      url: 'https://erp.example/dragoman/events',
      headers: `Content-Type: application/json\nwebhook-id: ${eventId}`,
      status: 204,
      milliseconds: 38,
    },
  ],
}))

export const health = {
  status: 'DEGRADED',
  version: '0.1.0',
  startedAt: ago(342),
  parts: [
    { id: 'store', kind: 'store', name: 'H2 (embedded)', status: 'UP', details: { messages: '18 204', migration: '7' } },
    { id: 'rules', kind: 'rules', name: 'Drools 10.2', status: 'UP', details: { version: '6d1f03c2a9b7', files: '3' } },
    {
      id: 'knowledge',
      kind: 'knowledge',
      name: 'Lucene',
      status: 'UP',
      details: { articles: '126', vectors: 'bge-zh, minilm-en' },
    },
    { id: 'model', kind: 'model', name: 'Language model', status: 'OFF', reason: 'not configured' },
    { id: 'channel/web', kind: 'channel', name: '网页', status: 'UP' },
    { id: 'channel/wechat-oa', kind: 'channel', name: '微信公众号', status: 'DEGRADED', reason: '有 2 条消息超出 48 小时额度' },
    { id: 'skill/order-query', kind: 'skill', name: '订单查询', status: 'UP' },
    { id: 'skill/logistics', kind: 'skill', name: '物流跟踪', status: 'DEGRADED', reason: '最近 5 分钟内物流接口 3 次超时' },
    {
      id: 'plugin/com.acme.skill.sizes',
      kind: 'plugin',
      name: 'acme-sizes-1.2.0.jar',
      status: 'DOWN',
      reason: 'Import-Package com.acme.erp is not offered by any bundle',
    },
  ],
}

export const ratings = [
  { conversationId: 'c-7', score: 5, comment: '回答很快，谢谢！', at: ago(40), contact: { id: 'p-7', name: '刘洋' } },
  { conversationId: 'c-4', score: 4, at: ago(140), contact: { id: 'p-4', name: '赵子龙' }, agent: { id: 'u-4', name: '林悦' } },
  {
    conversationId: 'c-3',
    score: 2,
    comment: 'Had to wait for ten minutes',
    at: ago(300),
    contact: { id: 'p-3', name: 'Grace Miller' },
    agent: { id: 'u-5', name: 'Emma Stone' },
  },
]

export const audit = [
  ['session.sign-in', 'u-4', undefined, {}],
  ['rules.save', 'u-3', { kind: 'file', id: 'retail.drl' }, { version: '6d1f03c2a9b7' }],
  ['article.update', 'u-3', { kind: 'article', id: 'a-1', name: '多久能送到？' }, { version: '3' }],
  ['user.create', 'u-1', { kind: 'user', id: 'u-6', name: '王博' }, { roles: 'agent' }],
  ['conversation.transfer', 'u-5', { kind: 'conversation', id: 'c-8' }, { team: '主管' }],
  ['contact.merge', 'u-4', { kind: 'contact', id: 'p-1', name: '王芳' }, { other: 'p-14' }],
].map(([action, actor, target, details], i) => ({
  id: `au-${i}`,
  at: ago(i * 23 + 3),
  actor: ref(users, actor),
  action,
  target,
  details,
  address: '10.1.4.2' + i,
}))

export const settings = {
  version: '0.1.0',
  profile: 'demo',
  features: { languageModel: false, knowledge: true, tickets: true, mcp: true },
  entries: [
    { group: 'knowledge', key: 'threshold', value: '0.72', file: 'io.dragoman.knowledge.cfg' },
    { group: 'knowledge', key: 'margin', value: '0.05', file: 'io.dragoman.knowledge.cfg' },
    { group: 'pipeline', key: 'turn limit', value: '4', unit: 's', file: 'io.dragoman.pipeline.cfg' },
    { group: 'handoff', key: 'capacity', value: '5', unit: 'conversations', file: 'io.dragoman.handoff.cfg' },
  ],
}
