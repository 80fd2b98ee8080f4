import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMoment } from '../../shared/time'
import {
  Badge,
  Button,
  EmptyState,
  ErrorBoundary,
  Group,
  PageHead,
  PageLink,
  QueryState,
  Select,
  Stack,
  Text,
  TextInput,
  Title,
} from '../../shared/ui'
import { formatDate, labelOf } from '../../shared/values'
import { timelineMessages } from './messages'
import classes from './timeline.module.css'

interface Asked {
  from?: string
  to?: string
  type?: string
}

const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)

/** What happened, by the dates that the entities themselves state. */
export function TimelinePage() {
  const t = useText(timelineMessages)
  const moment = useMoment()
  const navigate = useNavigate()
  const asked = useSearch({ strict: false }) as Asked
  const from = asked.from ?? day(-365)
  const set = (change: Asked) =>
    void navigate({ to: '.', search: (before: Asked) => ({ ...before, ...change }), replace: true } as never)
  const stats = useQuery({ queryKey: ['stats'], queryFn: () => answer(api.GET('/api/v1/stats')) })
  const events = useInfiniteQuery({
    queryKey: ['timeline', from, asked.to, asked.type, moment],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/timeline', {
          params: { query: { from, to: asked.to, entity_type: asked.type, limit: 200, cursor: pageParam, ...moment } },
          signal,
        }),
      ),
    getNextPageParam: last => last.next_cursor ?? undefined,
    placeholderData: before => before,
  })
  return (
    <Stack maw={900} mx="auto">
      <PageHead title={t('title')} />
      <Group gap="sm" align="flex-end">
        <DayInput label={t('from')} value={from} set={from => set({ from })} />
        <DayInput label={t('to')} value={asked.to ?? ''} set={to => set({ to })} />
        <Select
          label={t('type')}
          placeholder={t('allTypes')}
          clearable
          data={[...new Set((stats.data?.types ?? []).map(s => s.entity_type))].map(s => ({ value: s, label: labelOf(s) }))}
          value={asked.type ?? null}
          onChange={type => set({ type: type ?? undefined })}
        />
      </Group>
      <ErrorBoundary>
        <QueryState query={events} lines={8}>
          {({ pages }) => {
            const items = pages.flatMap(p => p.items)
            return items.length === 0 ? (
              <EmptyState icon="clock" title={t('empty')}>
                {t('emptyHint')}
              </EmptyState>
            ) : (
              byMonth(items).map(([month, inMonth]) => (
                <ErrorBoundary key={month}>
                  <Month month={month} events={inMonth} />
                </ErrorBoundary>
              ))
            )
          }}
        </QueryState>
      </ErrorBoundary>
      {events.hasNextPage && (
        <Button variant="default" loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}

const isDay = /^[1-9]\d{3}-\d\d-\d\d$/

/** A day is set once it is complete; until then what is typed stays in the field. */
function DayInput({ label, value, set }: { label: string; value: string; set: (day: string | undefined) => void }) {
  const [typed, setTyped] = useState<string>()
  return (
    <TextInput
      type="date"
      label={label}
      value={typed ?? value}
      onChange={({ currentTarget: { value: day, validity } }) => {
        setTyped(day)
        if (day === '' ? !validity.badInput : isDay.test(day)) set(day || undefined)
      }}
      onBlur={() => setTyped(undefined)}
    />
  )
}

function byMonth(events: Schemas['TimelineEvent'][]): [string, Schemas['TimelineEvent'][]][] {
  const months = new Map<string, Schemas['TimelineEvent'][]>()
  for (const event of events) {
    const month = event.at.slice(0, 7)
    months.set(month, [...(months.get(month) ?? []), event])
  }
  return [...months.entries()]
}

function Month({ month, events }: { month: string; events: Schemas['TimelineEvent'][] }) {
  const t = useText(timelineMessages)
  const locale = useIntlLocale()
  const name = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  )
  return (
    <section aria-label={name}>
      <Group gap="xs" className={classes.month}>
        <Title order={2}>{name}</Title>
        <Text size="sm" c="dimmed">
          {t('count', { count: events.length })}
        </Text>
      </Group>
      <ul className={classes.list}>
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: one entity may have several dates a day.
          <li key={index} className={classes.event}>
            <Text size="sm" c="dimmed" className={classes.date}>
              {formatDate(event.at, locale)}
            </Text>
            <div className={classes.what}>
              <PageLink
                to="/entities/$entityId"
                params={{ entityId: event.entity_id }}
                search={{ field: event.field }}
                underline="always"
              >
                {event.title ?? event.entity_id}
              </PageLink>{' '}
              <Text size="sm" c="dimmed" component="span">
                {labelOf(event.field)}
                {event.recurs ? ` · ${t('recurs')}` : ''}
              </Text>
            </div>
            <Badge variant="light" color="gray" autoContrast>
              {labelOf(event.entity_type)}
            </Badge>
          </li>
        ))}
      </ul>
    </section>
  )
}
