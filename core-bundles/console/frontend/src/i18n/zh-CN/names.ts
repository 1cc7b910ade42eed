/** Names of the members of a list: states, roles, days. */
export default {
  role: { agent: '客服', supervisor: '主管', analyst: '分析师', admin: '管理员' },
  presence: { online: '在线', away: '离开', offline: '离线' },
  state: { bot: '机器人', queued: '排队中', human: '人工', closed: '已结束' },
  priority: { low: '低', normal: '普通', high: '高', urgent: '紧急' },
  sender: { visitor: '客户', bot: '机器人', agent: '客服', system: '系统' },
  status: { UP: '正常', DEGRADED: '降级', DOWN: '故障', OFF: '未启用' },
  language: { 'zh-CN': '中文', zh: '中文', en: '英文' },
  day: { MON: '周一', TUE: '周二', WED: '周三', THU: '周四', FRI: '周五', SAT: '周六', SUN: '周日' },
  alert: { unread: '您有 {n} 个会话有新消息', queued: '{n} 位客户在排队' },
  part: { image: '图片', file: '文件', place: '位置' },
  attribute: { level: '会员等级', points: '积分', city: '城市', tier: '会员等级', page: '来源页面', browser: '浏览器' },
  ticket: { open: '待处理', pending: '等待中', solved: '已解决', closed: '已关闭' },
}
