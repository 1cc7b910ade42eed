export type Piece = { text: string; href?: string }

const LINK = /https?:\/\/[^\s<>"'\u3000-\u303f\uff00-\uffef]+/g

/** Cuts a text into plain pieces and links; everything else stays text. */
export function linked(text: string): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(LINK)) {
    const href = match[0].replace(/[.,;:!?)]+$/, '')
    if (match.index > from) pieces.push({ text: text.slice(from, match.index) })
    pieces.push({ text: href, href })
    from = match.index + href.length
  }
  if (from < text.length) pieces.push({ text: text.slice(from) })
  return pieces
}

/** An address that may be opened: what a customer sends must not run as a script. */
export function safeUri(uri: string): string | undefined {
  try {
    const url = new URL(uri, location.href)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined
  } catch {
    return undefined
  }
}
