import { useInfiniteQuery, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, Group, PageLink, QueryState, Select, Stack, Text, TextInput, useDebouncedValue } from '../../shared/ui'
import { formatTime, formatValue, labelOf } from '../../shared/values'
import { DataTable } from './DataTable'
import { actionMessages, operationMessages } from './messages'

type Entry = Schemas['AuditEntry']

const isId = (value: string | null | undefined): value is string => Boolean(value)

/** What the entities of each page are called: two of each of its 100 rows, as many as the server names at a time. */
function useTitles(pages: Entry[][]): ReadonlyMap<string, string> {
  const answers = useQueries({
    queries: pages.map(entries => {
      const ids = [...new Set(entries.flatMap(e => [e.entity_id, e.other_id]).filter(isId))]
      return {
        queryKey: ['titles', ids],
        enabled: ids.length > 0,
        queryFn: () => answer(api.POST('/api/v1/entities/rows', { body: { ids } })),
      }
    }),
  })
  return new Map(
    answers.flatMap(a => a.data?.items ?? []).flatMap(row => (row.title ? [[row.entity_id, row.title] as const] : [])),
  )
}

type Action = keyof typeof actionMessages.en
const actions = Object.keys(actionMessages.en) as Action[]
const isAction = (name: string): name is Action => Object.hasOwn(actionMessages.en, name)

/** Every decision, by whom and why. */
export function Audit() {
  const t = useText(operationMessages)
  const actionText = useText(actionMessages)
  const locale = useIntlLocale()
  const [since, setSince] = useState('')
  const [until, setUntil] = useState('')
  const [action, setAction] = useState<string | null>(null)
  const [actor, setActor] = useState('')
  const [token, setToken] = useState('')
  const [about, setAbout] = useState('')
  const [typed] = useDebouncedValue(`${actor.trim()}\n${token.trim()}\n${about.trim()}`, 300)
  const [typedActor, typedToken, typedAbout] = typed.split('\n')
  const filter = {
    since: since || undefined,
    until: until || undefined,
    action: action ?? undefined,
    actor: typedActor || undefined,
    token_id: typedToken || undefined,
    about: typedAbout || undefined,
  }
  const audit = useInfiniteQuery({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/audit', { params: { query: { ...filter, limit: 100, cursor: pageParam } } })),
    getNextPageParam: last => last.next_cursor ?? undefined,
    placeholderData: before => before,
  })
  const titles = useTitles(audit.data?.pages.map(p => p.items) ?? [])
  return (
    <Stack>
      <Group>
        <TextInput type="date" label={t('since')} value={since} onChange={e => setSince(e.currentTarget.value)} />
        <TextInput type="date" label={t('until')} value={until} onChange={e => setUntil(e.currentTarget.value)} />
        <Select
          label={t('action')}
          placeholder={t('anyAction')}
          clearable
          searchable
          data={actions.map(value => ({ value, label: actionText(value) }))}
          value={action}
          onChange={setAction}
        />
        <TextInput
          label={t('actor')}
          placeholder="rest, mcp, cli"
          value={actor}
          onChange={e => setActor(e.currentTarget.value)}
        />
        <TextInput label={t('token')} placeholder="tok_…" value={token} onChange={e => setToken(e.currentTarget.value)} />
        <TextInput
          label={t('about_')}
          placeholder="ent_…, obs_…, dec_…"
          value={about}
          onChange={e => setAbout(e.currentTarget.value)}
        />
      </Group>
      <QueryState query={audit}>
        {data => (
          <DataTable
            empty={t('noAudit')}
            rows={data.pages.flatMap(p => p.items)}
            rowKey={entry => `${entry.seq} ${entry.id}`}
            columns={[
              { head: t('at'), cell: entry => formatTime(entry.at, locale) },
              { head: t('action'), cell: entry => (isAction(entry.action) ? actionText(entry.action) : labelOf(entry.action)) },
              {
                head: t('actor'),
                className: 'wrap',
                cell: entry => (
                  <>
                    {entry.actor}
                    {entry.token_id && (
                      <Text size="xs" c="dimmed">
                        {entry.token_id}
                      </Text>
                    )}
                  </>
                ),
              },
              { head: t('about_'), className: 'wrap', cell: entry => <About entry={entry} titles={titles} /> },
              { head: t('reason'), className: 'wrap', cell: entry => entry.reason },
            ]}
          />
        )}
      </QueryState>
      {audit.hasNextPage && (
        <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}

/** The run that a detail names, which leads to its source. */
function runOf(detail: unknown): string | undefined {
  const { run } = (detail ?? {}) as { run?: unknown }
  return typeof run === 'string' && run.startsWith('run_') ? run : undefined
}

function About({ entry, titles }: { entry: Entry; titles: ReadonlyMap<string, string> }) {
  const locale = useIntlLocale()
  const entities = [entry.entity_id, entry.other_id].filter(isId)
  const run = runOf(entry.detail)
  return (
    <>
      {entities.map(id => (
        <div key={id}>
          <PageLink to="/entities/$entityId" params={{ entityId: id }}>
            {titles.get(id) ?? id}
          </PageLink>
        </div>
      ))}
      {run && (
        <PageLink to="/runs/$runId" params={{ runId: run }}>
          {run}
        </PageLink>
      )}
      {entities.length === 0 && !run && entry.id}
      {entry.detail != null && !run && (
        <Text size="xs" c="dimmed" lineClamp={3}>
          {formatValue(entry.detail, locale)}
        </Text>
      )}
    </>
  )
}
