const PREFIX = 'dragoman.draft.'
const NOTE = 'note:'
const REPLY = 'reply:'

/** What was begun and not sent, and for whose eyes. */
export interface Draft {
  text: string
  note: boolean
}

/**
 * Drafts by conversation. They last as long as the browser's tab, so that a reload costs nobody a half-written answer;
 * signing out forgets them, for the next person at this computer. A note stays a note: it must never come back as
 * an answer to the customer.
 */
export const drafts = {
  get(conversation: string): Draft {
    const kept = storage()?.getItem(PREFIX + conversation) ?? REPLY
    const note = kept.startsWith(NOTE)
    return { text: kept.slice((note ? NOTE : REPLY).length), note }
  },

  keep(conversation: string, draft: Draft): void {
    if (draft.text.trim() === '') storage()?.removeItem(PREFIX + conversation)
    else storage()?.setItem(PREFIX + conversation, (draft.note ? NOTE : REPLY) + draft.text)
  },

  forgetAll(): void {
    const kept = storage()
    if (!kept) return
    for (const key of Object.keys(kept)) if (key.startsWith(PREFIX)) kept.removeItem(key)
  },
}

/** Browsers may refuse storage altogether; then drafts are not kept. */
function storage(): Storage | undefined {
  try {
    return sessionStorage
  } catch {
    return undefined
  }
}
