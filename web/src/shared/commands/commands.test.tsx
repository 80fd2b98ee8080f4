import { fireEvent, render, screen } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type Command, CommandProvider, CommandRegistry, readKeySettings, showKeys, strokeOf, useCommand } from '.'

const messages = { en: { x: 'X' }, de: { x: 'X' } }
const command = (id: string, keys: string, scope: Command['scope'] = 'global'): Command => ({
  id,
  keys,
  scope,
  messages,
  text: 'x',
})

const key = (name: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent('keydown', { key: name, code: name.length === 1 ? `Key${name.toUpperCase()}` : name, ...more })

/** A press of that key while that element has the focus. */
function on(target: Element, name: string, more: KeyboardEventInit = {}) {
  const event = key(name, more)
  Object.defineProperty(event, 'target', { value: target })
  return event
}

describe('strokeOf', () => {
  it.each([
    ['a', {}, 'a'],
    ['A', { shiftKey: true }, 'shift+a'],
    // Caps lock types capitals without shift, and small letters with it.
    ['A', {}, 'a'],
    ['a', { shiftKey: true }, 'shift+a'],
    ['k', { ctrlKey: true }, 'mod+k'],
    ['k', { metaKey: true }, 'mod+k'],
    ['k', { ctrlKey: true, shiftKey: true, altKey: true }, 'mod+alt+shift+k'],
    ['?', { shiftKey: true, code: 'Slash' }, '?'],
    ['?', { shiftKey: true, code: 'Minus' }, '?'],
    ['/', { code: 'Slash' }, '/'],
    // On a German keyboard the slash is over the seven, the question mark beside the zero.
    ['/', { shiftKey: true, code: 'Digit7' }, '/'],
    ['1', { code: 'Digit1' }, '1'],
    // Where digits need shift they are named by their place with Ctrl.
    ['&', { code: 'Digit1', ctrlKey: true }, 'mod+1'],
    ['!', { code: 'Digit1', ctrlKey: true, shiftKey: true }, 'mod+shift+1'],
    [' ', { code: 'Space' }, 'Space'],
    [' ', { code: 'Space', shiftKey: true }, 'shift+Space'],
    ['ArrowDown', { shiftKey: true }, 'shift+ArrowDown'],
    ['Escape', {}, 'Escape'],
  ])('%s with %j is %s', (name, more, stroke) => expect(strokeOf(key(name, more))).toBe(stroke))
  it.each(['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead'])('%s alone is none', name =>
    expect(strokeOf(key(name))).toBeUndefined(),
  )
  it('with AltGr is none: it types', () => {
    expect(strokeOf(key('@', { ctrlKey: true, altKey: true, modifierAltGraph: true }))).toBeUndefined()
  })
})

describe('the registry', () => {
  let registry: CommandRegistry
  const run = (id: string, keys: string, scope?: Command['scope']) => {
    const ran = vi.fn()
    registry.bind(command(id, keys, scope), ran)
    return ran
  }
  beforeEach(() => {
    registry = new CommandRegistry()
    document.body.innerHTML = ''
  })

  it('runs what a key stands for while it is bound', () => {
    const ran = vi.fn()
    const end = registry.bind(command('a', 'mod+k'), ran)
    expect(registry.press(key('k', { ctrlKey: true }))).toBe(true)
    expect(registry.press(key('k'))).toBe(false)
    end()
    expect(registry.press(key('k', { ctrlKey: true }))).toBe(false)
    expect(ran).toHaveBeenCalledTimes(1)
  })

  it('runs any of several keys', () => {
    const ran = run('a', 'x, mod+y')
    registry.press(key('x'))
    registry.press(key('y', { ctrlKey: true }))
    expect(ran).toHaveBeenCalledTimes(2)
  })

  describe('sequences', () => {
    it('run at their second key', () => {
      const e = run('go', 'g e')
      expect(registry.press(key('g'), 1000)).toBe(true)
      expect(e).not.toHaveBeenCalled()
      expect(registry.press(key('e'), 1100)).toBe(true)
      expect(e).toHaveBeenCalledTimes(1)
    })
    it('are forgotten after a while', () => {
      const go = run('go', 'g e')
      const alone = run('correct', 'e', 'page')
      registry.press(key('g'), 1000)
      registry.press(key('e'), 2501)
      expect(go).not.toHaveBeenCalled()
      expect(alone).toHaveBeenCalledTimes(1)
    })
    it('go before single keys', () => {
      const go = run('go', 'g e')
      const alone = run('correct', 'e', 'page')
      registry.press(key('g'), 1000)
      registry.press(key('e'), 1001)
      expect(go).toHaveBeenCalledTimes(1)
      expect(alone).not.toHaveBeenCalled()
    })
    it('that lead nowhere leave the second key what it is', () => {
      run('go', 'g e')
      const alone = run('x', 'x')
      registry.press(key('g'), 1000)
      expect(registry.press(key('x'), 1001)).toBe(true)
      expect(alone).toHaveBeenCalledTimes(1)
      registry.press(key('e'), 1002)
      expect(alone).toHaveBeenCalledTimes(1)
    })
    it('do not begin twice', () => {
      const go = run('go', 'g e')
      registry.press(key('g'), 1000)
      registry.press(key('g'), 1001)
      registry.press(key('e'), 1002)
      expect(go).toHaveBeenCalledTimes(1)
    })
  })

  describe('scopes', () => {
    it('inner ones win, and of the same the one bound last', () => {
      const inner = run('inner', 'x', 'page')
      const outer = run('outer', 'x', 'global')
      const later = run('later', 'x', 'page')
      registry.press(key('x'))
      expect([inner, outer, later].map(f => f.mock.calls.length)).toEqual([0, 0, 1])
    })
    it('a dialog hides what is behind it but for keys with Ctrl', () => {
      const behind = run('behind', 'm', 'page')
      const palette = run('palette', 'mod+k')
      const end = registry.bind(command('close', 'x', 'dialog'), () => {})
      registry.press(key('m'))
      registry.press(key('k', { ctrlKey: true }))
      expect(behind).not.toHaveBeenCalled()
      expect(palette).toHaveBeenCalledTimes(1)
      expect(registry.active.map(b => b.command.id)).toEqual(['palette', 'close'])
      end()
      registry.press(key('m'))
      expect(behind).toHaveBeenCalledTimes(1)
    })
    it('a dialog without commands hides what is behind it too', () => {
      document.body.innerHTML = '<section role="dialog" aria-modal="true"><button>Close</button></section>'
      const behind = run('duplicates.dismiss', 'd', 'page')
      const palette = run('palette', 'mod+k')
      expect(registry.press(on(document.querySelector('button') as Element, 'd'))).toBe(false)
      expect(registry.press(key('d'))).toBe(false)
      registry.press(key('k', { ctrlKey: true }))
      expect(behind).not.toHaveBeenCalled()
      expect(palette).toHaveBeenCalledTimes(1)
    })
  })

  describe('typing', () => {
    it.each([
      '<input>',
      '<textarea></textarea>',
      '<select></select>',
      '<div role="listbox"><i tabindex="-1"></i></div>',
      '<div role="menu"><i tabindex="-1"></i></div>',
    ])('in %s is no command', html => {
      document.body.innerHTML = html
      const ran = run('x', 'x')
      const target = document.querySelector('i') ?? (document.body.firstElementChild as Element)
      expect(registry.press(on(target, 'x'))).toBe(false)
      expect(ran).not.toHaveBeenCalled()
    })
    it('in what can be edited is no command', () => {
      const target = document.createElement('div')
      Object.defineProperty(target, 'isContentEditable', { value: true })
      const ran = run('x', 'x')
      registry.press(on(target, 'x'))
      expect(ran).not.toHaveBeenCalled()
    })
    it('leaves keys with Ctrl and Escape', () => {
      const input = document.createElement('input')
      const palette = run('palette', 'mod+k')
      const close = run('close', 'Escape')
      registry.press(on(input, 'k', { ctrlKey: true }))
      registry.press(on(input, 'Escape'))
      expect(palette).toHaveBeenCalledTimes(1)
      expect(close).toHaveBeenCalledTimes(1)
    })
    it('is undone by Ctrl+Z, not a decision', () => {
      const undo = run('undo', 'mod+z')
      for (const html of ['<input>', '<input type="search">', '<textarea></textarea>']) {
        document.body.innerHTML = html
        expect(registry.press(on(document.body.firstElementChild as Element, 'z', { ctrlKey: true }))).toBe(false)
      }
      expect(undo).not.toHaveBeenCalled()
      document.body.innerHTML = '<input type="checkbox">'
      expect(registry.press(on(document.body.firstElementChild as Element, 'z', { ctrlKey: true }))).toBe(true)
    })
    it('by an input method, with AltGr, by holding a key or where it was taken is no command', () => {
      const ran = run('x', 'x, mod+alt+x')
      registry.press(key('x', { isComposing: true }))
      registry.press(key('x', { repeat: true }))
      registry.press(key('x', { ctrlKey: true, altKey: true, modifierAltGraph: true }))
      const taken = key('x', { cancelable: true })
      taken.preventDefault()
      registry.press(taken)
      expect(ran).not.toHaveBeenCalled()
      registry.press(key('x'))
      expect(ran).toHaveBeenCalledTimes(1)
    })
  })

  describe('settings', () => {
    it('switch off single keys, not those with Ctrl', () => {
      const x = run('x', 'x')
      const go = run('go', 'g e')
      const palette = run('palette', 'mod+k')
      registry.change({ own: {}, single: false })
      registry.press(key('x'))
      registry.press(key('g'))
      registry.press(key('e'))
      registry.press(key('k', { ctrlKey: true }))
      expect([x, go, palette].map(f => f.mock.calls.length)).toEqual([0, 0, 1])
    })
    it('change keys, and last', () => {
      const x = run('x', 'x')
      registry.change({ own: { x: 'y' }, single: true })
      registry.press(key('x'))
      expect(x).not.toHaveBeenCalled()
      registry.press(key('y'))
      expect(x).toHaveBeenCalledTimes(1)
      expect(new CommandRegistry().keysOf(command('x', 'x'))).toBe('y')
    })
    it.each(['nonsense', 'null', '[]', '"x"', '{"own":null}', '{"single":"no"}'])(
      'that are broken (%s) are the defaults',
      text => {
        localStorage.setItem('strata.keys', text)
        expect(readKeySettings()).toMatchObject({ own: {}, single: true })
        expect(new CommandRegistry().keysOf(command('x', 'x'))).toBe('x')
      },
    )
  })

  it('tells who listens', () => {
    const told = vi.fn()
    const end = registry.subscribe(told)
    const unbind = registry.bind(command('x', 'x'), () => {})
    unbind()
    expect(told).toHaveBeenCalledTimes(2)
    end()
    registry.change({ own: {}, single: true })
    expect(told).toHaveBeenCalledTimes(2)
  })
})

const said = vi.fn()

function Counter({ enabled, by }: { enabled: boolean; by: number }) {
  useCommand(command('x', 'x'), () => said(by), enabled)
  return <input aria-label="field" />
}

describe('useCommand', () => {
  beforeEach(() => said.mockClear())

  it('runs the latest function while enabled and mounted', () => {
    const show = (enabled: boolean, by: number) => (
      <CommandProvider>
        <Counter enabled={enabled} by={by} />
      </CommandProvider>
    )
    const { rerender, unmount } = render(show(true, 1))
    fireEvent.keyDown(document.body, { key: 'x' })
    rerender(show(true, 2))
    fireEvent.keyDown(document.body, { key: 'x' })
    fireEvent.keyDown(screen.getByLabelText('field'), { key: 'x' })
    rerender(show(false, 3))
    fireEvent.keyDown(document.body, { key: 'x' })
    unmount()
    fireEvent.keyDown(document.body, { key: 'x' })
    expect(said.mock.calls).toEqual([[1], [2]])
  })
})

it('keys are shown as people write them', () => {
  expect(['mod+k', 'g e', 'shift+m', '?', 'Escape', 'x, y', 'alt+mod+1'].map(showKeys)).toEqual([
    'Ctrl+K',
    'G E',
    'Shift+M',
    '?',
    'Esc',
    'X',
    'Alt+Ctrl+1',
  ])
})
