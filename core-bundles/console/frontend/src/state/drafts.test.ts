import { beforeEach, describe, expect, it } from 'vitest'
import { drafts } from './drafts'

describe('drafts', () => {
  beforeEach(() => sessionStorage.clear())

  it('are kept for each conversation on its own', () => {
    drafts.keep('c-1', { text: '您好', note: false })
    drafts.keep('c-2', { text: 'hello', note: false })
    expect(drafts.get('c-1').text).toBe('您好')
    expect(drafts.get('c-2').text).toBe('hello')
    expect(drafts.get('c-3')).toEqual({ text: '', note: false })
  })

  it('of notes come back as notes, never as answers', () => {
    drafts.keep('c-1', { text: 'reply: he is angry', note: true })
    expect(drafts.get('c-1')).toEqual({ text: 'reply: he is angry', note: true })
  })

  it('leave nothing behind when the text is gone', () => {
    drafts.keep('c-1', { text: 'hello', note: false })
    drafts.keep('c-1', { text: ' ', note: false })
    expect(sessionStorage).toHaveLength(0)
  })

  it('are forgotten for the next person, and nothing else is', () => {
    sessionStorage.setItem('other', 'stays')
    drafts.keep('c-1', { text: 'hello', note: false })
    drafts.forgetAll()
    expect(drafts.get('c-1').text).toBe('')
    expect(sessionStorage.getItem('other')).toBe('stays')
  })
})
