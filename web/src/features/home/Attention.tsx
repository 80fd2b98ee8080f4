import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { useText } from '../../shared/i18n'
import { ErrorState, Icon, type IconName, LoadingState, PlainLink, SimpleGrid, Stack, Text, Title } from '../../shared/ui'
import classes from './home.module.css'
import { homeMessages } from './messages'
import { isOfNoKind } from './uploads'

interface Item {
  key: string
  text: string
  icon: IconName
  to: string
  search?: Record<string, string>
}

const soon = 14 * 24 * 3600 * 1000
const soonest = () => new Date(Date.now() + soon).toISOString().slice(0, 10)
const most = 100

/** What waits for a person's decision. */
export function Attention() {
  const t = useText(homeMessages)
  const duplicates = useQuery({
    queryKey: ['duplicates', 'open', most],
    queryFn: () => answer(api.GET('/api/v1/duplicates', { params: { query: { limit: most } } })),
  })
  const due = useQuery({
    queryKey: ['due', soon],
    queryFn: () => answer(api.GET('/api/v1/due', { params: { query: { until: soonest() } } })),
  })
  const dead = useQuery({
    queryKey: ['jobs', 'dead'],
    queryFn: () => answer(api.GET('/api/v1/jobs', { params: { query: { state: 'dead', limit: most } } })),
  })
  const failed = useQuery({
    queryKey: ['runs', 'failed', most],
    queryFn: () => answer(api.GET('/api/v1/runs', { params: { query: { state: 'failed', limit: most } as never } })),
  })
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => answer(api.GET('/api/v1/usage')) })

  const items: Item[] = []
  const count = (list: { items: unknown[] } | undefined) => list?.items.length ?? 0
  if (count(duplicates.data))
    items.push({ key: 'duplicates', text: t('duplicates', { count: count(duplicates.data) }), icon: 'twins', to: '/duplicates' })
  if (count(due.data)) items.push({ key: 'due', text: t('due', { count: count(due.data) }), icon: 'calendar', to: '/due' })
  const unsupported = (failed.data?.items ?? []).filter(run => isOfNoKind(run.errors)).length
  const unread = count(failed.data) - unsupported
  const toFailed = { to: '/sources', search: { state: 'failed' } }
  if (unread) items.push({ key: 'failed', text: t('failedRuns', { count: unread }), icon: 'warn', ...toFailed })
  if (unsupported)
    items.push({ key: 'unsupported', text: t('unsupportedRuns', { count: unsupported }), icon: 'file', ...toFailed })
  if (count(dead.data))
    items.push({ key: 'jobs', text: t('deadJobs', { count: count(dead.data) }), icon: 'gear', to: '/operation/jobs' })
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
  const asked = [duplicates, due, failed, dead, usage]
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
          {items.map(item => (
            <PlainLink key={item.key} className={classes.card} to={item.to} search={item.search}>
              <Icon name={item.icon} />
              <span>{item.text}</span>
            </PlainLink>
          ))}
        </SimpleGrid>
      )}
    </Stack>
  )
}
