/** How values of any kind are shown. Numbers come as numbers, or as text where a double would round them. */

const isoDate = /^\d{4}-\d{2}-\d{2}$/
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

export const isNumeric = (value: unknown): value is number | string =>
  typeof value === 'number' || (typeof value === 'string' && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value))

/** Whether a field's value is an amount of money by its name and kind. */
export const moneyField = /total|amount|price|tax|subtotal|balance|fee|cost|rent|salary|paid|open|sum|premium/i

/** Making a format takes longer than using it a hundred times. */
const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n ${locale} ${JSON.stringify(options)}`
  const known = formats.get(key) as Intl.NumberFormat | undefined
  if (known) return known
  const made = new Intl.NumberFormat(locale, options)
  formats.set(key, made)
  return made
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d ${locale} ${JSON.stringify(options)}`
  const known = formats.get(key) as Intl.DateTimeFormat | undefined
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, options)
  formats.set(key, made)
  return made
}

export function formatNumber(value: number | string, locale: string, options?: Intl.NumberFormatOptions): string {
  // Intl takes decimal text exactly; the type of older libraries only knows numbers.
  return numberFormat(locale, { maximumFractionDigits: 20, ...options }).format(value as unknown as number)
}

export function formatMoney(value: number | string, currency: string | undefined | null, locale: string, digits = 20): string {
  if (currency && /^[A-Z]{3}$/.test(currency)) {
    return formatNumber(value, locale, { style: 'currency', currency, minimumFractionDigits: 2, maximumFractionDigits: digits })
  }
  return formatNumber(value, locale, { minimumFractionDigits: 2, maximumFractionDigits: digits })
}

/** A day at midnight UTC; undefined where no calendar has it. */
function dayOf(value: string): Date | undefined {
  const day = value.slice(0, 10)
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day) ? at : undefined
}

export function formatDate(value: string, locale: string): string {
  const day = dayOf(value)
  return day ? dateFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(day) : value
}

export function formatTime(value: string, locale: string): string {
  const at = new Date(value)
  if (Number.isNaN(at.getTime()) || !dayOf(value)) return value
  return dateFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}

export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte']
  let unit = 0
  let size = bytes
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000
    unit++
  }
  return numberFormat(locale, {
    style: 'unit',
    unit: units[unit] ?? 'byte',
    unitDisplay: unit === 0 ? 'long' : 'short',
    maximumFractionDigits: size < 10 && unit > 0 ? 1 : 0,
  }).format(size)
}

/** Shows a field's value as one line of text. */
export function formatValue(value: unknown, locale: string, field = '', currency?: string | null): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'boolean') return value ? '✓' : '✗'
  if (typeof value === 'number' || (typeof value === 'string' && isNumeric(value) && value.length > 15)) {
    return moneyField.test(field) ? formatMoney(value, currency, locale) : formatNumber(value, locale, { useGrouping: false })
  }
  if (typeof value === 'string') {
    if (isoDate.test(value)) return formatDate(value, locale)
    if (isoTime.test(value)) return formatTime(value, locale)
    return value
  }
  if (Array.isArray(value)) {
    return value.every(v => typeof v !== 'object' || v === null)
      ? value.map(v => formatValue(v, locale, field, currency)).join(', ')
      : value.map(v => nameOf(v, locale)).join('; ')
  }
  return Object.entries(value as Record<string, unknown>)
    .map(([name, v]) => `${labelOf(name)}: ${formatValue(v, locale, name, currency)}`)
    .join(' · ')
}

/** What an entry of a list is called: its first text. */
function nameOf(value: unknown, locale: string): string {
  const texts = Object.values((value ?? {}) as Record<string, unknown>).filter(v => typeof v === 'string')
  return texts[0] ?? formatValue(value, locale)
}

/** A field's or type's name as words: due_date → Due date. */
export function labelOf(name: string): string {
  const words = name
    .replace(/_/g, ' ')
    .trim()
    .replace(/\b(id|iban|bic|vat|url|isbn|sku)\b/gi, letters => letters.toUpperCase())
  return words.charAt(0).toUpperCase() + words.slice(1)
}
