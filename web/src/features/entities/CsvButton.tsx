import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useText } from '../../shared/i18n'
import { Button, ErrorState, Icon, notifications } from '../../shared/ui'
import { entityMessages } from './messages'

const batch = 200

/** Saves what the table shows, all its rows, as a file that no spreadsheet takes for formulas. */
export function CsvButton({ list, columns, at }: { list: string[]; columns: string[]; at?: Schemas['ReadPoints'] | null }) {
  const t = useText(entityMessages)
  const [done, setDone] = useState<number>()
  const save = async () => {
    try {
      const lines = [['title', ...columns].map(cellOf).join(',')]
      for (let from = 0; from < list.length; from += batch) {
        setDone(from)
        const page = await answer(
          api.POST('/api/v1/entities/rows', {
            body: {
              ids: list.slice(from, from + batch),
              known_at: at ? String(at.known_at) : undefined,
              valid_at: at?.valid_at ?? undefined,
            },
          }),
        )
        for (const row of page.items) {
          const fields = row.fields as Record<string, unknown>
          lines.push([row.title, ...columns.map(c => fields[c])].map(cellOf).join(','))
        }
      }
      const url = URL.createObjectURL(new Blob([`\uFEFF${lines.join('\r\n')}\r\n`], { type: 'text/csv' }))
      const link = document.createElement('a')
      link.href = url
      link.download = 'entities.csv'
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
    } catch (error) {
      notifications.show({ message: <ErrorState error={error} />, color: 'red', autoClose: false })
    } finally {
      setDone(undefined)
    }
  }
  return (
    <Button
      variant="default"
      onClick={() => void save()}
      disabled={list.length === 0 || done !== undefined}
      leftSection={<Icon name="download" size={16} />}
    >
      {done === undefined ? t('csv') : t('csvBusy', { done, total: list.length })}
    </Button>
  )
}

/** A cell by RFC 4180; a text that a spreadsheet would run begins with an apostrophe. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  const safe =
    typeof value === 'string' && /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
