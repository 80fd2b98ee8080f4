import { type RefObject, useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** The height of a row, and of the head above them. */
export const rowHeight = 36
/** Rows that are kept beyond those in sight, so that a slow wheel shows no gaps. */
const beyond = 6

/** Which rows are in the page: drawn within the frame that scrolls. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number): { first: number; last: number } {
  const [{ top, height }, set] = useState({ top: 0, height: 20 })
  // An effect of a child runs before its parent's element is known; this one runs after.
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const top = Math.floor(element.scrollTop / rowHeight)
      const height = Math.ceil(element.clientHeight / rowHeight)
      set(before => (before.top === top && before.height === height ? before : { top, height }))
    }
    const scrolled = () => flushSync(look)
    const sizes = new ResizeObserver(look)
    sizes.observe(element)
    element.addEventListener('scroll', scrolled, { passive: true })
    look()
    return () => {
      sizes.disconnect()
      element.removeEventListener('scroll', scrolled)
    }
  }, [scroller])
  return { first: Math.max(0, Math.min(top, count - height) - beyond), last: Math.min(count - 1, top + height + beyond) }
}

/**
 * Gives each shown row a slot, which it keeps while it is shown. A slot that comes free is given to the next row: the elements in it stay
 * and only their contents change.
 */
export class Slots {
  private readonly taken = new Map<number, number>()

  /** The shown rows with their slots, by slot. */
  assign(indices: number[]): { index: number; slot: number }[] {
    const wanted = new Set(indices)
    for (const index of [...this.taken.keys()]) if (!wanted.has(index)) this.taken.delete(index)
    const used = new Set(this.taken.values())
    let free = 0
    for (const index of wanted) {
      if (this.taken.has(index)) continue
      while (used.has(free)) free++
      used.add(free)
      this.taken.set(index, free)
    }
    return Array.from(this.taken, ([index, slot]) => ({ index, slot })).sort((a, b) => a.slot - b.slot)
  }
}

/** In milliseconds: how long a list must rest, after a leap, until its rows are asked for. */
const rest = 90

/** Tells what is in sight: at once while it moves on row by row, and once it rests after a leap. */
export function useRangeInSight(first: number, last: number, tell: ((first: number, last: number) => void) | undefined) {
  const before = useRef({ first, last })
  useEffect(() => {
    const leapt = first > before.current.last || last < before.current.first
    before.current = { first, last }
    if (last < first) return
    if (!leapt) return tell?.(first, last)
    const later = setTimeout(() => tell?.(first, last), rest)
    return () => clearTimeout(later)
  }, [first, last, tell])
}
