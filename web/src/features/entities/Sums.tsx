import { useQuery } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import type { Moment } from '../../shared/time'
import { Anchor, Group, Paper, QueryState, Select, Stack, Text } from '../../shared/ui'
import { formatMoney, formatNumber, formatValue, labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { and } from './Facets'
import type { ListSearch, queryOf, useColumns } from './list'
import { entityMessages } from './messages'

interface Props {
  query: ReturnType<typeof queryOf>
  search: ListSearch
  columns: ReturnType<typeof useColumns>
  set: (change: Partial<ListSearch>) => void
  moment: Moment
}

/** Sums of a field, per currency and by groups; a group leads to its entities. */
export function Sums({ query, search, columns, set, moment }: Props) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const field = search.sum || undefined
  const sums = useQuery({
    queryKey: ['entities', 'sums', query, field, search.by, moment],
    queryFn: ({ signal }) =>
      answer(
        api.POST('/api/v1/entities/sum', {
          body: { ...query, field, by: search.by ? [search.by] : [], limit: 60, ...moment },
          signal,
        }),
      ),
    placeholderData: before => before,
  })
  const show = (value: unknown, group: Schemas['EntityGroup'], digits?: number) => {
    if (value === null || value === undefined) return '–'
    const currency = (group.key as Record<string, unknown>)[sums.data?.currency ?? 'currency'] as string | undefined
    return sums.data?.currency
      ? formatMoney(value as number | string, currency, locale, digits)
      : formatNumber(value as number | string, locale, { maximumFractionDigits: digits ?? 20 })
  }
  const nameOf = (group: Schemas['EntityGroup']) =>
    Object.entries(group.key as Record<string, unknown>)
      .map(([name, value]) => formatValue(value, locale, name))
      .join(' · ') || t('total')
  const line = (group: Schemas['EntityGroup'], key: string, total: boolean) => (
    <tr key={key} className={total ? classes.wins : undefined}>
      <td>
        {group.where && !total ? (
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => group.where && set({ where: and(search.where, group.where), sum: undefined, by: undefined })}
          >
            {nameOf(group)}
          </Anchor>
        ) : (
          <>
            {total ? `${t('total')} ` : ''}
            {Object.keys(group.key as object).length > 0 ? nameOf(group) : ''}
          </>
        )}
        {group.doubtful > 0 && (
          <Text size="xs" className={classes.doubtful}>
            {t('doubtfulIn', { count: group.doubtful })}
          </Text>
        )}
      </td>
      <td className="num">{formatNumber(group.count, locale)}</td>
      {field && (
        <>
          <td className="num">{show(group.sum, group)}</td>
          <td className="num">{show(group.average, group, 2)}</td>
          <td className="num">{show(group.min, group)}</td>
          <td className="num">{show(group.max, group)}</td>
        </>
      )}
    </tr>
  )
  return (
    <Paper withBorder p="sm" component="section" aria-label={t('sums')}>
      <Stack gap="sm">
        <Group gap="sm">
          <Select
            label={t('sumField')}
            data={columns.all.filter(columns.isNumber).map(f => ({ value: f, label: labelOf(f) }))}
            value={field ?? null}
            onChange={value => set({ sum: value ?? '' })}
            w={200}
          />
          <Select
            label={t('groupBy')}
            data={columns.all
              .filter(f => f !== field)
              .flatMap(f =>
                columns.isDate(f)
                  ? [
                      { value: `month(${f})`, label: t('byMonth', { field: labelOf(f) }) },
                      { value: `year(${f})`, label: t('byYear', { field: labelOf(f) }) },
                    ]
                  : [{ value: f, label: labelOf(f) }],
              )}
            value={search.by ?? null}
            onChange={value => set({ by: value ?? undefined })}
            searchable
            clearable
            w={220}
          />
        </Group>
        <QueryState query={sums}>
          {data => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            <div className={classes.compare} tabIndex={0} role="group" aria-label={t('sums')}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th>{t('group')}</th>
                    <th className="num">{t('entries')}</th>
                    {field && (
                      <>
                        <th className="num">{t('sum')}</th>
                        <th className="num">{t('average')}</th>
                        <th className="num">{t('minimum')}</th>
                        <th className="num">{t('maximum')}</th>
                      </>
                    )}
                  </tr>
                </thead>
                <tbody>
                  {data.totals.map((g, i) => line(g, `total ${i}`, true))}
                  {data.groups.map((g, i) => line(g, `group ${i}`, false))}
                </tbody>
              </table>
              {data.more_groups > 0 && (
                <Text size="sm" c="dimmed">
                  {t('moreGroups', { count: data.more_groups })}
                </Text>
              )}
              {(data.notes ?? []).map(note => (
                <Text key={note} size="xs" c="dimmed">
                  {note}
                </Text>
              ))}
            </div>
          )}
        </QueryState>
      </Stack>
    </Paper>
  )
}
