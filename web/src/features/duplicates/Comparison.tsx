import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, PageLink, Text } from '../../shared/ui'
import { formatNumber, formatValue, labelOf } from '../../shared/values'
import classes from './duplicates.module.css'
import { duplicateMessages } from './messages'
import { type Duplicate, namesOf } from './verdicts'

export type Fields = Record<string, unknown>

/** Both entities of a pair, now or then. */
export const rowsOf = (pair: Duplicate, known_at?: string) =>
  queryOptions({
    queryKey: ['pair', pair.entity_id, pair.other_id, known_at],
    queryFn: () => answer(api.POST('/api/v1/entities/rows', { body: { ids: [pair.entity_id, pair.other_id], known_at } })),
  })

interface Props {
  pair: Duplicate
  rows: Schemas['EntityRowsView']
  /** What stands, or would stand, after merging. */
  stands?: Fields
}

/** What each of the two says, how much it speaks for their being one, and what stands. */
export function Comparison({ pair, rows, stands }: Props) {
  const t = useText(duplicateMessages)
  const locale = useIntlLocale()
  const [equalShown, showEqual] = useState(false)
  const why = useQuery({
    queryKey: ['duplicate', pair.entity_id, pair.other_id],
    queryFn: () =>
      answer(
        api.GET('/api/v1/duplicates/{entity_id}/{other_id}', {
          params: { path: { entity_id: pair.entity_id, other_id: pair.other_id } },
        }),
      ),
  })
  const fieldsOf = (id: string) => (rows.items.find(i => i.entity_id === id)?.fields ?? {}) as Fields
  const a = fieldsOf(pair.entity_id)
  const b = fieldsOf(pair.other_id)
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
  const equal = names.filter(n => JSON.stringify(a[n]) === JSON.stringify(b[n]))
  const shown = [...names.filter(n => !equal.includes(n)), ...(equalShown ? equal : [])]
  const weights = new Map((why.data?.evidence ?? []).map(w => [w.field, w]))
  const cell = (fields: Fields, name: string) =>
    fields[name] === undefined ? '' : formatValue(fields[name], locale, name, fields.currency as string | undefined)
  const { title, other } = namesOf(pair)
  const head = (id: string, name: string) => (
    <th className={classes.value}>
      <PageLink to="/entities/$entityId" params={{ entityId: id }} aria-label={t('openOne', { name })}>
        {name}
      </PageLink>
    </th>
  )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('fields')}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t('field')}</th>
            {head(pair.entity_id, title)}
            {head(pair.other_id, other)}
            {stands && <th>{t('result')}</th>}
            <th>{t('weight')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(name => (
            <tr key={name}>
              <th scope="row">{labelOf(name)}</th>
              <td className={classes.value}>{cell(a, name)}</td>
              <td className={classes.value}>{cell(b, name)}</td>
              {stands && <td className={`${classes.value} ${classes.stands}`}>{cell(stands, name)}</td>}
              <td>
                <Evidence weight={weights.get(name)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {stands && (
        <Text size="xs" c="dimmed" mt="xs">
          {t('wins')}
        </Text>
      )}
      {equal.length > 0 && (
        <Button variant="subtle" size="compact-sm" mt="xs" aria-expanded={equalShown} onClick={() => showEqual(!equalShown)}>
          {t('equal', { count: equal.length })}
        </Button>
      )}
    </div>
  )
}

/** Bits below which a field says nothing worth a word. */
const slight = 0.3

function Evidence({ weight }: { weight?: Schemas['FieldWeight'] }) {
  const t = useText(duplicateMessages)
  const locale = useIntlLocale()
  if (!weight) return null
  const side = weight.weight > slight ? 'for' : weight.weight < -slight ? 'against' : 'neutral'
  const level = /^likeness >= (.*)$/.exec(weight.level)?.[1]
  return (
    <>
      <span className={side === 'for' ? classes.pro : side === 'against' ? classes.con : undefined}>{t(side)}</span>{' '}
      <Text size="xs" c="dimmed" component="span" className={classes.level}>
        {level
          ? t('alike', { least: formatNumber(level, locale, { style: 'percent' }) })
          : t('level', { level: weight.level.replaceAll(/\W+/g, '_'), other: weight.level })}
        {weight.weight !== 0 &&
          `, ${t('bits', { bits: formatNumber(weight.weight, locale, { maximumFractionDigits: 1, signDisplay: 'always' }) })}`}
      </Text>
    </>
  )
}
