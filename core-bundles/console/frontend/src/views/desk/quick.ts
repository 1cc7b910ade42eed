import type { QuickReply } from '@/api/types'

export interface Slash {
  /** Where the "/" stands. */
  from: number
  prefix: string
}

/** The "/word" the caret stands in - at the beginning or after a space, so that an address is none. */
export function slashAt(text: string, caret: number): Slash | undefined {
  const found = /(?:^|[\s，。！？,.!?])\/([^\s/]{0,40})$/u.exec(text.slice(0, caret))
  return found ? { from: caret - found[1]!.length - 1, prefix: found[1]! } : undefined
}

/** Puts a canned answer in place of the "/word"; answers the text and where the caret goes. */
export function inserted(text: string, slash: Slash, caret: number, answer: string): { text: string; caret: number } {
  return { text: text.slice(0, slash.from) + answer + text.slice(caret), caret: slash.from + answer.length }
}

/** Fills {name}, {agent}, {order}; what is not known stays to be seen and filled by hand. */
export function filled(answer: string, values: Record<string, string | undefined>): string {
  return answer.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

/** The best match first: short cut, title, then anywhere in the text. */
export function ranked(replies: QuickReply[], prefix: string): QuickReply[] {
  const wanted = prefix.toLowerCase()
  const rank = (reply: QuickReply) => {
    if (reply.shortcut.toLowerCase().startsWith(wanted)) return 0
    if (reply.title?.toLowerCase().startsWith(wanted)) return 1
    if (`${reply.shortcut} ${reply.title ?? ''}`.toLowerCase().includes(wanted)) return 2
    return reply.text.toLowerCase().includes(wanted) ? 3 : 9
  }
  return replies
    .map((reply) => ({ reply, at: rank(reply) }))
    .filter(({ at }) => at < 9)
    .sort((a, b) => a.at - b.at || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .map(({ reply }) => reply)
}
