import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { useText } from '../../shared/i18n'
import { ErrorState, Icon, type IconName, LoadingState, PlainLink, SimpleGrid, Stack, Text, Title } from '../../shared/ui'
import classes from './home.module.css'
import { homeMessages } from './messages'

interface Item {
  key: string
  text: string
  icon: IconName
  /** Left out where the page has no screen for it. */
  to?: string
  search?: Record<string, string>
}

const soon = 14 * 24 * 3600 * 1000
const soonest = () => new Date(Date.now() + soon).toISOString().slice(0, 10)
const most = 100

interface Total {
  count: number
  at_least: boolean
}
/** A list without a count of its own says how many it shows, and whether there are more. */
const shown = (list: { items: unknown[]; more: boolean } | undefined): Total | undefined =>
  list && { count: list.items.length, at_least: list.more }

/** How many sources are in a state by their latest run. */
function useSources(state: 'failed' | 'partial') {
  return useQuery({
    queryKey: ['sources', 'count', state],
    queryFn: () => answer(api.GET('/api/v1/sources', { params: { query: { state, count: true, limit: 1 } } })),
  })
}

/** What waits for a person's decision. */
export function Attention() {
  const t = useText(homeMessages)
  const staged = useQuery({
    queryKey: ['findings', 'staged'],
    queryFn: () => answer(api.GET('/api/v1/findings', { params: { query: { state: 'staged', count: true, limit: 1 } } })),
  })
  const duplicates = useQuery({
    queryKey: ['duplicates', 'open', most],
    queryFn: () => answer(api.GET('/api/v1/duplicates', { params: { query: { limit: most } } })),
  })
  const conflicts = useQuery({
    queryKey: ['conflicts', 'open', most],
    queryFn: () => answer(api.GET('/api/v1/conflicts', { params: { query: { limit: most } } })),
  })
  const due = useQuery({
    queryKey: ['due', soon],
    queryFn: () => answer(api.GET('/api/v1/due', { params: { query: { until: soonest(), limit: most } } })),
  })
  const dead = useQuery({
    queryKey: ['jobs', 'dead', 'count'],
    queryFn: () => answer(api.GET('/api/v1/jobs', { params: { query: { state: 'dead', count: true, limit: 1 } } })),
  })
  const failed = useSources('failed')
  const partial = useSources('partial')
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => answer(api.GET('/api/v1/usage')) })

  const items: Item[] = []
  const add = (
    key: 'staged' | 'duplicates' | 'conflicts' | 'due' | 'failedRuns' | 'partialRuns' | 'deadJobs',
    total: Total | null | undefined,
    more: Pick<Item, 'icon' | 'to' | 'search'>,
  ) => {
    if (!total?.count) return
    const what = t(key, { count: total.count })
    items.push({ key, text: total.at_least ? t('atLeast', { what }) : what, ...more })
  }
  add('staged', staged.data?.total, { icon: 'check' })
  add('duplicates', shown(duplicates.data && { items: duplicates.data.items, more: Boolean(duplicates.data.next_cursor) }), {
    icon: 'twins',
    to: '/duplicates',
  })
  add('conflicts', shown(conflicts.data && { items: conflicts.data.items, more: Boolean(conflicts.data.next_cursor) }), {
    icon: 'warn',
    to: '/conflicts',
  })
  add('due', shown(due.data && { items: due.data.items, more: Boolean(due.data.incomplete) }), { icon: 'calendar', to: '/due' })
  add('failedRuns', failed.data?.total, { icon: 'warn', to: '/sources', search: { state: 'failed' } })
  add('partialRuns', partial.data?.total, { icon: 'file', to: '/sources', search: { state: 'partial' } })
  add('deadJobs', dead.data?.total, { icon: 'gear', to: '/operation/jobs' })
  for (const quota of ['storage', 'interpretations'] as const) {
    const view = usage.data?.[quota]
    if (view?.limit && view.used / view.limit >= 0.8) {
      items.push({
        key: quota,
        text: t('quota', { used: Math.round((100 * view.used) / view.limit), what: t(quota) }),
        icon: 'info',
        to: '/operation/usage',
      })
    }
  }
  const asked = [staged, duplicates, conflicts, due, failed, partial, dead, usage]
  const refused = asked.filter(q => q.error)
  return (
    <Stack component="section" gap="sm" aria-label={t('attention')}>
      <Title order={2}>{t('attention')}</Title>
      {refused[0] && (
        <ErrorState
          error={refused[0].error}
          retry={() => {
            for (const q of refused) void q.refetch()
          }}
        />
      )}
      {items.length === 0 ? (
        asked.some(q => q.isPending) ? (
          <LoadingState lines={1} />
        ) : (
          refused.length === 0 && <Text c="dimmed">{t('allQuiet')}</Text>
        )
      ) : (
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="sm">
          {items.map(({ key, icon, text, to, search }) => {
            const content = (
              <>
                <Icon name={icon} />
                <span>{text}</span>
              </>
            )
            return to ? (
              <PlainLink key={key} className={classes.card} to={to} search={search}>
                {content}
              </PlainLink>
            ) : (
              <div key={key} className={classes.card}>
                {content}
              </div>
            )
          })}
        </SimpleGrid>
      )}
    </Stack>
  )
}
