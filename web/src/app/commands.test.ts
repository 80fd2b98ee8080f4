import { describe, expect, it } from 'vitest'
import { type Command, isReserved } from '../shared/commands'
import { format } from '../shared/i18n'
import { allCommands } from './commands'

const commands = await allCommands()
const keysOf = (c: Command) => c.keys?.split(', ') ?? []
const featureOf = (c: Command) => c.id.split('.')[0]

/** Whether both can be bound at once: screens of different features are never open together. */
const overlap = (a: Command, b: Command) => a.scope !== 'page' || b.scope !== 'page' || featureOf(a) === featureOf(b)

describe('the commands of the page', () => {
  it('have ids of their own', () => expect(new Set(commands.map(c => c.id)).size).toBe(commands.length))

  it('have names of their own: the help lists them side by side', () => {
    for (const locale of ['en', 'de'] as const)
      expect(new Set(commands.map(c => format(c.messages, locale, c.text))).size).toBe(commands.length)
  })

  it('include those of every feature', async () => {
    const files = import.meta.glob<{ commands: Command[] }>('../features/*/commands.ts', { eager: true })
    const ids = commands.map(c => c.id)
    for (const { commands: some } of Object.values(files)) for (const c of some) expect(ids).toContain(c.id)
  })

  it.each(commands)('$id has a name in both languages', c => {
    for (const locale of ['en', 'de'] as const) expect(format(c.messages, locale, c.text)).toMatch(/\p{L}{2}/u)
  })

  it.each(commands)('$id has keys that people and browsers leave free', c => {
    for (const stroke of keysOf(c).flatMap(k => k.split(' '))) {
      expect(isReserved(stroke)).toBe(stroke === 'Escape')
      // These need AltGr on many keyboards.
      expect(stroke).not.toMatch(/[[\]{}\\@|~€]/)
      expect(stroke).toMatch(/^(mod\+)?(alt\+)?(shift\+)?([a-z0-9/?.]|Escape)$/)
    }
  })

  it('that can be there at once have different keys, none the beginning of another’s', () => {
    const clashes: string[] = []
    for (const [i, a] of commands.entries()) {
      for (const b of commands.slice(i + 1).filter(b => overlap(a, b))) {
        for (const x of keysOf(a))
          for (const y of keysOf(b))
            if (x === y || x.startsWith(`${y} `) || y.startsWith(`${x} `)) clashes.push(`${a.id} ${x}, ${b.id} ${y}`)
      }
    }
    expect(clashes).toEqual([])
  })
})
