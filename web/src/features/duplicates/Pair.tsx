import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client'
import { showKeys, useCommands } from '../../shared/commands'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, Group, Kbd, PageLink, QueryState, Stack, Text, Title, Tooltip } from '../../shared/ui'
import { formatNumber, formatValue, labelOf } from '../../shared/values'
import { commands } from './commands'
import type { Duplicate, Verdict } from './DuplicatesPage'
import classes from './duplicates.module.css'
import { duplicateMessages } from './messages'

interface Props {
  pair: Duplicate
  decided?: Verdict | 'open'
  merge?: (first: boolean) => void
  dismiss?: () => void
  skip: () => void
}

/** Two entities beside each other: what each says, how much it speaks for their being one, and what would stand. */
export function Pair({ pair, decided, merge, dismiss, skip }: Props) {
  const t = useText(duplicateMessages)
  const locale = useIntlLocale()
  const registry = useCommands()
  const [equalShown, showEqual] = useState(false)
  const key = [pair.entity_id, pair.other_id]
  const both = useQuery({
    queryKey: ['pair', ...key, decided],
    queryFn: () => answer(api.POST('/api/v1/entities/rows', { body: { ids: key } })),
    placeholderData: before => before,
  })
  const why = useQuery({
    queryKey: ['duplicate', ...key],
    queryFn: () =>
      answer(
        api.GET('/api/v1/duplicates/{entity_id}/{other_id}', {
          params: { path: { entity_id: pair.entity_id, other_id: pair.other_id } },
        }),
      ),
  })
  const result = useQuery({
    queryKey: ['merge preview', ...key],
    enabled: decided === undefined || decided === 'skipped',
    queryFn: () =>
      answer(
        api.GET('/api/v1/entities/{entity_id}/merge', {
          params: { path: { entity_id: pair.entity_id }, query: { to: pair.other_id } },
        }),
      ),
  })
  const button = (index: number, label: string, run: (() => void) | undefined, filled = false) => {
    const keys = commands[index] && registry.keysOf(commands[index])
    return (
      <Button
        variant={filled ? 'filled' : 'default'}
        disabled={!run}
        onClick={run}
        rightSection={keys && <Kbd size="xs">{showKeys(keys)}</Kbd>}
      >
        {label}
      </Button>
    )
  }
  return (
    <Stack>
      <div>
        <Title order={2}>{t('decide')}</Title>
        <Text size="sm" c="dimmed">
          {t('probability', { percent: formatNumber(pair.probability, locale, { style: 'percent', maximumFractionDigits: 1 }) })}{' '}
          · {labelOf(pair.entity_type)} · {t('reason', { reason: pair.reason })}
        </Text>
      </div>
      <QueryState query={both}>
        {data => {
          const one = data.items.find(i => i.entity_id === pair.entity_id) ?? data.items[0]
          const two = data.items.find(i => i.entity_id === pair.other_id) ?? data.items.at(-1)
          const a = (one?.fields ?? {}) as Record<string, unknown>
          const b = (two?.fields ?? {}) as Record<string, unknown>
          const stands = (result.data?.fields ?? {}) as Record<string, unknown>
          const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
          const equal = names.filter(n => JSON.stringify(a[n]) === JSON.stringify(b[n]))
          const shown = [...names.filter(n => !equal.includes(n)), ...(equalShown ? equal : [])]
          const weights = new Map((why.data?.evidence ?? []).map(w => [w.field, w]))
          const cell = (fields: Record<string, unknown>, name: string) =>
            fields[name] === undefined ? '' : formatValue(fields[name], locale, name, fields.currency as string | undefined)
          return (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
            <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('decide')}>
              <table className={classes.table}>
                <thead>
                  <tr>
                    <th>{t('field')}</th>
                    <th>
                      <PageLink
                        to="/entities/$entityId"
                        params={{ entityId: pair.entity_id }}
                        aria-label={t('openOne', { name: pair.title ?? pair.entity_id })}
                      >
                        {pair.title ?? t('first')}
                      </PageLink>
                    </th>
                    <th>
                      <PageLink
                        to="/entities/$entityId"
                        params={{ entityId: pair.other_id }}
                        aria-label={t('openOne', { name: pair.other_title ?? pair.other_id })}
                      >
                        {pair.other_title ?? t('second')}
                      </PageLink>
                    </th>
                    <th>{t('result')}</th>
                    <th>{t('weight')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map(name => {
                    const weight = weights.get(name)
                    return (
                      <tr key={name}>
                        <th scope="row">{labelOf(name)}</th>
                        <td>{cell(a, name)}</td>
                        <td>{cell(b, name)}</td>
                        <td className={classes.stands}>{cell(stands, name)}</td>
                        <td>
                          {weight && (
                            <Tooltip
                              label={`${weight.level}, ${formatNumber(weight.weight, locale, { maximumFractionDigits: 1, signDisplay: 'always' })}`}
                            >
                              <span
                                className={weight.weight > 0.3 ? classes.pro : weight.weight < -0.3 ? classes.con : undefined}
                              >
                                {t(weight.weight > 0.3 ? 'for' : weight.weight < -0.3 ? 'against' : 'neutral')}
                              </span>
                            </Tooltip>
                          )}
                        </td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
              {equal.length > 0 && (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  mt="xs"
                  aria-expanded={equalShown}
                  onClick={() => showEqual(!equalShown)}
                >
                  {t('equal', { count: equal.length })}
                </Button>
              )}
            </div>
          )
        }}
      </QueryState>
      <Group gap="sm">
        {button(0, t('merge'), merge && (() => merge(false)), true)}
        {button(1, t('mergeFirst'), merge && (() => merge(true)))}
        {button(2, t('dismiss'), dismiss)}
        {button(3, t('skip'), skip)}
      </Group>
    </Stack>
  )
}
