/**
 * A stand-in for the server side of `/ws/visitor`, in memory: durable log per visitor, idempotent messages, resume,
 * read marks, and a bot with one answer for every kind of part. Serves the unit tests and the development server.
 *
 * @typedef {{ send(text: string): void, close(): void }} Line
 * @typedef {{ kind: string, name?: string }} Sender
 * @typedef {{ type: 'message', seq: number, at: string, from: Sender, parts: unknown[], inReplyTo?: number }} Logged
 * @typedef {{ lines: Set<Line>, log: Logged[], seqOf: Map<string, number>, state: string, id: string, token: string,
 *   locale: string, agent: string, profile: unknown }} Conversation
 */

export class FakeDragoman {
  /** @param {{ answers?: boolean, echo?: boolean, now?: () => number, pace?: number }} [options] */
  constructor(options = {}) {
    this.answers = options.answers ?? true;
    /** Whether the sender's own socket gets its message back, too. */
    this.echo = options.echo ?? true;
    this.pace = options.pace ?? 700;
    this.now = options.now ?? Date.now;
    /** @type {Map<string, Conversation>} */
    this.byToken = new Map();
    /** Every frame clients sent, for tests. @type {any[]} */
    this.heard = [];
    this.count = 0;
  }

  /**
   * @param {Line} line
   * @returns {{ receive(text: string): void, closed(): void }}
   */
  connect(line) {
    /** @type {Conversation | undefined} */
    let conversation;
    return {
      receive: (text) => {
        const frame = JSON.parse(text);
        this.heard.push(frame);
        if (frame.type === 'hello') {
          conversation = this.welcome(line, frame);
        } else if (frame.type === 'ping') {
          line.send(JSON.stringify({ type: 'pong' }));
        } else if (conversation === undefined) {
          line.send(JSON.stringify({ type: 'error', code: 'hello-first', message: 'say hello first' }));
        } else {
          this.handle(conversation, line, frame);
        }
      },
      closed: () => conversation?.lines.delete(line),
    };
  }

  /** @param {Line} line @param {any} hello */
  welcome(line, hello) {
    const conversation = this.byToken.get(hello.visitorToken) ?? this.create();
    conversation.locale = hello.locale;
    conversation.profile = hello.profile;
    const lastSeq = conversation.log.at(-1)?.seq ?? 0;
    const { token, id, state } = conversation;
    line.send(JSON.stringify({ type: 'welcome', visitorToken: token, conversationId: id, lastSeq, state }));
    for (const message of conversation.log) {
      if (message.seq > hello.resumeFrom) line.send(JSON.stringify(message));
    }
    if (state === 'human') line.send(JSON.stringify({ type: 'state', state, agent: { name: conversation.agent } }));
    conversation.lines.add(line);
    if (this.answers && lastSeq === 0) this.say(conversation, { kind: 'bot', name: name(conversation) }, greeting(conversation));
    return conversation;
  }

  create() {
    this.count += 1;
    const token = `token-${this.count}`;
    /** @type {Conversation} */
    const conversation = {
      lines: new Set(), log: [], seqOf: new Map(), state: 'bot', id: `conversation-${this.count}`, token,
      locale: 'en', agent: '', profile: undefined,
    };
    this.byToken.set(token, conversation);
    return conversation;
  }

  /** @param {Conversation} conversation @param {Line} line @param {any} frame */
  handle(conversation, line, frame) {
    if (frame.type === 'message' || frame.type === 'action') this.hear(conversation, line, frame);
    else if (frame.type === 'rate') this.say(conversation, { kind: 'system' }, [text(chinese(conversation) ? '感谢您的评价' : 'Thank you for rating')]);
    else if (frame.type !== 'typing' && frame.type !== 'read') {
      line.send(JSON.stringify({ type: 'error', code: 'unknown-type', message: `unknown type ${frame.type}` }));
    }
  }

