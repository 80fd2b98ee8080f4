import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { ApiError, answer, api, type Schemas } from '../../api/client'
import { type Column, Grid } from '../../shared/grid/Grid'
import { rowLink } from '../../shared/grid/Rows'
import { type Text as Say, useIntlLocale, useText } from '../../shared/i18n'
import { ProjectFilter } from '../../shared/projects'
import { useMay } from '../../shared/session'
import { hrefAt, isPast, useMoment } from '../../shared/time'
import {
  Button,
  EmptyState,
  ErrorBoundary,
  ErrorState,
  Group,
  Icon,
  LoadingState,
  PageButton,
  PageHead,
  Select,
  Stack,
  Text,
  TextInput,
} from '../../shared/ui'
import { formatNumber, formatTime, formatValue, labelOf } from '../../shared/values'
import { ColumnMenu } from './ColumnMenu'
import { CsvButton } from './CsvButton'
import { currencyOf } from './currency'
import classes from './entities.module.css'
import { Facets } from './Facets'
import { type ListSearch, typeOf, useColumns, useEntityRows } from './list'
import { MergeDialog } from './MergeDialog'
import { entityMessages } from './messages'
import { Sums } from './Sums'
import { ViewMenu } from './ViewMenu'

type Entity = Schemas['EntityView']

