const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** The currency of a record's amounts. Where the fields that hold currencies are known, other amounts have none: sums don't part them either. */
export function currencyOf(fields: unknown, field: string, currencies: Record<string, string> | undefined): string | undefined {
  const name = currencies ? currencies[field] : 'currency'
  return name ? textOf((fields as Record<string, unknown>)[name]) : undefined
}

/** The currency of a record of which no schema is at hand. */
export const plainCurrency = (fields: unknown) => textOf((fields as Record<string, unknown> | null | undefined)?.currency)
