import { currentLocale, t } from '@/i18n'

/**
 * What the server says of plug-ins that it refuses, in English as its log has it: the commonest reasons, each with the
 * key of its words and the names of what stands in the brackets.
 */
export const REASONS: readonly [pattern: RegExp, key: string, ...names: string[]][] = [
  [/^it is no readable jar \((.*)\): copy it again$/s, 'unreadable', 'cause'],
  [/^it cannot be read \((.*)\): look at its permissions$/s, 'unread', 'cause'],
  [/^it has no manifest:/, 'noManifest'],
  [/^its manifest has no Bundle-SymbolicName:/, 'noName'],
  [/^its Bundle-Version '(.*)' is none:/, 'noVersion', 'version'],
  [/^it is a fragment:/, 'fragment'],
  [/^it uses DynamicImport-Package or Require-Bundle:/, 'dynamic'],
  [/^it imports (\S+), which is not part of the API:/, 'foreign', 'package'],
  [
    /^missing import: package (\S+)(?: (\S+) or later)? is not there in a fitting version;/,
    'missingImport',
    'package',
    'version',
  ],
  [/^it needs Java (\S+), this is Java (\S+)$/, 'java', 'wanted', 'here'],
  [/^it did not start within (\d+) s$/, 'slow', 'seconds'],
  [/^(\S+) could not be created: (.*)$/s, 'notCreated', 'component', 'cause'],
  [/^it is not signed;/, 'unsigned'],
  [/^it is signed by (.*), who is not trusted/s, 'untrusted', 'signer'],
  [/^its signature is broken/, 'brokenSignature'],
  [/^its entry (\S+) was (?:changed|removed) after signing/, 'changedAfterSigning', 'entry'],
  [
    /^rolled back because (\d+) of its first (\d+) calls failed \(limit (\S+) %\)(?:, the last one: (.*))?$/s,
    'rolledBack',
    'errors',
    'calls',
    'limit',
    'cause',
  ],
]

/** A reason in the reader's language; one that is not known here stays in the server's words. */
export function reasonWords(reason: string): string {
  if (currentLocale() === 'en') return reason
  for (const [pattern, key, ...names] of REASONS) {
    const found = pattern.exec(reason)
    if (found) {
      const words = Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? '']))
      return t(`plugins.reason.${key}`, words).trim()
    }
  }
  return reason
}
