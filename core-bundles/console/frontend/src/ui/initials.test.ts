import { describe, expect, it } from 'vitest'
import { initialsOf } from './initials'

describe('initials', () => {
  it('are the last character of a Chinese name, also beside a Latin one', () => {
    expect(initialsOf('王芳')).toBe('芳')
    expect(initialsOf('小美 Mei')).toBe('美')
    expect(initialsOf('访客 7F3A')).toBe('客')
  })

  it('are the first letters of first and last name', () => {
    expect(initialsOf('Grace Brewster Hopper')).toBe('GH')
    expect(initialsOf('emma')).toBe('E')
    expect(initialsOf('')).toBe('?')
  })
})
