import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { useUndo } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { Button, Group, PageLink, QueryState, Stack, Text, Title } from '../../shared/ui'
import { formatTime } from '../../shared/values'
import { CommandButton } from './CommandButton'
import { Comparison, type Fields, rowsOf } from './Comparison'
import { commands } from './commands'
import { duplicateMessages } from './messages'
import { type Duplicate, namesOf } from './verdicts'

interface Props {
  pair: Duplicate
  verdict: 'merged' | 'dismissed'
  reopen: (undone: Promise<{ id: string }>) => void
  next: () => void
}

const actions = { merged: 'merge', dismissed: 'dismiss_duplicate' }

/** A decided pair: who decided it and why, what each of the two said, and the way back. */
export function Decided({ pair, verdict, reopen, next }: Props) {
  const t = useText(duplicateMessages)
  const locale = useIntlLocale()
  const mayWrite = useMay('write')
  const undo = useUndo()
  const decision = useQuery({
    queryKey: ['pair decision', pair.entity_id, pair.other_id, verdict],
    queryFn: async () => {
      const { items } = await answer(
        api.GET('/api/v1/audit', { params: { query: { about: pair.entity_id, action: actions[verdict], limit: 1000 } } }),
      )
      const ids = [pair.entity_id, pair.other_id]
      return items.find(e => ids.includes(e.entity_id ?? '') && ids.includes(e.other_id ?? '')) ?? null
    },
  })
  const entry = decision.data
  const isMerged = verdict === 'merged'
  const now = useQuery(rowsOf(pair))
  const then = useQuery({ ...rowsOf(pair, entry ? String(entry.seq - 1) : undefined), enabled: !isMerged || Boolean(entry) })
  const stands = (now.data?.items[0]?.fields ?? {}) as Fields
  const what = t(isMerged ? 'mergedWhat' : 'dismissedWhat', namesOf(pair))
  return (
    <Stack>
      <div>
        <Title order={2}>{t(verdict)}</Title>
        <QueryState query={decision} lines={1}>
          {found =>
            found ? (
              <>
                <Text size="sm" c="dimmed">
                  {t('decidedAt', { when: formatTime(found.at, locale), actor: found.actor ?? '–' })}
                </Text>
                {found.reason && (
                  <Text size="sm" className="wrap">
                    {found.reason}
                  </Text>
                )}
              </>
            ) : isMerged ? (
              <Text size="sm">
                {t('indirect')}{' '}
                <PageLink to="/entities/$entityId" params={{ entityId: pair.entity_id }} underline="always">
                  {t('openMerged')}
                </PageLink>
              </Text>
            ) : null
          }
        </QueryState>
      </div>
      {(entry || !isMerged) && (
        <QueryState query={isMerged ? then : now}>
          {rows => <Comparison pair={pair} rows={rows} stands={isMerged ? stands : undefined} />}
        </QueryState>
      )}
      <Group gap="sm">
        {mayWrite && entry && (
          <Button variant="default" onClick={() => reopen(undo.mutateAsync({ id: entry.id, what }))}>
            {t(isMerged ? 'separate' : 'takeBack')}
          </Button>
        )}
        <CommandButton command={commands[3]} label={t('next')} run={next} />
      </Group>
    </Stack>
  )
}
