import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
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
  Paper,
  QueryState,
  Stack,
  Text,
  TextInput,
} from '../../shared/ui'
import { formatDate, labelOf } from '../../shared/values'
import { searchMessages } from './messages'
import classes from './search.module.css'

interface Asked {
  q?: string
  type?: string
  year?: string
  source?: string
}

const step = 50
/** The server gives no more of one search. */
const most = 1000

/** Finds entities and passages by the words that somebody remembers. */
export function SearchPage() {
  const t = useText(searchMessages)
  const moment = useMoment()
  const navigate = useNavigate()
  const asked = useSearch({ strict: false }) as Asked
  const [text, setText] = useState(asked.q ?? '')
  useEffect(() => setText(asked.q ?? ''), [asked.q])
  const [limit, setLimit] = useState(step)
  const set = (change: Asked) => {
    setLimit(step)
    void navigate({ to: '/search', search: (before: Asked) => ({ ...before, ...change }) } as never)
  }
  const query = {
    text: asked.q ?? '',
    entity_type: asked.type,
    from: asked.source,
    ...(asked.year ? { after: `${asked.year}-01-01`, before: `${Number(asked.year) + 1}-01-01` } : {}),
    limit,
    ...moment,
  }
  const found = useQuery({
    queryKey: ['search', query],
    enabled: Boolean(asked.q),
    queryFn: ({ signal }) => answer(api.GET('/api/v1/search', { params: { query }, signal })),
    placeholderData: before => before,
  })
  return (
    <Stack maw={1080} mx="auto">
      <PageHead title={t('title')} />
      <form
        role="search"
        onSubmit={e => {
          e.preventDefault()
          set({ q: text.trim() || undefined, type: undefined, year: undefined, source: undefined })
        }}
      >
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t('field')}
            description={t('hint')}
            value={text}
            onChange={e => setText(e.currentTarget.value)}
            flex={1}
            type="search"
            autoFocus
          />
          <Button type="submit">{t('go')}</Button>
        </Group>
      </form>
      {!asked.q ? (
        <EmptyState icon="search" title={t('start')}>
          {t('startHint')}
        </EmptyState>
      ) : (
        <ErrorBoundary key={asked.q}>
          <QueryState query={found} lines={8}>
            {data => (
              <Results
                results={data}
                asked={asked}
                set={set}
                more={() => setLimit(Math.min(data.items.length + step, most))}
                loading={found.isPlaceholderData}
              />
            )}
          </QueryState>
        </ErrorBoundary>
      )}
    </Stack>
  )
}

interface ResultsProps {
  results: Schemas['SearchResults']
  asked: Asked
  set: (change: Asked) => void
  more: () => void
  loading: boolean
}

function Results({ results, asked, set, more, loading }: ResultsProps) {
  const t = useText(searchMessages)
  const facets = results.facets
  const shown = results.items.length
  const hasMore = facets ? facets.hits > shown && shown < most : false
  const chips = [
    asked.type && { label: labelOf(asked.type), clear: { type: undefined } },
    asked.year && { label: asked.year, clear: { year: undefined } },
    asked.source && { label: asked.source, clear: { source: undefined } },
  ].filter(c => c !== undefined && c !== '') as { label: string; clear: Asked }[]
  return (
    <Stack>
      <Group gap="xs">
        <Text size="sm" c="dimmed" role="status">
          {t('hits', { count: facets?.hits ?? results.items.length, atLeast: facets?.at_least ? 'yes' : 'no' })}
        </Text>
        {chips.map(chip => (
          <Button
            key={chip.label}
            size="compact-xs"
            variant="light"
            onClick={() => set(chip.clear)}
            aria-label={`${t('clear')} ${chip.label}`}
          >
            {chip.label} ✕
          </Button>
        ))}
      </Group>
      {results.incomplete && (
        <Text size="sm" c="dimmed">
          {t('incomplete', { reason: results.incomplete })}
        </Text>
      )}
      {results.items.length === 0 ? (
        <Nothing tried={results.tried} text={asked.q ?? ''} />
      ) : (
        <div className={classes.results}>
          <Stack gap="sm">
            {results.items.map(hit => (
              <ErrorBoundary key={hit.entity?.entity_id ?? hit.block_id ?? ''}>
                <Hit hit={hit} />
              </ErrorBoundary>
            ))}
            {hasMore ? (
              <Button variant="default" loading={loading} onClick={more}>
                {t('more')}
              </Button>
            ) : (
              (facets?.at_least || (facets?.hits ?? 0) > shown) && (
                <Text size="sm" c="dimmed">
                  {t('best', { count: shown })}
                </Text>
              )
            )}
          </Stack>
          <aside className={classes.facets}>
            <ErrorBoundary>
              <FacetList title={t('types')} values={facets?.types} label={labelOf} choose={value => set({ type: value })} />
              <FacetList title={t('years')} values={facets?.years} choose={value => set({ year: value })} />
              <FacetList title={t('sources')} values={facets?.sources} choose={value => set({ source: value })} />
            </ErrorBoundary>
          </aside>
        </div>
      )}
    </Stack>
  )
}

