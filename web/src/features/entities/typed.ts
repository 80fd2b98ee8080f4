import { parseJson } from '../../api/client'
import { formatNumber, isNumeric } from '../../shared/values'
import type { FieldKind } from './schema'

/** What was typed can't be a value of the field; the message says what can. */
export class NotTyped extends Error {
  constructor(readonly wanted: 'notNumber' | 'notTime' | 'notJson') {
    super(wanted)
  }
}

/** A value as it is edited: numbers as their language writes them, times on the browser's clock, lists of words one to a line. */
export function textOf(value: unknown, kind: FieldKind, locale: string): string {
  if (value === undefined || value === null) return ''
  if (kind === 'number' && isNumeric(value)) return formatNumber(value, locale, { useGrouping: false })
  if (kind === 'choice') return JSON.stringify(value)
  if (kind === 'date-time') return localTime(String(value))
  if (kind === 'lines' && Array.isArray(value)) return value.join('\n')
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}

/** Reads what was typed; nothing clears the field. The server checks the rest against the schema. */
export function parse(text: string, kind: FieldKind, locale: string): unknown {
  const typed = text.trim()
  if (typed === '') return null
  switch (kind) {
    case 'number':
      return numberOf(typed, locale)
    case 'boolean':
      return typed === 'true'
    case 'choice':
      return parseJson(typed)
    case 'date-time':
      return timeOf(typed)
    case 'lines':
      return typed
        .split('\n')
        .map(line => line.trim())
        .filter(line => line !== '')
    case 'list':
    case 'record':
      return jsonOf(typed)
    default:
      return text
  }
}

function jsonOf(typed: string): unknown {
  try {
    return parseJson(typed)
  } catch {
    throw new NotTyped('notJson')
  }
}

/** A time on the browser's clock, as its field for times takes it. */
function localTime(value: string): string {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return ''
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}

function timeOf(typed: string): string {
  const at = new Date(typed)
  if (Number.isNaN(at.getTime())) throw new NotTyped('notTime')
  return at.toISOString()
}

/**
 * A number as its language writes it: 1,250.75 or 1.250,75. A mark that can only be the other language's is taken as that. One with more digits
 * than a double holds goes as it was typed, and the server says so.
 */
function numberOf(text: string, locale: string): number | string {
  const typed = text.replace(/[\s'’]/g, '')
  const decimal = markOf(typed, formatNumber(0.5, locale).charAt(1))
  const [whole = '', part, ...more] = decimal ? typed.split(decimal) : [typed]
  const grouped = /^-?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*$/.test(whole)
  if (more.length > 0 || !(grouped || /^-?\d*$/.test(whole)) || !/^\d*$/.test(part ?? '') || !/\d/.test(typed))
    throw new NotTyped('notNumber')
  const plain = `${whole.replace(/[.,]/g, '')}${part ? `.${part}` : ''}`
  return plain.replace(/^-?[0.]*|\D/g, '').length > 15 ? text : Number(plain)
}

/** The mark before the decimals, if there is one. */
function markOf(typed: string, own: string): string | undefined {
  const marks = typed.replace(/[^.,]/g, '')
  const last = marks.at(-1)
  if (last === undefined || last === own) return /^(.)\1+$/.test(marks) ? undefined : last
  // The other mark parts thousands, unless it can't or stands behind such a mark.
  if (marks.length > 1) return marks.includes(own) ? last : undefined
  return /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(typed) ? undefined : last
}
