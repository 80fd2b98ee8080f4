import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo, useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { type Column, Grid } from '../../shared/grid/Grid'
import { rowLink } from '../../shared/grid/Rows'
import { useIntlLocale, useText } from '../../shared/i18n'
import { ProjectFilter } from '../../shared/projects'
import { hrefAt, isPast, useMoment } from '../../shared/time'
import {
  Button,
  EmptyState,
  Group,
  PageButton,
  PageHead,
  QueryState,
  Select,
  Stack,
  Text,
  TextInput,
  useDebouncedCallback,
} from '../../shared/ui'
import { formatBytes, formatNumber, formatTime } from '../../shared/values'
import { kindChoices, kindOf } from './kinds'
import { sourceMessages } from './messages'
import { RunState, runStates, stateText } from './RunState'

type Source = Schemas['SourceView']

interface Filters {
  text?: string
  state?: string
  media_type?: string
  sort?: string
  project?: string
  /** Days, such as 2026-03-14. */
  from?: string
  to?: string
}

/** When a day begins here, or the one after it. */
function dayOf(day: string | undefined, after = 0): string | undefined {
  const [year, month, date] = day?.split('-').map(Number) ?? []
  if (!year || !month || !date) return undefined
  const begins = new Date(year, month - 1, date + after)
  return Number.isNaN(begins.getTime()) ? undefined : begins.toISOString()
}

export function SourceList() {
  const t = useText(sourceMessages)
  const locale = useIntlLocale()
  const navigate = useNavigate()
  const moment = useMoment()
  const filters = useSearch({ strict: false }) as Filters
  const [typed, setTyped] = useState(filters.text ?? '')
  const set = useCallback(
    (change: Filters) =>
      void navigate({
        to: '.',
        search: (before: Filters) => ({ ...before, ...change }),
        replace: true,
        resetScroll: false,
      } as never),
    [navigate],
  )
  const find = useDebouncedCallback((text: string) => set({ text: text.trim() || undefined }), 250)

  // Neither is known of the past.
  const past = isPast(moment)
  const [state, project] = past ? [] : [filters.state, filters.project]
  const query = {
    ...moment,
    text: filters.text,
    state,
    media_type: filters.media_type,
    sort: filters.sort ?? '-recorded',
    project,
    since: dayOf(filters.from),
    before: dayOf(filters.to, 1),
  }
  const list = useInfiniteQuery({
    queryKey: ['sources', query],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/sources', {
          params: { query: { ...query, count: true, limit: 200, cursor: pageParam } as never },
          signal,
        }),
      ),
    getNextPageParam: last => last.next_cursor ?? undefined,
  })
  const items = useMemo(() => list.data?.pages.flatMap(p => p.items) ?? [], [list.data])
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list
  const total = (list.data?.pages[0] as { total?: { count: number; at_least: boolean } } | undefined)?.total
  const count = hasNextPage ? Math.max(total?.count ?? 0, items.length + 1) : items.length
  const onRange = useCallback(
    (_first: number, last: number) => {
      if (last >= items.length - 20 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    [items.length, hasNextPage, isFetchingNextPage, fetchNextPage],
  )

  const columns: Column<Source>[] = useMemo(
    () => [
      {
        id: 'name',
        label: t('name'),
        width: 340,
        sort: 'name',
        render: s => rowLink(hrefAt(`/sources/${s.source_id}`, moment), s.file_name ?? s.source_id),
      },
      { id: 'kind', label: t('kind'), width: 200, render: s => kindOf(s.media_type, t) },
      ...(past
        ? []
        : [{ id: 'state', label: t('state'), width: 150, render: (s: Source) => s.state && <RunState state={s.state} /> }]),
      { id: 'size', label: t('size'), width: 110, numeric: true, sort: 'size', render: s => formatBytes(s.byte_size, locale) },
      { id: 'recorded', label: t('recorded'), width: 190, sort: 'recorded', render: s => formatTime(s.recorded_at, locale) },
      { id: 'origin', label: t('origin'), width: 160, render: s => s.origin ?? '' },
    ],
    [t, locale, moment, past],
  )
  const filtered = Boolean(filters.text || state || filters.media_type || project || filters.from || filters.to)

  return (
    <Stack>
      <PageHead title={t('title')} />
      <Group gap="sm" align="flex-end">
        <TextInput
          aria-label={t('find')}
          placeholder={t('find')}
          value={typed}
          onChange={e => {
            setTyped(e.currentTarget.value)
            find(e.currentTarget.value)
          }}
          flex="1 1 14rem"
          maw={420}
          type="search"
        />
        <Select
          aria-label={t('kind')}
          placeholder={t('anyKind')}
          data={kindChoices(t)}
          value={filters.media_type ?? null}
          onChange={value => set({ media_type: value ?? undefined })}
          clearable
          w={200}
        />
        {!past && (
          <>
            <Select
              aria-label={t('state')}
              placeholder={t('anyState')}
              data={runStates.map(s => ({ value: s, label: t(stateText(s)) }))}
              value={filters.state ?? null}
              onChange={value => set({ state: value ?? undefined })}
              clearable
              w={180}
            />
            <ProjectFilter value={filters.project} change={project => set({ project })} />
          </>
        )}
        <TextInput
          type="date"
          label={t('from')}
          value={filters.from ?? ''}
          max={filters.to}
          onChange={e => set({ from: e.currentTarget.value || undefined })}
          w={150}
        />
        <TextInput
          type="date"
          label={t('to')}
          value={filters.to ?? ''}
          min={filters.from}
          onChange={e => set({ to: e.currentTarget.value || undefined })}
          w={150}
        />
        {total && (
          <Text size="sm" c="dimmed" role="status">
            {t('count', {
              count: total.at_least ? formatNumber(total.count, locale) : total.count,
              atLeast: total.at_least ? 'yes' : 'no',
            })}
          </Text>
        )}
      </Group>
      <QueryState query={list} lines={10}>
        {() =>
          items.length === 0 ? (
            filtered ? (
              <EmptyState
                icon="filter"
                title={t('none')}
                action={
                  <Button
                    variant="default"
                    onClick={() => {
                      find.cancel()
                      setTyped('')
                      void navigate({ to: '.', search: moment } as never)
                    }}
                  >
                    {t('clear')}
                  </Button>
                }
              />
            ) : (
              <EmptyState icon="files" title={t('empty')} action={<PageButton to="/">{t('toHome')}</PageButton>}>
                {t('emptyHint')}
              </EmptyState>
            )
          ) : (
            <Grid
              name="sources"
              label={t('title')}
              columns={columns}
              count={count}
              rowAt={i => items[i]}
              rowKey={i => items[i]?.source_id ?? String(i)}
              onRange={onRange}
              sort={filters.sort ?? '-recorded'}
              onSort={sort => set({ sort })}
              open={(row, { newTab }) =>
                newTab
                  ? window.open(`/sources/${row.source_id}`, '_blank')
                  : void navigate({ to: '/sources/$sourceId', params: { sourceId: row.source_id }, search: moment } as never)
              }
            />
          )
        }
      </QueryState>
    </Stack>
  )
}