  /** @param {Conversation} conversation @param {Line} line @param {any} frame */
  hear(conversation, line, frame) {
    const id = frame.clientMessageId;
    const known = conversation.seqOf.get(id);
    if (known !== undefined) {
      line.send(JSON.stringify({ type: 'ack', clientMessageId: id, seq: known }));
      return;
    }
    const parts = frame.type === 'action' ? [text(frame.payload)] : frame.parts;
    const seq = conversation.log.length + 1;
    conversation.seqOf.set(id, seq);
    this.append(conversation, { kind: 'visitor' }, parts, this.echo ? undefined : line);
    line.send(JSON.stringify({ type: 'ack', clientMessageId: id, seq }));
    if (this.answers) this.react(conversation, parts.map((/** @type {any} */ part) => part.text ?? '').join(' '));
  }

  /** Puts a message of somebody into the log and pushes it. @param {Conversation} conversation @param {Sender} from @param {unknown[]} parts */
  say(conversation, from, parts) {
    return this.append(conversation, from, parts, undefined);
  }

  /** @param {Conversation} conversation @param {Sender} from @param {unknown[]} parts @param {Line | undefined} except */
  append(conversation, from, parts, except) {
    /** @type {Logged} */
    const message = { type: 'message', seq: conversation.log.length + 1, at: new Date(this.now()).toISOString(), from, parts };
    conversation.log.push(message);
    this.push(conversation, message, except);
    return message.seq;
  }

  /** @param {Conversation} conversation @param {unknown} frame @param {Line} [except] */
  push(conversation, frame, except) {
    for (const line of [...conversation.lines]) {
      if (line !== except) line.send(JSON.stringify(frame));
    }
  }

  /** @param {Conversation} conversation @param {string} state @param {object} [more] */
  setState(conversation, state, more = {}) {
    conversation.state = state;
    this.push(conversation, { type: 'state', state, ...more });
  }

  /** @param {Conversation} conversation @param {string} said */
  react(conversation, said) {
    if (/人工|\bagent\b/i.test(said)) {
      this.handOver(conversation);
      return;
    }
    const from = conversation.state === 'human'
      ? { kind: 'agent', name: conversation.agent }
      : { kind: 'bot', name: name(conversation) };
    setTimeout(() => {
      this.push(conversation, { type: 'read', seq: conversation.log.length });
      this.push(conversation, { type: 'typing', from, on: true });
    }, this.pace / 2);
    setTimeout(() => {
      if (/再见|\bbye\b/i.test(said)) this.close(conversation);
      else this.say(conversation, from, answer(conversation, said));
    }, this.pace * 2);
  }

  /** @param {Conversation} conversation */
  handOver(conversation) {
    this.setState(conversation, 'queued', { queuePosition: 2 });
    setTimeout(() => this.setState(conversation, 'queued', { queuePosition: 1 }), this.pace * 3);
    setTimeout(() => {
      conversation.agent = chinese(conversation) ? '林晓' : 'Lin Xiao';
      this.setState(conversation, 'human', { agent: { name: conversation.agent } });
      this.say(conversation, { kind: 'system' }, [text(chinese(conversation) ? '客服 林晓 已接入' : 'Lin Xiao joined the conversation')]);
      this.say(conversation, { kind: 'agent', name: conversation.agent }, [
        text(chinese(conversation) ? '您好，我是林晓，很高兴为您服务。' : 'Hello, this is Lin. How may I help?'),
      ]);
    }, this.pace * 6);
  }

  /** @param {Conversation} conversation */
  close(conversation) {
    this.say(conversation, { kind: 'system' }, [text(chinese(conversation) ? '本次会话已结束' : 'The conversation was closed')]);
    this.setState(conversation, 'closed');
  }
}

/** @param {Conversation} conversation */
function chinese(conversation) {
  return conversation.locale.startsWith('zh');
}

/** @param {Conversation} conversation */
function name(conversation) {
  return chinese(conversation) ? '小译' : 'Dragoman';
}

