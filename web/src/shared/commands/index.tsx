import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import type { Messages } from '../i18n'

/** Something that a person can do, by key, palette, button or help sheet. */
export interface Command {
  /** Names it in settings and docs: feature.verb. */
  id: string
  /** Its default keys: "g e" is one after another, "mod+k" with Ctrl or ⌘. */
  keys?: string
  /** Where it holds; inner ones win. */
  scope: 'global' | 'page' | 'dialog'
  messages: Messages<string>
  /** The key of its name among the messages. */
  text: string
}

export function defineCommands<K extends string>(messages: Messages<K>, commands: Omit<Command, 'messages'>[]): Command[] {
  return commands.map(c => ({ ...c, messages: messages as Messages<string> }))
}

/** A command that a mounted component can run now. */
interface Bound {
  command: Command
  run: () => void
  order: number
}

const settingsKey = 'strata.keys'

export interface KeySettings {
  /** Keys that differ from the defaults. */
  own: Record<string, string>
  /** Whether keys without Ctrl, Alt or ⌘ do anything (WCAG 2.1.4). */
  single: boolean
}

export function readKeySettings(): KeySettings {
  try {
    const kept = JSON.parse(localStorage.getItem(settingsKey) ?? '{}') as Partial<KeySettings> | null
    return { own: kept?.own ?? {}, single: kept?.single !== false }
  } catch {
    return { own: {}, single: true }
  }
}

export class CommandRegistry {
  private bound: Bound[] = []
  private order = 0
  private pending = ''
  private pendingUntil = 0
  private listeners = new Set<() => void>()
  settings = readKeySettings()

  bind(command: Command, run: () => void): () => void {
    const entry = { command, run, order: ++this.order }
    this.bound.push(entry)
    this.tell()
    return () => {
      this.bound = this.bound.filter(b => b !== entry)
      this.tell()
    }
  }

  change(settings: KeySettings) {
    this.settings = settings
    localStorage.setItem(settingsKey, JSON.stringify(settings))
    this.tell()
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private tell() {
    this.active = this.latest()
    for (const listener of this.listeners) listener()
  }

  /** What can be run now, each once: a dialog hides what is behind it. */
  active: Bound[] = []

  private latest(): Bound[] {
    const inDialog = this.bound.some(b => b.command.scope === 'dialog')
    const by = new Map<string, Bound>()
    for (const b of this.bound) {
      if (!inDialog || b.command.scope === 'dialog' || b.command.keys?.startsWith('mod+')) by.set(b.command.id, b)
    }
    return [...by.values()]
  }

  private holds = 0

  /** Lets no key run anything until what it returns is called. */
  hold(): () => void {
    this.holds++
    return () => void this.holds--
  }

  keysOf(command: Command): string | undefined {
    return this.settings.own[command.id] ?? command.keys
  }

  /** Runs what the key stands for; returns whether it did. */
  press(event: KeyboardEvent, now = Date.now()): boolean {
    if (this.holds > 0 || event.isComposing || event.repeat || event.defaultPrevented) return false
    const stroke = strokeOf(event)
    if (!stroke) return false
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey
    if (plain && (isTyping(event.target) || !this.settings.single) && stroke !== 'Escape') return false
    if (editing.test(stroke) && isText(event.target)) return false
    const sequence = now < this.pendingUntil ? `${this.pending} ${stroke}` : stroke
    const modal = document.querySelector('[aria-modal="true"]') !== null
    const candidates = this.active
      .filter(b => !modal || !plain || b.command.scope === 'dialog')
      .sort((a, b) => rank(b) - rank(a) || b.order - a.order)
    for (const wanted of sequence === stroke ? [stroke] : [sequence, stroke]) {
      const hit = candidates.find(b => this.keysOf(b.command)?.split(', ').includes(wanted))
      if (hit) {
        this.pending = ''
        this.pendingUntil = 0
        hit.run()
        return true
      }
      if (candidates.some(b => this.keysOf(b.command)?.startsWith(`${wanted} `))) {
        this.pending = wanted
        this.pendingUntil = now + 1500
        return true
      }
    }
    this.pendingUntil = 0
    return false
  }
}

const rank = (b: Bound) => (b.command.scope === 'dialog' ? 2 : b.command.scope === 'page' ? 1 : 0)

/** The name of a key as commands write it: by what it types; digits with Ctrl or Alt by their place. */
export function strokeOf(event: KeyboardEvent): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta', 'Dead', 'AltGraph'].includes(event.key) || event.getModifierState?.('AltGraph')) return
  const byPlace = (event.ctrlKey || event.metaKey || event.altKey) && /^Digit\d$/.test(event.code)
  const key = byPlace ? event.code.slice(5) : event.key === ' ' ? 'Space' : event.key
  const letter = key.length === 1 ? key.toLowerCase() : key
  const shift = event.shiftKey && (byPlace || key.length > 1 || letter !== key.toUpperCase())
  return `${event.ctrlKey || event.metaKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift ? 'shift+' : ''}${letter}`
}

