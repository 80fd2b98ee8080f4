import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { format, type Messages, pseudo } from '.'

type Element = { type: number; value?: string; options?: Record<string, { value: Element[] }> }

const modules = import.meta.glob<Record<string, unknown>>(
  ['../../**/messages.ts', '../**/*.ts', '../**/*.tsx', '!../**/*.test.*', '!../test/**', '!../ui/index.ts', '!../ui/mantine.ts'],
  { eager: true },
)
const isMessages = (value: unknown): value is Messages<string> =>
  typeof value === 'object' && value !== null && 'en' in value && 'de' in value
const all = Object.entries(modules).flatMap(([file, exported]) =>
  Object.entries(exported)
    .filter((e): e is [string, Messages<string>] => isMessages(e[1]))
    .map(([name, messages]) => ({ name, file, messages })),
)

const elementsOf = (message: string, locale: string) => new IntlMessageFormat(message, locale).getAst() as unknown as Element[]

/** The names that a message asks for, and how: name, plural or select with its choices. */
function placeholders(elements: Element[]): Set<string> {
  const names = new Set<string>()
  for (const e of elements) {
    if (e.type === 0 || e.type === 7) continue
    names.add(`${e.value} ${e.options ? (e.type === 6 ? 'plural' : Object.keys(e.options).sort().join()) : ''}`)
    for (const option of Object.values(e.options ?? {})) for (const name of placeholders(option.value)) names.add(name)
  }
  return names
}

/** The plurals of a message, with the choices that each has. */
function plurals(elements: Element[]): string[][] {
  return elements.flatMap(e => [
    ...(e.type === 6 ? [Object.keys(e.options ?? {})] : []),
    ...Object.values(e.options ?? {}).flatMap(option => plurals(option.value)),
  ])
}

it('every feature’s messages are found', () => {
  const files = all.map(m => m.file)
  for (const feature of ['home', 'sources', 'entities', 'search', 'timeline', 'due', 'duplicates', 'conflicts', 'operation'])
    expect(
      files.some(f => f.includes(`/features/${feature}/messages.ts`)),
      feature,
    ).toBe(true)
  for (const name of ['appMessages', 'stateMessages', 'decisionMessages', 'evidenceMessages', 'gridMessages'])
    expect(all.map(m => m.name)).toContain(name)
})

describe.each(all)('$name', ({ messages }) => {
  const keys = Object.keys(messages.en)

  it('has the same keys in every language', () => expect(Object.keys(messages.de).sort()).toEqual([...keys].sort()))

  it.each(keys)('%s can be shown in every language, with the same placeholders', key => {
    const en = messages.en[key] ?? ''
    const de = messages.de[key] ?? ''
    expect(en.trim()).not.toBe('')
    expect(de.trim()).not.toBe('')
    const wanted = placeholders(elementsOf(en, 'en'))
    expect(placeholders(elementsOf(de, 'de'))).toEqual(wanted)
    expect(placeholders(elementsOf(pseudo(en), 'en'))).toEqual(wanted)
    for (const choices of [...plurals(elementsOf(en, 'en')), ...plurals(elementsOf(de, 'de'))])
      expect(choices).toEqual(expect.arrayContaining(['one', 'other']))
    for (const count of [0, 1, 2, 1000]) {
      const values = Object.fromEntries([...wanted].map(name => [name.split(' ')[0], count]))
      for (const locale of ['en', 'de', 'en-XA'] as const) {
        const shown = format(messages, locale, key, values)
        expect(shown.trim()).not.toBe('')
        expect(shown).not.toMatch(/[{}]/)
      }
    }
  })
})

describe('format', () => {
  const messages: Messages<'files' | 'filter' | 'plain'> = {
    en: {
      files: '{count, plural, =0 {no file} one {# file} other {# files}} of {name}',
      filter: "vendor = 'Acme'",
      plain: 'Go on',
    },
    de: {
      files: '{count, plural, =0 {keine Datei} one {# Datei} other {# Dateien}} von {name}',
      filter: "vendor = 'Acme'",
      plain: 'Weiter',
    },
  }
  it('chooses the plural and writes numbers as the language does', () => {
    expect(format(messages, 'en', 'files', { count: 0, name: 'x' })).toBe('no file of x')
    expect(format(messages, 'en', 'files', { count: 1, name: 'x' })).toBe('1 file of x')
    expect(format(messages, 'de', 'files', { count: 12345, name: 'x' })).toBe('12.345 Dateien von x')
  })
  it('keeps apostrophes, and values that look like messages', () => {
    expect(format(messages, 'en', 'filter')).toBe("vendor = 'Acme'")
    expect(format(messages, 'de', 'files', { count: 2, name: "{x} <b>'" })).toBe("2 Dateien von {x} <b>'")
  })
  it('makes the pseudo-locale longer, with accents, and as usable', () => {
    expect(format(messages, 'en-XA', 'plain')).toMatch(/^\[Gö öñ·+\]$/)
    expect(format(messages, 'en-XA', 'files', { count: 2, name: 'x' })).toContain('2 files')
  })
})
