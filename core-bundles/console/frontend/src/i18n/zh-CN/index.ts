import audit from './audit'
import desk from './desk'
import events from './events'
import health from './health'
import knowledge from './knowledge'
import names from './names'
import overview from './overview'
import people from './people'
import reason from './reason'
import replies from './replies'
import rules from './rules'
import shell from './shell'
import skills from './skills'
import tickets from './tickets'
import trace from './trace'

export default {
  ...audit,
  ...desk,
  ...events,
  ...health,
  ...knowledge,
  ...names,
  ...overview,
  ...people,
  reason,
  ...replies,
  ...rules,
  ...shell,
  ...skills,
  ...tickets,
  ...trace,
}
