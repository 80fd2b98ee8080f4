import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterEach, vi } from 'vitest'

// jsdom has no layout: elements are given a size, so that lists in sight have rows, and what asks for sizes gets answers.
class Sizes implements ResizeObserver {
  constructor(private readonly tell: ResizeObserverCallback) {}
  observe(target: Element) {
    const size = [{ inlineSize: 1200, blockSize: 720 }]
    const contentRect = target.getBoundingClientRect()
    this.tell([{ target, contentRect, borderBoxSize: size, contentBoxSize: size, devicePixelContentBoxSize: size }], this)
  }
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver = Sizes

/** The stream of events: opened, told and broken by tests. */
export class FakeEvents extends EventTarget implements Pick<EventSource, 'readyState' | 'close'> {
  static readonly CLOSED = 2
  static opened: FakeEvents[] = []
  readyState = 1
  onopen?: () => void
  onerror?: () => void
  constructor(readonly url: string) {
    super()
    FakeEvents.opened.push(this)
  }
  close() {
    this.readyState = FakeEvents.CLOSED
  }
}
Object.assign(globalThis, { EventSource: FakeEvents })

const sizes = { offsetWidth: 1200, offsetHeight: 720, clientWidth: 1200, clientHeight: 720 }
for (const [name, value] of Object.entries(sizes)) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value })
}
Object.defineProperty(HTMLElement.prototype, 'scrollHeight', {
  configurable: true,
  get(this: HTMLElement) {
    return Math.max(
      sizes.clientHeight,
      ...Array.from(this.children, c => Number.parseFloat((c as HTMLElement).style?.height) || 0),
    )
  },
})
Element.prototype.scrollTo = function scrollTo(this: Element, to?: ScrollToOptions | number) {
  const top = typeof to === 'object' ? to.top : undefined
  if (top === undefined) return
  this.scrollTop = top
  this.dispatchEvent(new Event('scroll'))
}
Element.prototype.scrollIntoView = () => {}
window.scrollTo = () => {}
window.matchMedia = (media: string) =>
  ({
    matches: false,
    media,
    onchange: null,
    addListener: () => {},
    removeListener: () => {},
    addEventListener: () => {},
    removeEventListener: () => {},
    dispatchEvent: () => false,
  }) as MediaQueryList
Object.defineProperty(document, 'fonts', {
  configurable: true,
  value: { addEventListener: () => {}, removeEventListener: () => {} },
})

// Busy machines are slow: what never comes is found out late, not wrongly.
configure({ asyncUtilTimeout: 20_000 })

afterEach(() => {
  FakeEvents.opened = []
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
