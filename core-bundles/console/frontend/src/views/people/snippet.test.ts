import { describe, expect, it } from 'vitest'
import type { Site } from '@/api/types'
import { snippetOf } from './snippet'

describe('the snippet of a site', () => {
  it('names the server that the shop has to reach', () => {
    const site = { snippet: '<script src="/widget.js" data-site="tea" async></script>' } as Site
    expect(snippetOf(site, 'https://desk.example')).toBe(
      '<script src="https://desk.example/widget.js" data-site="tea" async></script>',
    )
  })
})
