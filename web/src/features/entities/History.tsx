import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { diffWords } from 'diff'
import { answer, api, type Schemas } from '../../api/client'
import { useUndo } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { isPast, type Moment, useMoment, useSetMoment } from '../../shared/time'
import { Button, ErrorState, Group, LoadingState, PageLink, Stack, Text } from '../../shared/ui'
import { formatTime, formatValue, labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { entityMessages } from './messages'

const named = [
  'observation',
  'correction',
  'merge',
  'unmerge',
  'split',
  'unsplit',
  'delete',
  'restore',
  'retract',
  'reinstate',
  'relate',
  'unrelate',
  'activate_schema',
  'promote',
] as const
type Named = (typeof named)[number]

type Step = Omit<Schemas['HistoryEntry'], 'kind'> & {
  kind: string
  /** Of a promotion. */
  fields?: string[]
  takenBack?: 'rolling_back' | 'rolled_back'
}

/** The promotions of an entity's kind, which filled in fields of it, as steps of its history. */
function usePromotions(entity: Schemas['EntityView'], moment: Moment): Step[] {
  const found = useQuery({
    queryKey: ['promotions'],
    queryFn: () => answer(api.GET('/api/v1/promotions', { params: { query: { limit: 1000 } } })),
    // One that is being filled in or taken back goes on without an event of its own.
    refetchInterval: query => (query.state.data?.items.some(p => /ing/.test(p.state)) ? 2000 : false),
  })
  const known = isPast(moment) ? moment.known_at : undefined
  return (found.data?.items ?? [])
    .filter(p => p.to_type === entity.entity_type)
    .map(p => ({
      seq: Number(p.promotion_id.replace('dec_', '')),
      recorded_at: p.recorded_at,
      kind: 'promote',
      id: p.promotion_id,
      actor: p.actor,
      fields: p.fields,
      takenBack: p.state === 'rolling_back' || p.state === 'rolled_back' ? p.state : undefined,
    }))
    .filter(p => known === undefined || (/^\d+$/.test(known) ? p.seq <= Number(known) : p.recorded_at <= known))
}

const opposite: Partial<Record<string, string>> = { unmerge: 'merge', unsplit: 'split', restore: 'delete' }

/** Ids of what a later step has taken back and none has brought back since. */
function takenBack(latestFirst: Step[]) {
  const back = new Set<string>()
  const earlier: Step[] = []
  for (const step of latestFirst.toReversed()) {
    const target =
      step.target ?? earlier.findLast(e => e.kind === opposite[step.kind] && e.other === step.other && !back.has(e.id))?.id
    if (target && step.kind === 'reinstate') back.delete(target)
    else if (target) back.add(target)
    earlier.push(step)
  }
  return back
}

/** What happened to an entity, the latest first; each decision can be undone here, each moment looked at. */
export function History({ entity }: { entity: Schemas['EntityView'] }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const mayWrite = useMay('write')
  const moment = useMoment()
  const setMoment = useSetMoment()
  const undo = useUndo()
  const history = useInfiniteQuery({
    queryKey: ['history', entity.entity_id, moment],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/entities/{entity_id}/history', {
          params: { path: { entity_id: entity.entity_id }, query: { limit: 200, cursor: pageParam, ...moment } },
        }),
      ),
    getNextPageParam: last => last.next_cursor ?? undefined,
  })
  const promotions = usePromotions(entity, moment)
  if (history.error) return <ErrorState error={history.error} retry={() => void history.refetch()} />
  if (history.isPending) return <LoadingState />
  const steps = history.data.pages.flatMap(p => p.items)
  const until = history.hasNextPage ? (steps.at(-1)?.seq ?? 0) : Number.POSITIVE_INFINITY
  const promoted = promotions.filter(p => p.seq > (steps[0]?.seq ?? 0) && p.seq <= until)
  const items: Step[] = [...steps, ...promoted].sort((a, b) => b.seq - a.seq)
  const back = takenBack(items)
  /** What is undone with something else: the schema of a promotion, and what has no opposite. */
  const canUndo = (entry: Step) =>
    entry.kind !== 'retract' &&
    entry.kind !== 'reinstate' &&
    !entry.takenBack &&
    !back.has(entry.id) &&
    !promoted.some(p => entry.kind === 'activate_schema' && p.seq === entry.seq + 1)
  const kindOf = (kind: string) => t(`kind_${named.includes(kind as Named) ? (kind as Named) : 'other'}`)
  return (
    <Stack gap={0} maw={760}>
      {history.hasNextPage && (
        <Button variant="default" mb="md" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('loadMore')}
        </Button>
      )}
      {items.map(entry => {
        const what = `${kindOf(entry.kind)} ${(entry.fields ?? (entry.changes ?? []).map(c => c.field)).map(labelOf).join(', ')}`
        return (
          <article key={`${entry.seq} ${entry.id}`} className={classes.event}>
            <Group justify="space-between" align="flex-start" gap="xs">
              <div>
                <Text size="sm" fw={600}>
                  {kindOf(entry.kind)}
                  {entry.actor ? ` ${t('by_', { actor: entry.actor })}` : ''}
                </Text>
                <Text size="xs" c="dimmed">
                  {formatTime(entry.recorded_at, locale)} · #{entry.seq}
                  {entry.source_id && (
                    <>
                      {' · '}
                      <PageLink to="/sources/$sourceId" params={{ sourceId: entry.source_id }} size="xs" underline="always">
                        {t('openSource')}
                      </PageLink>
                    </>
                  )}
                </Text>
                {entry.reason && <Text size="sm">{entry.reason}</Text>}
                {back.has(entry.id) && <Text size="sm">{t('rolledBack')}</Text>}
                {entry.fields && (
                  <Text size="sm">
                    {entry.fields.map(labelOf).join(', ')}
                    {entry.takenBack ? ` · ${t(entry.takenBack === 'rolled_back' ? 'rolledBack' : 'rollingBack')}` : ''}
                  </Text>
                )}
              </div>
              <Group gap={4}>
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  onClick={() => void setMoment({ known_at: String(entry.seq) })}
                >
                  {t('lookThen')}
                </Button>
                {mayWrite && canUndo(entry) && (
                  <Button
                    size="compact-xs"
                    variant="default"
                    loading={undo.isPending && undo.variables?.id === entry.id}
                    onClick={() => undo.mutate({ id: entry.id, what })}
                  >
                    {t('undo')}
                  </Button>
                )}
              </Group>
            </Group>
            {(entry.changes ?? []).length > 0 && (
              <table className={classes.table}>
                <tbody>
                  {(entry.changes ?? []).map(change => (
                    <tr key={change.field}>
                      <th>{labelOf(change.field)}</th>
                      <td className={classes.diff}>
                        <Change
                          before={
                            change.before === null || change.before === undefined
                              ? ''
                              : formatValue(change.before, locale, change.field)
                          }
                          after={
                            change.after === null || change.after === undefined
                              ? ''
                              : formatValue(change.after, locale, change.field)
                          }
                        />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </article>
        )
      })}
    </Stack>
  )
}

/** A change word by word; what was stays readable as struck out. */
function Change({ before, after }: { before: string; after: string }) {
  if (before === '') return <ins>{after}</ins>
  if (after === '') return <del>{before}</del>
  const short = before.length < 40 && after.length < 40
  if (short) {
    return (
      <>
        <del>{before}</del> → <ins>{after}</ins>
      </>
    )
  }
  return (
    <>
      {diffWords(before, after).map((part, index) =>
        part.added ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text.
          <ins key={index}>{part.value}</ins>
        ) : part.removed ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text.
          <del key={index}>{part.value}</del>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text.
          <span key={index}>{part.value}</span>
        ),
      )}
    </>
  )
}
