/** What was begun and not sent, by conversation, for as long as the page lives. */
export const drafts = new Map<string, string>()
