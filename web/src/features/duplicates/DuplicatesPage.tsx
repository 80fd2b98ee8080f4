import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { answer, api, newKey, type Schemas } from '../../api/client'
import { useCommand } from '../../shared/commands'
import { useDecision, useUndone } from '../../shared/decisions'
import { useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import {
  Button,
  EmptyState,
  ErrorBoundary,
  ErrorState,
  Group,
  LoadingState,
  notifications,
  PageHead,
  SegmentedControl,
  Stack,
  Text,
} from '../../shared/ui'
import { commands } from './commands'
import classes from './duplicates.module.css'
import { keyOf } from './keys'
import { duplicateMessages } from './messages'
import { Pair } from './Pair'
import { PairList } from './PairList'

export type Duplicate = Schemas['DuplicateView']
export type Verdict = 'merged' | 'dismissed' | 'skipped'

const most = 200

/** Pairs that may be the same, one after another. A decided pair stays where it was, so that the list does not move under a click. */
export function DuplicatesPage() {
  const t = useText(duplicateMessages)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMay('write')
  const { state = 'open' } = useSearch({ strict: false }) as { state?: string }
  const [pairs, setPairs] = useState<Duplicate[]>()
  const [at, setAt] = useState(0)
  const [verdicts, setVerdicts] = useState<Record<string, Verdict>>({})
  const found = useQuery({
    queryKey: ['duplicates', state, most],
    queryFn: () => answer(api.GET('/api/v1/duplicates', { params: { query: { state: state as 'open', limit: most } } })),
  })
  // The list is taken once; what is decided meanwhile keeps its place, what is new comes to the end.
  useEffect(() => {
    if (!found.data) return
    setPairs(before => {
      const known = new Set((before ?? []).map(keyOf))
      return [...(before ?? []), ...found.data.items.filter(p => !known.has(keyOf(p)))]
    })
  }, [found.data])

  const search = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/duplicates/find')),
    onSuccess: report => {
      notifications.show({ message: t('found', { count: report.types.reduce((sum, type) => sum + type.new, 0) }) })
      return queries.invalidateQueries({ queryKey: ['duplicates'] })
    },
    onError: error => notifications.show({ message: <ErrorState error={error} />, color: 'red', autoClose: false }),
  })
  const names = (pair: Duplicate) => ({ title: pair.title ?? pair.entity_id, other: pair.other_title ?? pair.other_id })
  const merge = useDecision(
    ({ pair, first }: { pair: Duplicate; first: boolean }) =>
      answer(
        api.POST('/api/v1/entities/{entity_id}/merge', {
          params: { path: { entity_id: first ? pair.other_id : pair.entity_id } },
          body: { to: first ? pair.entity_id : pair.other_id, idempotency_key: newKey() },
        }),
      ),
    ({ pair }) => t('mergedWhat', names(pair)),
  )
  const dismiss = useDecision(
    (pair: Duplicate) =>
      answer(
        api.POST('/api/v1/duplicates/{entity_id}/{other_id}/dismiss', {
          params: { path: { entity_id: pair.entity_id, other_id: pair.other_id } },
          body: { idempotency_key: newKey() },
        }),
      ),
    pair => t('dismissedWhat', names(pair)),
  )
  const list = pairs ?? []
  const pair = list[Math.min(at, list.length - 1)]
  const decided = pair && (verdicts[keyOf(pair)] ?? (pair.state === 'open' ? undefined : pair.state))
  const next = () => setAt(i => Math.min(i + 1, list.length - 1))
  /** The next comes at once; a refusal puts the pair back. */
  const decide = (verdict: Verdict, decision?: Promise<{ id?: string | null }>) => {
    if (!pair) return
    const key = keyOf(pair)
    setVerdicts(before => ({ ...before, [key]: verdict }))
    next()
    decision?.then(
      ({ id }) => id && decisions.current.set(id, key),
      () => putBack(key),
    )
  }
  const putBack = (key: string) =>
    setVerdicts(before => {
      const { [key]: _, ...rest } = before
      return rest
    })
  const decisions = useRef(new Map<string, string>())
  useUndone(id => {
    const key = decisions.current.get(id)
    if (key === undefined) return
    putBack(key)
    setAt(list.findIndex(p => keyOf(p) === key))
  })
  const open = mayWrite && pair !== undefined && (decided === undefined || decided === 'skipped')
  useCommand(commands[0], () => pair && decide('merged', merge.mutateAsync({ pair, first: false })), open)
  useCommand(commands[1], () => pair && decide('merged', merge.mutateAsync({ pair, first: true })), open)
  useCommand(commands[2], () => pair && decide('dismissed', dismiss.mutateAsync(pair)), open)
  useCommand(commands[3], () => (open && decided === undefined ? decide('skipped') : next()), list.length > 0)
  useCommand(commands[4], () => setAt(i => Math.max(0, i - 1)), list.length > 0)

  const left = list.filter(p => p.state === 'open' && (verdicts[keyOf(p)] ?? 'skipped') === 'skipped').length
  return (
    <Stack>
      <PageHead title={t('title')}>
        {mayWrite && (
          <Button variant="default" loading={search.isPending} onClick={() => search.mutate()}>
            {t('find')}
          </Button>
        )}
      </PageHead>
      <Group justify="space-between">
        <SegmentedControl
          aria-label={t('state')}
          value={state}
          onChange={value => {
            setPairs(undefined)
            setVerdicts({})
            setAt(0)
            void navigate({
              to: '.',
              search: (before: object) => ({ ...before, state: value === 'open' ? undefined : value }),
              replace: true,
            } as never)
          }}
          data={(['open', 'merged', 'dismissed', 'all'] as const).map(value => ({ value, label: t(value) }))}
        />
        {state === 'open' && list.length > 0 && (
          <Text size="sm" c="dimmed" role="status">
            {t('progress', { left })}
          </Text>
        )}
      </Group>
      {found.error ? (
        <ErrorState error={found.error} retry={() => void found.refetch()} />
      ) : pairs === undefined ? (
        <LoadingState />
      ) : pair === undefined ? (
        <EmptyState icon="twins" title={t('empty')}>
          {t('emptyHint')}
        </EmptyState>
      ) : (
        <div className={classes.split}>
          <PairList list={list} verdicts={verdicts} at={at} choose={setAt} />
          <ErrorBoundary key={keyOf(pair)}>
            <Pair
              pair={pair}
              decided={decided}
              merge={open ? first => decide('merged', merge.mutateAsync({ pair, first })) : undefined}
              dismiss={open ? () => decide('dismissed', dismiss.mutateAsync(pair)) : undefined}
              skip={() => (decided === undefined ? decide('skipped') : next())}
            />
          </ErrorBoundary>
        </div>
      )}
    </Stack>
  )
}