/** @param {string} value */
function text(value) {
  return { type: 'text', text: value };
}

/** @param {Conversation} conversation */
function greeting(conversation) {
  return chinese(conversation)
    ? [
        text('您好，我是示范商城的智能客服小译。请问有什么可以帮您？'),
        { type: 'choices', prompt: '猜您想问', options: [
          { label: '我的订单到哪了', payload: '物流' }, { label: '查订单', payload: '订单' },
          { label: '有什么优惠券', payload: '优惠' }, { label: '门店地址', payload: '地址' },
        ] },
      ]
    : [
        text('Hello, this is the assistant of Dragoman Demo Shop. How can I help?'),
        { type: 'choices', prompt: 'People often ask', options: [
          { label: 'Where is my parcel', payload: 'parcel' }, { label: 'My order', payload: 'order' },
          { label: 'Any coupons', payload: 'coupon' }, { label: 'Your store', payload: 'store' },
        ] },
      ];
}

/** @param {Conversation} conversation @param {string} said */
function answer(conversation, said) {
  const zh = chinese(conversation);
  if (/物流|parcel/i.test(said)) return [parcel(zh)];
  if (/订单|order/i.test(said)) return [order(zh)];
  if (/图|picture/i.test(said)) return [picture(zh), { type: 'media', uri: '/manual.pdf', mimeType: 'application/pdf', name: zh ? '使用说明.pdf' : 'manual.pdf', size: 1843200 }];
  if (/地址|store/i.test(said)) return [{ type: 'place', latitude: 31.2304, longitude: 121.4737, label: zh ? '示范商城 · 上海人民广场店' : 'Dragoman Demo Shop, People\u2019s Square' }];
  if (/优惠|coupon/i.test(said)) {
    return [text(zh
      ? '您的购物车满 **300 减 40**，还差 32 元可用 `SAVE40`。\n详情见 https://example.com/coupons'
      : 'Your cart is **32 yuan short** of the coupon `SAVE40` (40 off 300).\nDetails: https://example.com/coupons')];
  }
  return [text(zh ? `收到：${said}` : `You said: ${said}`)];
}

/** @param {boolean} zh */
function parcel(zh) {
  return {
    type: 'card',
    title: zh ? '顺丰速运 SF1402877' : 'SF Express SF1402877',
    fields: [
      { label: '11-20 09:12', value: zh ? '快件派送中，派送员 张师傅' : 'Out for delivery with Mr Zhang' },
      { label: '11-20 06:40', value: zh ? '到达【上海浦东营业点】' : 'Arrived at Shanghai Pudong' },
      { label: '11-19 21:05', value: zh ? '离开【杭州中转场】' : 'Left Hangzhou hub' },
      { label: '11-19 18:30', value: zh ? '已揽收' : 'Picked up' },
    ],
    actions: [{ label: zh ? '催一下' : 'Hurry it up', payload: zh ? '催单' : 'hurry' }, { label: zh ? '转人工' : 'Talk to a person', payload: zh ? '人工' : 'agent' }],
  };
}

/** @param {boolean} zh */
function order(zh) {
  return {
    type: 'card',
    title: zh ? '订单 D20261118001' : 'Order D20261118001',
    fields: [
      { label: zh ? '状态' : 'State', value: zh ? '已发货' : 'Shipped' },
      { label: zh ? '商品' : 'Items', value: zh ? '明前龙井 100g × 2' : 'Longjing Green Tea 100 g × 2' },
      { label: zh ? '实付' : 'Paid', value: '¥336.00' },
    ],
    actions: [{ label: zh ? '查看物流' : 'Track it', payload: zh ? '物流' : 'parcel' }, { label: zh ? '申请退货' : 'Return it', payload: zh ? '退货' : 'return' }],
  };
}

/** @param {boolean} zh */
function picture(zh) {
  return { type: 'media', uri: '/sample.svg', mimeType: 'image/svg+xml', name: zh ? '茶具' : 'tea set', size: 2048 };
}
