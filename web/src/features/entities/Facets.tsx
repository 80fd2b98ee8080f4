import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import type { Moment } from '../../shared/time'
import { QueryState, Select, Stack, Text } from '../../shared/ui'
import { formatNumber, formatValue, labelOf } from '../../shared/values'
import classes from './entities.module.css'
import type { ListSearch, queryOf } from './list'
import { entityMessages } from './messages'

interface Props {
  query: ReturnType<typeof queryOf>
  search: ListSearch
  fields: string[]
  set: (change: Partial<ListSearch>) => void
  moment: Moment
}

/** Joins conditions; the server says of each value the one that leaves it. */
export const and = (where: string | undefined, more: string) => (where ? `(${where}) and ${more}` : more)

/** The values of one field with how many have each; a click leaves only those. */
export function Facets({ query, search, fields, set, moment }: Props) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const field = search.facet ?? ''
  const counts = useQuery({
    queryKey: ['entities', 'facets', query, field, moment],
    enabled: field !== '',
    queryFn: ({ signal }) =>
      answer(api.POST('/api/v1/entities/count', { body: { ...query, facets: [field], values: 25, ...moment }, signal })),
    placeholderData: before => before,
  })
  return (
    <Stack gap="xs" component="section" aria-label={t('facets')}>
      <Select
        label={t('facetOf')}
        data={fields.map(f => ({ value: f, label: labelOf(f) }))}
        value={field || null}
        onChange={value => value && set({ facet: value })}
        searchable
        allowDeselect={false}
      />
      {field !== '' && (
        <QueryState query={counts}>
          {data => {
            const facet = data.facets?.[0]
            return (
              <div>
                {(facet?.values ?? []).map(v => (
                  <button
                    type="button"
                    key={JSON.stringify(v.value)}
                    className={classes.facet}
                    disabled={!v.where}
                    onClick={() => v.where && set({ where: and(search.where, v.where) })}
                  >
                    <span className="truncate">{formatValue(v.value, locale, field)}</span>
                    <span className="num">{formatNumber(v.count, locale)}</span>
                  </button>
                ))}
                {(facet?.more_values ?? 0) > 0 && (
                  <Text size="xs" c="dimmed" px="xs">
                    {t('more', { count: facet?.more_values })}
                  </Text>
                )}
                {(facet?.missing ?? 0) > 0 && (
                  <Text size="xs" c="dimmed" px="xs">
                    {t('missing', { count: facet?.missing })}
                  </Text>
                )}
              </div>
            )
          }}
        </QueryState>
      )}
    </Stack>
  )
}