/** The entities of a kind as a table: filtered, sorted, counted, summed. */
export function EntityList() {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const navigate = useNavigate()
  const moment = useMoment()
  const mayWrite = useMay('write')
  const search = useSearch({ strict: false }) as ListSearch
  const [where, setWhere] = useState(search.where ?? '')
  const [text, setText] = useState(search.text ?? '')
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [merging, setMerging] = useState(false)
  const set = useCallback(
    (change: Partial<ListSearch>) =>
      void navigate({ to: '.', search: (before: ListSearch) => ({ ...before, ...change }), replace: true } as never),
    [navigate],
  )
  // Going back changes the address: the fields follow.
  useEffect(() => setWhere(search.where ?? ''), [search.where])
  useEffect(() => setText(search.text ?? ''), [search.text])

  const stats = useQuery({ queryKey: ['stats'], queryFn: () => answer(api.GET('/api/v1/stats')) })
  const { ids, query, failure, list, rowAt, subscribe, onRange, complete } = useEntityRows(search, moment)
  const firstRows = list.slice(0, 30).map((_, i) => rowAt(i))
  const columns = useColumns(search, firstRows)

  const shown: Column<Entity>[] = useMemo(
    () => [
      {
        id: 'title',
        label: t('name'),
        width: 240,
        render: row => rowLink(hrefAt(`/entities/${row.entity_id}`, moment), row.title ?? row.entity_id),
      },
      ...(search.type
        ? []
        : [
            { id: 'type', label: t('type'), width: 130, render: (row: Entity) => labelOf(row.suggested_type ?? row.entity_type) },
          ]),
      ...columns.chosen.map(field => ({
        id: field,
        label: labelOf(field),
        width: columns.isNumber(field) || columns.isDate(field) ? 130 : 190,
        numeric: columns.isNumber(field),
        // The server sorts by what the kind's schema declares.
        sort: columns.isDeclared(field) ? field : undefined,
        render: (row: Entity) => cell(row, field, currencyOf(row.fields, field, columns.currencies), locale, t),
      })),
      { id: 'updated', label: t('updated'), width: 170, sort: 'updated', render: row => formatTime(row.updated_at, locale) },
    ],
    [t, locale, moment, search.type, columns],
  )
  const present = useQuery({
    queryKey: ['entities', 'count', query],
    enabled: isPast(moment),
    queryFn: ({ signal }) => answer(api.POST('/api/v1/entities/count', { body: query, signal })),
  })
  const narrowed = Boolean(search.where || search.text || search.sort || search.project)
  const clear = () => void navigate({ to: '/entities', search: { ...moment, type: narrowed ? search.type : undefined } } as never)
  const noSuchType = search.type !== undefined && ids.error instanceof ApiError && ids.error.code === 'SCHEMA_NOT_FOUND'
  const pair = [...selected]

  return (
    <Stack>
      <PageHead
        title={search.type ? (columns.title ?? labelOf(search.type.replace('?', ''))) : t('title')}
        crumbs={search.type ? [{ label: t('title'), to: '/entities' }] : undefined}
      >
        <ViewMenu search={search} open={view => void navigate({ to: '/entities', search: { ...view, ...moment } } as never)} />
        <ColumnMenu
          all={columns.all}
          chosen={columns.chosen}
          change={chosen => set({ columns: chosen.join(',') || undefined })}
        />
        <Button
          variant={search.facet !== undefined ? 'light' : 'default'}
          onClick={() => set({ facet: search.facet === undefined ? (columns.chosen[0] ?? columns.all[0]) : undefined })}
          leftSection={<Icon name="filter" size={16} />}
          disabled={!typeOf(search)}
        >
          {t('facets')}
        </Button>
        <Button
          variant={search.sum !== undefined ? 'light' : 'default'}
          onClick={() =>
            set({ sum: search.sum === undefined ? (columns.all.find(columns.isNumber) ?? '') : undefined, by: undefined })
          }
          leftSection={<Icon name="sum" size={16} />}
          disabled={!typeOf(search)}
        >
          {t('sums')}
        </Button>
        <CsvButton list={list} columns={columns.chosen} at={ids.data?.read_at} />
      </PageHead>
      <form
        onSubmit={e => {
          e.preventDefault()
          set({ where: where.trim() || undefined, text: text.trim() || undefined })
        }}
      >
        <Group gap="sm" align="flex-end">
          <Select
            aria-label={t('type')}
            placeholder={t('allTypes')}
            data={(stats.data?.types ?? []).map(s => ({
              value: s.untyped && s.entity_type !== 'generic' ? `?${s.entity_type}` : s.entity_type,
              label: `${labelOf(s.entity_type)}${s.untyped && s.entity_type !== 'generic' ? ` (${t('suggested')})` : ''}`,
            }))}
            value={search.type ?? null}
            onChange={type => {
              setSelected(new Set())
              void navigate({ to: '/entities', search: { ...moment, type: type ?? undefined } } as never)
            }}
            clearable
            w={190}
          />
          <ProjectFilter value={search.project} change={project => set({ project })} />
          <TextInput
            aria-label={t('where')}
            placeholder={t('whereHint')}
            value={where}
            onChange={e => setWhere(e.currentTarget.value)}
            flex="2 1 18rem"
            spellCheck={false}
            autoCapitalize="off"
          />
          <TextInput
            aria-label={t('text')}
            placeholder={t('text')}
            value={text}
            onChange={e => setText(e.currentTarget.value)}
            flex="1 1 9rem"
            type="search"
          />
          <Button type="submit" variant="default">
            {t('apply')}
          </Button>
        </Group>
      </form>
      <Group justify="space-between" mih={30}>
        <Text size="sm" c="dimmed" role="status">
          {ids.data &&
            (complete ? t('count', { count: list.length }) : t('countMore', { count: formatNumber(list.length, locale) }))}
          {ids.data && isPast(moment) && present.data
            ? ` · ${t(present.data.at_least ? 'countNowMore' : 'countNow', { count: formatNumber(present.data.count, locale) })}`
            : ''}
          {selected.size > 0 ? ` · ${t('selected', { count: selected.size })}` : ''}
        </Text>
        <Group gap="xs">
          {mayWrite && selected.size === 2 && (
            <Button size="compact-sm" onClick={() => setMerging(true)} leftSection={<Icon name="merge" size={16} />}>
              {t('mergeTwo')}
            </Button>
          )}
          {narrowed && (ids.error || list.length > 0) && (
            <Button size="compact-sm" variant="default" onClick={clear} leftSection={<Icon name="close" size={16} />}>
              {t('clearAll')}
            </Button>
          )}
        </Group>
      </Group>
      {search.sum !== undefined && (
        <ErrorBoundary>
          <Sums query={query} search={search} columns={columns} set={set} moment={moment} />
        </ErrorBoundary>
      )}
      {ids.error && ids.data && <ErrorState error={ids.error} retry={() => void ids.refetch()} />}
      {failure && <ErrorState error={failure.error} retry={failure.retry} />}
      <div className={search.facet !== undefined ? classes.withFacets : undefined}>
        {search.facet !== undefined && (
          <ErrorBoundary>
            <Facets query={query} search={search} fields={columns.all} set={set} moment={moment} />
          </ErrorBoundary>
        )}
        {noSuchType ? (
          <EmptyState
            icon="table"
            title={t(isPast(moment) ? 'noTypeThen' : 'noType', { type: labelOf(search.type ?? '') })}
            action={<PageButton to="/entities">{t('allTypes')}</PageButton>}
          />
        ) : ids.error && !ids.data ? (
          <ErrorState error={ids.error} retry={() => void ids.refetch()} />
        ) : ids.isPending ? (
          <LoadingState lines={10} />
        ) : list.length === 0 ? (
          narrowed || search.type ? (
            <EmptyState
              icon="filter"
              title={t('none')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState icon="table" title={t('empty')} action={<PageButton to="/">{t('toHome')}</PageButton>}>
              {t('emptyHint')}
            </EmptyState>
          )
        ) : (
          <Grid
            name={`entities.${search.type ?? 'all'}`}
            label={search.type ? labelOf(search.type) : t('title')}
            columns={shown}
            count={list.length}
            rowAt={rowAt}
            subscribe={subscribe}
            rowKey={i => list[i] ?? String(i)}
            onRange={onRange}
            sort={search.sort}
            onSort={sort => set({ sort })}
            selected={selected}
            onSelect={setSelected}
            open={(row, { newTab }) =>
              newTab
                ? window.open(hrefAt(`/entities/${row.entity_id}`, moment), '_blank')
                : void navigate({ to: '/entities/$entityId', params: { entityId: row.entity_id }, search: moment } as never)
            }
          />
        )}
      </div>
      {merging && pair[0] && pair[1] && (
        <MergeDialog
          entityId={pair[0]}
          otherId={pair[1]}
          close={() => {
            setMerging(false)
            setSelected(new Set())
          }}
        />
      )}
    </Stack>
  )
}

function cell(row: Entity, field: string, currency: string | undefined, locale: string, t: Say<keyof typeof entityMessages.en>) {
  const value = (row.fields as Record<string, unknown>)[field]
  if (value === undefined) return null
  const text = formatValue(value, locale, field, currency)
  const doubt = (row.doubtful as Record<string, string> | null | undefined)?.[field]
  if (!doubt) return text
  return (
    <span className={classes.doubtful} title={t('doubtful', { reason: doubt })}>
      <Icon name="warn" size={14} /> {text}
    </span>
  )
}
