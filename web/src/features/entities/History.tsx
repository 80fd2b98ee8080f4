import { useQuery } from '@tanstack/react-query'
import { diffWords } from 'diff'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useDecision, useUndo } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { isPast, type Moment, useMoment, useSetMoment } from '../../shared/time'
import { Button, Group, Modal, notifications, PageLink, QueryState, Stack, Text } from '../../shared/ui'
import { formatTime, formatValue, labelOf } from '../../shared/values'
import { plainCurrency } from './currency'
import classes from './entities.module.css'
import { entityMessages } from './messages'
import { useTitles } from './titles'

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

/** What a later step has taken back and none has brought back since, each with the id of that step. */
function takenBack(latestFirst: Step[]): ReadonlyMap<string, string> {
  const back = new Map<string, string>()
  const earlier: Step[] = []
  for (const step of latestFirst.toReversed()) {
    const target =
      step.target ?? earlier.findLast(e => e.kind === opposite[step.kind] && e.other === step.other && !back.has(e.id))?.id
    if (target && step.kind === 'reinstate') back.delete(target)
    else if (target) back.set(target, step.id)
    earlier.push(step)
  }
  return back
}

/** The currency before and after each step. */
function currenciesOf(latestFirst: Step[]): ReadonlyMap<Step, { before?: string; after?: string }> {
  const found = new Map<Step, { before?: string; after?: string }>()
  let before: string | undefined
  for (const step of latestFirst.toReversed()) {
    const change = step.changes?.find(c => c.field === 'currency')
    const after = change ? plainCurrency({ currency: change.after }) : before
    found.set(step, { before, after })
    before = after
  }
  return found
}

/** Steps that are shown at first, and more of each time. */
const perPage = 100

/** What happened to an entity, the latest first; each decision can be undone here, each moment looked at. */
export function History({ entity }: { entity: Schemas['EntityView'] }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const mayWrite = useMay('write')
  const moment = useMoment()
  const setMoment = useSetMoment()
  const rollBack = useUndo()
  const takeBack = useDecision(
    async ({ id }: { id: string; what: string }) => {
      const decision = await answer(api.POST('/api/v1/retract/{id}', { params: { path: { id } }, body: {} }))
      notifications.hide(`decided ${id}`)
      return decision
    },
    ({ what }) => t('undone', { what }),
  )
  const [asking, setAsking] = useState<{ id: string; what: string }>()
  const [shown, setShown] = useState(perPage)
  const history = useQuery({
    queryKey: ['history', entity.entity_id, moment],
    // Pages come oldest first: the latest step, and what was taken back, are known once all are there.
    queryFn: async ({ signal }) => {
      const steps: Schemas['HistoryEntry'][] = []
      let cursor: string | undefined
      do {
        const page = await answer(
          api.GET('/api/v1/entities/{entity_id}/history', {
            params: { path: { entity_id: entity.entity_id }, query: { limit: 1000, cursor, ...moment } },
            signal,
          }),
        )
        steps.push(...page.items)
        cursor = page.next_cursor ?? undefined
      } while (cursor)
      return steps
    },
  })
  const promotions = usePromotions(entity, moment)
  const others = useTitles((history.data ?? []).flatMap(s => s.other ?? []))
  const steps = history.data ?? []
  const promoted = promotions.filter(p => p.seq > (steps[0]?.seq ?? 0))
  const items: Step[] = [...steps, ...promoted].sort((a, b) => b.seq - a.seq)
  const back = takenBack(items)
  const currencies = currenciesOf(items)
  /** What is undone with something else: the schema of a promotion, and what has no opposite. */
  const canUndo = (entry: Step) =>
    entry.kind === 'retract'
      ? entry.target !== null && entry.target !== undefined && back.get(entry.target) === entry.id
      : entry.kind !== 'reinstate' &&
        !entry.takenBack &&
        !back.has(entry.id) &&
        !promoted.some(p => entry.kind === 'activate_schema' && p.seq === entry.seq + 1)
  const readings = items.filter(s => s.kind === 'observation' && !back.has(s.id))
  const undo = (entry: Step, what: string) => {
    if (entry.kind === 'promote') rollBack.mutate({ id: entry.id, what })
    else if (entry.kind === 'observation' && readings.length === 1) setAsking({ id: entry.id, what })
    else takeBack.mutate({ id: entry.id, what })
  }
  const undoing = rollBack.isPending ? rollBack.variables?.id : takeBack.isPending ? takeBack.variables?.id : undefined
  const kindOf = (kind: string) => t(`kind_${named.includes(kind as Named) ? (kind as Named) : 'other'}`)
  return (
    <QueryState query={history}>
      {() => (
        <Stack gap={0} maw={760}>
          {items.slice(0, shown).map(entry => {
            const currency = currencies.get(entry)
            const changed = entry.fields ?? (entry.changes ?? []).map(c => c.field)
            const what =
              `${kindOf(entry.kind)} ${changed.slice(0, 3).map(labelOf).join(', ')}${changed.length > 3 ? ' …' : ''}`.trim()
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
                    {entry.other && (
                      <Text size="sm">
                        {t('withOther')}{' '}
                        <PageLink to="/entities/$entityId" params={{ entityId: entry.other }} underline="always">
                          {others.get(entry.other) ?? entry.other}
                        </PageLink>
                      </Text>
                    )}
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
                        loading={undoing === entry.id}
                        onClick={() => undo(entry, what)}
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
                                  : formatValue(change.before, locale, change.field, currency?.before)
                              }
                              after={
                                change.after === null || change.after === undefined
                                  ? ''
                                  : formatValue(change.after, locale, change.field, currency?.after)
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
          {items.length > shown && (
            <Button variant="default" onClick={() => setShown(shown + perPage)}>
              {t('showOlder')}
            </Button>
          )}
          {asking && (
            <Modal opened onClose={() => setAsking(undefined)} title={t('takeBackTitle')}>
              <Stack>
                <Text size="sm">{t('takeBackOnly')}</Text>
                <Group justify="flex-end">
                  <Button data-autofocus variant="default" onClick={() => setAsking(undefined)}>
                    {t('cancel')}
                  </Button>
                  <Button
                    color="red.8"
                    loading={takeBack.isPending}
                    onClick={() => takeBack.mutate(asking, { onSettled: () => setAsking(undefined) })}
                  >
                    {t('takeBackDo')}
                  </Button>
                </Group>
              </Stack>
            </Modal>
          )}
        </Stack>
      )}
    </QueryState>
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
