import type { StringStream } from '@codemirror/language'
import { clike } from '@codemirror/legacy-modes/mode/clike'

const words = (text: string) => Object.fromEntries(text.split(' ').map((word) => [word, true]))

const parser = clike({
  name: 'drl',
  keywords: words(
    'rule when then end package import global function query declare extends salience no-loop lock-on-active agenda-group ' +
      'activation-group ruleflow-group auto-focus duration timer enabled dialect date-effective date-expires not exists forall ' +
      'and or eval from collect accumulate init action reverse result over window matches contains memberOf soundslike str in ' +
      'new return if else for while insert insertLogical update modify retract delete',
  ),
  types: words('String int long double boolean BigDecimal List Map Set Integer Long Boolean Object'),
  atoms: words('true false null'),
  blockKeywords: words('rule when then function declare query if else for while'),
  hooks: {
    '#'(stream: StringStream) {
      stream.skipToEnd()
      return 'comment'
    },
    $(stream: StringStream) {
      stream.eatWhile(/[\w$]/)
      return 'variable-2'
    },
    '@'(stream: StringStream) {
      stream.eatWhile(/[\w$_]/)
      return 'meta'
    },
  },
})

/**
 * Drools' rule language, as far as colours need it. Without the parser's own indentation, which is made for braces: a
 * new line begins where the one before it did.
 */
export const drl = { ...parser, indent: undefined }
