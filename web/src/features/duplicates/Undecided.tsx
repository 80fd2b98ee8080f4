import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useCommand } from '../../shared/commands'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { Group, QueryState, Stack, Text, TextInput, Title } from '../../shared/ui'
import { formatNumber, labelOf } from '../../shared/values'
import { CommandButton } from './CommandButton'
import { Comparison, type Fields, rowsOf } from './Comparison'
import { commands } from './commands'
import { duplicateMessages } from './messages'
import type { Duplicate } from './verdicts'

interface Props {
  pair: Duplicate
  merge: (first: boolean, reason?: string) => void
  dismiss: (reason?: string) => void
  skip: () => void
}

/** A pair to decide about. */
export function Undecided(props: Props) {
  const rows = useQuery(rowsOf(props.pair))
  return <QueryState query={rows}>{data => <Question {...props} rows={data} />}</QueryState>
}

/** Its keys decide only what can be seen. */
function Question({ pair, rows, merge, dismiss, skip }: Props & { rows: Schemas['EntityRowsView'] }) {
  const t = useText(duplicateMessages)
  const locale = useIntlLocale()
  const mayWrite = useMay('write')
  const [text, setText] = useState('')
  const reason = text.trim() || undefined
  const preview = useQuery({
    queryKey: ['merge preview', pair.entity_id, pair.other_id],
    queryFn: () =>
      answer(
        api.GET('/api/v1/entities/{entity_id}/merge', {
          params: { path: { entity_id: pair.entity_id }, query: { to: pair.other_id } },
        }),
      ),
  })
  const into = () => merge(false, reason)
  const intoFirst = () => merge(true, reason)
  const tellApart = () => dismiss(reason)
  useCommand(commands[0], into, mayWrite)
  useCommand(commands[1], intoFirst, mayWrite)
  useCommand(commands[2], tellApart, mayWrite)
  return (
    <Stack>
      <div>
        <Title order={2}>{t('decide')}</Title>
        <Text size="sm" c="dimmed">
          {t('probability', { percent: formatNumber(pair.probability, locale, { style: 'percent', maximumFractionDigits: 1 }) })}{' '}
          · {labelOf(pair.entity_type)} ·{' '}
          {pair.reason === 'similarity' ? t('similar') : t('reason', { reason: labelOf(pair.reason) })}
        </Text>
      </div>
      <Comparison pair={pair} rows={rows} stands={(preview.data?.fields ?? {}) as Fields} />
      {mayWrite && <TextInput label={t('note')} value={text} onChange={e => setText(e.currentTarget.value)} maw={480} />}
      <Group gap="sm">
        {mayWrite && (
          <>
            <CommandButton command={commands[0]} label={t('merge')} run={into} filled />
            <CommandButton command={commands[1]} label={t('mergeFirst')} run={intoFirst} />
            <CommandButton command={commands[2]} label={t('dismiss')} run={tellApart} />
          </>
        )}
        <CommandButton command={commands[3]} label={t(mayWrite ? 'skip' : 'next')} run={skip} />
      </Group>
    </Stack>
  )
}
