import { IntlMessageFormat } from 'intl-messageformat'
import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'

export type Locale = 'en' | 'de' | 'en-XA'
export const locales: { id: Locale; name: string }[] = [
  { id: 'en', name: 'English' },
  { id: 'de', name: 'Deutsch' },
]

/** The texts of one feature in every language: ICU messages. */
export interface Messages<K extends string> {
  en: Record<K, string>
  de: Record<K, string>
}

export function defineMessages<K extends string>(en: Record<K, string>, de: Record<NoInfer<K>, string>): Messages<K> {
  return { en, de }
}

export type Values = Record<string, string | number | undefined>
export type Text<K extends string> = (key: K, values?: Values) => string

const accents: Record<string, string> = {
  a: 'à',
  e: 'ë',
  i: 'ï',
  o: 'ö',
  u: 'ü',
  A: 'Å',
  E: 'É',
  O: 'Ø',
  U: 'Û',
  n: 'ñ',
  c: 'ç',
  s: 'š',
}

/** A text as a language with accents and long words would have it; braces stay as they are. */
export function pseudo(message: string): string {
  let depth = 0
  const letters = Array.from(message, letter => {
    if (letter === '{') depth++
    else if (letter === '}') depth--
    return depth === 0 ? (accents[letter] ?? letter) : letter
  }).join('')
  return `[${letters}${'·'.repeat(Math.ceil(message.length * 0.4))}]`
}

const formats = new Map<string, IntlMessageFormat>()

export function format<K extends string>(messages: Messages<K>, locale: Locale, key: K, values?: Values): string {
  const message = locale === 'de' ? messages.de[key] : locale === 'en-XA' ? pseudo(messages.en[key]) : messages.en[key]
  if (!message.includes('{') && !message.includes("'")) return message
  const name = `${locale}|${message}`
  let ready = formats.get(name)
  if (!ready) {
    ready = new IntlMessageFormat(message, locale === 'en-XA' ? 'en' : locale)
    formats.set(name, ready)
  }
  return String(ready.format(values))
}

const storageKey = 'strata.locale'

export function firstLocale(): Locale {
  const asked = new URLSearchParams(location.search).get('locale') ?? localStorage.getItem(storageKey)
  if (asked === 'en' || asked === 'de' || asked === 'en-XA') return asked
  return navigator.language.startsWith('de') ? 'de' : 'en'
}

const Context = createContext<{ locale: Locale; setLocale: (locale: Locale) => void }>({ locale: 'en', setLocale: () => {} })

export function LocaleProvider({ children, initial }: { children: ReactNode; initial?: Locale }) {
  const [locale, set] = useState<Locale>(() => initial ?? firstLocale())
  const value = useMemo(
    () => ({
      locale,
      setLocale: (next: Locale) => {
        localStorage.setItem(storageKey, next)
        set(next)
      },
    }),
    [locale],
  )
  document.documentElement.lang = locale === 'de' ? 'de' : 'en'
  return <Context value={value}>{children}</Context>
}

export const useLocale = () => useContext(Context)

/** The language for Intl. */
export const useIntlLocale = () => (useLocale().locale === 'de' ? 'de' : 'en-GB')

export function useText<K extends string>(messages: Messages<K>): Text<K> {
  const { locale } = useLocale()
  return useMemo(() => (key, values) => format(messages, locale, key, values), [messages, locale])
}
