/** What stands for a name in a small circle: the last character of a Chinese name, else the initials. */
export function initialsOf(name: string): string {
  const chinese = /[\u4e00-\u9fff]+/.exec(name)?.[0]
  if (chinese) return chinese.slice(-1)
  const words = name.trim().split(/\s+/)
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words[words.length - 1]?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}
