import { useQuery } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Badge, EmptyState, ErrorBoundary, Group, PageHead, PageLink, QueryState, Stack, Text, Title } from '../../shared/ui'
import { PresentOnly } from '../../shared/ui/PresentOnly'
import { formatDate, formatMoney } from '../../shared/values'
import classes from './due.module.css'
import { dueMessages } from './messages'

const soon = 14

/** What is to be paid, done or decided, the most urgent first. */
export function DuePage() {
  const t = useText(dueMessages)
  const due = useQuery({
    queryKey: ['due', 'all'],
    queryFn: () => answer(api.GET('/api/v1/due', { params: { query: { limit: 1000 } } })),
  })
  return (
    <Stack maw={900} mx="auto">
      <PageHead title={t('title')} />
      <PresentOnly />
      <QueryState query={due} lines={8}>
        {data =>
          data.items.length === 0 ? (
            <EmptyState icon="calendar" title={t('empty')}>
              {t('emptyHint')}
            </EmptyState>
          ) : (
            <Stack gap="lg">
              {data.incomplete && (
                <Text size="sm" c="dimmed">
                  {t('incomplete', { reason: data.incomplete })}
                </Text>
              )}
              <ErrorBoundary>
                <Part title={t('overdue')} items={data.items.filter(i => i.days < 0)} />
              </ErrorBoundary>
              <ErrorBoundary>
                <Part title={t('soon')} items={data.items.filter(i => i.days >= 0 && i.days <= soon)} />
              </ErrorBoundary>
              <ErrorBoundary>
                <Part title={t('later')} items={data.items.filter(i => i.days > soon)} />
              </ErrorBoundary>
            </Stack>
          )
        }
      </QueryState>
    </Stack>
  )
}

function Part({ title, items }: { title: string; items: Schemas['DueItem'][] }) {
  const t = useText(dueMessages)
  const locale = useIntlLocale()
  if (items.length === 0) return null
  return (
    <section aria-label={title}>
      <Group gap="xs" align="baseline">
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {t('count', { count: items.length })}
        </Text>
      </Group>
      <ul className={classes.list}>
        {items.map(item => (
          <li key={`${item.entity_id} ${item.kind} ${item.date}`} className={classes.item}>
            <div className={classes.date}>
              <Text size="sm">{formatDate(item.date, locale)}</Text>
              <Text size="xs" c="dimmed">
                {item.days < 0 ? t('daysLate', { days: -item.days }) : t('inDays', { days: item.days })}
              </Text>
            </div>
            <div className={classes.what}>
              <PageLink to="/entities/$entityId" params={{ entityId: item.entity_id }}>
                {item.title ?? item.entity_id}
              </PageLink>
              <Text size="xs" c="dimmed">
                {item.why}
              </Text>
            </div>
            <Badge variant="light" color="gray" autoContrast>
              {t(item.kind)}
            </Badge>
            <Text size="sm" className={classes.amount}>
              {item.amount !== null && item.amount !== undefined ? formatMoney(item.amount, item.currency, locale) : ''}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  )
}
