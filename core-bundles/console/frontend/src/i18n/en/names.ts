/** Names of the members of a list: states, roles, days. */
export default {
  role: { agent: 'Agent', supervisor: 'Supervisor', analyst: 'Analyst', admin: 'Admin' },
  presence: { online: 'Online', away: 'Away', offline: 'Offline' },
  state: { bot: 'Bot', queued: 'Waiting', human: 'With agent', closed: 'Closed' },
  priority: { low: 'Low', normal: 'Normal', high: 'High', urgent: 'Urgent' },
  sender: { visitor: 'Customer', bot: 'Bot', agent: 'Agent', system: 'System' },
  status: { UP: 'Up', DEGRADED: 'Degraded', DOWN: 'Down', OFF: 'Off' },
  language: { 'zh-CN': 'Chinese', zh: 'Chinese', en: 'English' },
  day: { MON: 'Mon', TUE: 'Tue', WED: 'Wed', THU: 'Thu', FRI: 'Fri', SAT: 'Sat', SUN: 'Sun' },
  alert: { unread: 'New messages in {n} of your conversations', queued: '{n} waiting in the queue' },
  part: { image: 'Picture', file: 'File', place: 'Place' },
  attribute: { level: 'Level', points: 'Points', city: 'City', tier: 'Tier', page: 'Came from', browser: 'Browser' },
  ticket: { open: 'Open', pending: 'Pending', solved: 'Solved', closed: 'Closed' },
}