/** What browsers and systems take for themselves. */
const ofBrowsers = new Set([
  ...[...'tnwrlfpsdjhacvxqoug+-0'].map(k => `mod+${k}`),
  ...[...'tnwrijcp'].map(k => `mod+shift+${k}`),
  ...[...'dfe'].map(k => `alt+${k}`),
  ...Array.from({ length: 9 }, (_, i) => `mod+${i + 1}`),
])

/** Whether no command may have the key: browsers take it, or it has a name (Tab, Enter, arrows, F5) and moves or presses what has the focus. */
export const isReserved = (stroke: string) => ofBrowsers.has(stroke) || (stroke.split('+').at(-1)?.length ?? 0) > 1

/** What belongs to the field that one types in: undo and redo, select all, copy, cut and paste. */
const editing = /^mod\+(shift\+)?[acvxyz]$/

function isText(target: EventTarget | null): boolean {
  const element = target as HTMLInputElement | null
  return Boolean(
    element?.isContentEditable ||
      /^textarea$/i.test(element?.tagName ?? '') ||
      (/^input$/i.test(element?.tagName ?? '') && !/^(checkbox|radio|button|range|file)$/.test(element?.type ?? '')),
  )
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null
  return (
    Boolean(element?.isContentEditable || /^(input|textarea|select)$/i.test(element?.tagName ?? '')) ||
    Boolean(element?.closest?.('[role=menu],[role=listbox]'))
  )
}

/** Keys as people write them. */
export function showKeys(keys: string): string {
  const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
  return (keys.split(', ')[0] ?? keys)
    .split(' ')
    .map(stroke =>
      stroke
        .replace('mod+', mac ? '⌘' : 'Ctrl+')
        .replace('alt+', mac ? '⌥' : 'Alt+')
        .replace('shift+', mac ? '⇧' : 'Shift+')
        .replace('Escape', 'Esc')
        .replace(/(^|\+)([a-z])$/, (_, a: string, b: string) => a + b.toUpperCase()),
    )
    .join(' ')
}

/** The first of a command's keys as `aria-keyshortcuts` writes it; undefined for keys one after another, which it can't say. */
export function ariaKeys(keys: string): string | undefined {
  const stroke = keys.split(', ')[0] ?? keys
  if (stroke.includes(' ')) return undefined
  const control = /Mac|iPhone|iPad/.test(navigator.platform) ? 'Meta+' : 'Control+'
  return stroke
    .replace('mod+', control)
    .replace('alt+', 'Alt+')
    .replace('shift+', 'Shift+')
    .replace(/(^|\+)([a-z])$/, (_, a: string, b: string) => a + b.toUpperCase())
}

const Context = createContext<CommandRegistry | null>(null)

export function CommandProvider({ children }: { children: ReactNode }) {
  const registry = useMemo(() => new CommandRegistry(), [])
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (registry.press(event)) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [registry])
  return <Context value={registry}>{children}</Context>
}

export function useCommands(): CommandRegistry {
  const registry = useContext(Context)
  if (!registry) throw new Error('No CommandProvider')
  return registry
}

/** What can be run now; follows what is mounted. */
export function useActiveCommands() {
  const registry = useCommands()
  const [active, set] = useState(registry.active)
  useEffect(() => {
    set(registry.active)
    const end = registry.subscribe(() => set(registry.active))
    return () => void end()
  }, [registry])
  return active
}

/** The keys that a command has now, also after they were changed. */
export function useKeys(command: Command | undefined): string | undefined {
  const registry = useCommands()
  return useSyncExternalStore(registry.subscribe, () => command && registry.keysOf(command))
}

/** Makes a command do something while the component is mounted. */
export function useCommand(command: Command | undefined, run: () => void, enabled = true) {
  const registry = useCommands()
  const latest = useRef(run)
  latest.current = run
  useEffect(() => (command && enabled ? registry.bind(command, () => latest.current()) : undefined), [registry, command, enabled])
}

/** Keeps keys from running commands while the component is mounted. */
export function useCommandsOff() {
  const registry = useCommands()
  useEffect(() => registry.hold(), [registry])
}
