import { useEffect, useMemo, useRef } from 'react'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, Group, PageLink, Paper, Stack, Text, Title, useMediaQuery } from '../../shared/ui'
import { formatValue, labelOf } from '../../shared/values'
import { sourceMessages } from './messages'
import { hasPlace, type SourceValue } from './places'
import classes from './sources.module.css'

/** Where the values stand below the document, out of sight of it. */
export const narrow = '(max-width: 62em)'

interface Query {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

/** What was read, entry by entry; each value leads to its place. */
export function ValueList({
  query,
  values,
  chosen,
  choose,
  hovered,
  hover,
}: {
  query: Query
  values: SourceValue[]
  chosen?: string
  choose: (value: SourceValue) => void
  hovered?: string
  hover: (key: string | undefined) => void
}) {
  const t = useText(sourceMessages)
  const locale = useIntlLocale()
  const list = useRef<HTMLDivElement>(null)
  const isNarrow = useMediaQuery(narrow)
  const groups = useMemo(() => {
    const by = new Map<string, SourceValue[]>()
    for (const v of values) {
      const key = v.key.slice(0, v.key.indexOf('.'))
      by.set(key, [...(by.get(key) ?? []), v])
    }
    return [...by.entries()]
  }, [values])
  useEffect(() => {
    if (chosen && !isNarrow) list.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen, isNarrow])
  return (
    <Stack gap="sm" ref={list}>
      <Title order={2}>{t('values')}</Title>
      {values.length === 0 && <Text c="dimmed">{t('noValues')}</Text>}
      {groups.map(([key, group]) => {
        const first = group[0]
        if (!first) return null
        return (
          <Paper key={key} withBorder p="xs">
            <Group justify="space-between" px="xs" pb={4} wrap="nowrap">
              <Text fw={600} size="sm">
                {labelOf(first.entityType)}
              </Text>
              <PageLink to="/entities/$entityId" params={{ entityId: first.entityId }} size="sm">
                {t('openEntity')}
              </PageLink>
            </Group>
            {group.map(value => {
              const text = formatValue(value.value, locale, value.field, value.currency)
              const inner = (
                <>
                  <span className={classes.name}>{labelOf(value.field)}</span>
                  <span className={`${classes.long} wrap`}>{text}</span>
                  {value.undeclared && <span className={classes.aside}>{t('undeclared')}</span>}
                  {value.doubt && <span className={classes.doubt}>{t('doubtful', { reason: value.doubt })}</span>}
                </>
              )
              return hasPlace(value) ? (
                <button
                  type="button"
                  key={value.key}
                  className={classes.value}
                  aria-pressed={value.key === chosen}
                  data-hovered={value.key === hovered || undefined}
                  onMouseEnter={() => hover(value.key)}
                  onMouseLeave={() => hover(undefined)}
                  onClick={() => choose(value)}
                >
                  {inner}
                </button>
              ) : (
                <div key={value.key} className={classes.value}>
                  {inner}
                </div>
              )
            })}
          </Paper>
        )
      })}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('moreValues')}
        </Button>
      )}
    </Stack>
  )
}