function FacetList({
  title,
  values,
  choose,
  label,
}: {
  title: string
  values?: Schemas['FacetCount'][]
  choose: (value: string) => void
  label?: (value: string) => string
}) {
  if (!values || values.length < 2) return null
  return (
    <section aria-label={title}>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      {values.slice(0, 8).map(v => (
        <button type="button" key={v.value} className={classes.facet} onClick={() => choose(v.value)}>
          <span className="truncate">{label ? label(v.value) : v.value}</span>
          <span>{v.count}</span>
        </button>
      ))}
    </section>
  )
}

function Hit({ hit }: { hit: Schemas['SearchHit'] }) {
  const t = useText(searchMessages)
  const locale = useIntlLocale()
  const entity = hit.entity
  const source = hit.source_id && (
    <PageLink
      to="/sources/$sourceId"
      params={{ sourceId: hit.source_id }}
      search={{ block: hit.block_id ?? undefined, show: hit.block_id ? 'blocks' : undefined }}
      size="sm"
      underline="always"
    >
      {t('inSource', { name: hit.file_name ?? hit.source_id })}
    </PageLink>
  )
  return (
    <Paper withBorder p="sm" component="article">
      <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
        <div className={classes.hit}>
          {entity ? (
            <PageLink to="/entities/$entityId" params={{ entityId: entity.entity_id }} fw={600}>
              {entity.title ?? entity.entity_id}
            </PageLink>
          ) : (
            <Text fw={600}>{hit.file_name}</Text>
          )}
          <Text size="sm" c="dimmed">
            {[
              hit.date && formatDate(hit.date, locale),
              hit.amount,
              hit.matched?.length ? t('matched', { fields: hit.matched.map(labelOf).join(', ') }) : undefined,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
        </div>
        {entity && (
          <Badge flex="none" variant="light" color="gray" autoContrast>
            {labelOf(entity.suggested_type ?? entity.entity_type)}
          </Badge>
        )}
      </Group>
      {hit.snippet && (
        <Text size="sm" mt={4} className="wrap" lineClamp={4}>
          {hit.snippet}
        </Text>
      )}
      {source}
    </Paper>
  )
}

/** "Nothing" says what was tried, so that one knows what to try next. */
function Nothing({ tried, text }: { tried?: Schemas['SearchAttempt'] | null; text: string }) {
  const t = useText(searchMessages)
  const words = Object.entries((tried?.words ?? {}) as Record<string, string[]>)
  return (
    <EmptyState icon="search" title={t('none', { text })}>
      {words.length > 0 &&
        `${t('tried')}: ${words.map(([word, forms]) => `${word} (${forms.length ? forms.join(', ') : t('noForms')})`).join('; ')}. `}
      {(tried?.near ?? []).length > 0 && t('near', { words: (tried?.near ?? []).join(', ') })}
    </EmptyState>
  )
}
