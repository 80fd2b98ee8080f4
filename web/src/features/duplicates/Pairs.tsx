import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { answer, api, newKey, type Schemas } from '../../api/client'
import { useCommand } from '../../shared/commands'
import { useDecision, useUndone } from '../../shared/decisions'
import { useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { EmptyState, ErrorBoundary, QueryState, Stack, Text } from '../../shared/ui'
import { rowsOf } from './Comparison'
import { commands } from './commands'
import { Decided } from './Decided'
import classes from './duplicates.module.css'
import { duplicateMessages } from './messages'
import { PairList } from './PairList'
import { Undecided } from './Undecided'
import { type Duplicate, isOpen, keyOf, namesOf, type Standing } from './verdicts'

const pageSize = 200

/** One pair after another. A decided pair stays where it was, so that the list does not move under a click. */
export function Pairs({ state }: { state: Schemas['DuplicateFilter'] }) {
  const t = useText(duplicateMessages)
  const queries = useQueryClient()
  const mayWrite = useMay('write')
  const [pairs, setPairs] = useState<Duplicate[]>([])
  const [at, setAt] = useState(0)
  const [verdicts, setVerdicts] = useState<Record<string, Standing>>({})
  const panel = useRef<HTMLElement>(null)
  const found = useInfiniteQuery({
    queryKey: ['duplicates', 'pages', state],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/v1/duplicates', { params: { query: { state, limit: pageSize, cursor: pageParam } } })),
    getNextPageParam: last => last.next_cursor ?? undefined,
  })
  // What is decided meanwhile keeps its place, what is new comes to the end.
  useEffect(() => {
    if (!found.data) return
    const items = found.data.pages.flatMap(p => p.items)
    setPairs(before => {
      const known = new Set(before.map(keyOf))
      return [...before, ...items.filter(p => !known.has(keyOf(p)))]
    })
  }, [found.data])

  const merge = useDecision(
    ({ pair, first, reason }: { pair: Duplicate; first: boolean; reason?: string }) =>
      answer(
        api.POST('/api/v1/entities/{entity_id}/merge', {
          params: { path: { entity_id: first ? pair.other_id : pair.entity_id } },
          body: { to: first ? pair.entity_id : pair.other_id, reason, idempotency_key: newKey() },
        }),
      ),
    ({ pair }) => t('mergedWhat', namesOf(pair)),
  )
  const dismiss = useDecision(
    ({ pair, reason }: { pair: Duplicate; reason?: string }) =>
      answer(
        api.POST('/api/v1/duplicates/{entity_id}/{other_id}/dismiss', {
          params: { path: { entity_id: pair.entity_id, other_id: pair.other_id } },
          body: { reason, idempotency_key: newKey() },
        }),
      ),
    ({ pair }) => t('dismissedWhat', namesOf(pair)),
  )
  const index = Math.min(at, pairs.length - 1)
  const pair = pairs[index]
  const following = pairs[index + 1]
  useEffect(() => {
    if (following) void queries.prefetchQuery(rowsOf(following))
  }, [queries, following])

  const standingOf = (of: Duplicate): Standing => verdicts[keyOf(of)] ?? of.state
  const setVerdict = (key: string, verdict: Standing | undefined) =>
    setVerdicts(({ [key]: _, ...rest }) => (verdict ? { ...rest, [key]: verdict } : rest))
  const next = () => setAt(Math.min(index + 1, pairs.length - 1))
  const decisions = useRef(new Map<string, { key: string; before?: Standing }>())
  /** What was pressed goes with the pair; the focus stays in the panel. A refusal puts the pair back. */
  const decide = (of: Duplicate, verdict: Standing, decision?: Promise<{ id?: string | null }>) => {
    const key = keyOf(of)
    const before = verdicts[key]
    if (panel.current?.contains(document.activeElement)) panel.current.focus()
    setVerdict(key, verdict)
    if (verdict !== 'open') next()
    decision?.then(
      ({ id }) => id && decisions.current.set(id, { key, before }),
      () => setVerdict(key, before),
    )
  }
  useUndone(id => {
    const decision = decisions.current.get(id)
    if (!decision) return
    setVerdict(decision.key, decision.before)
    setAt(pairs.findIndex(p => keyOf(p) === decision.key))
  })
  const skip = () => (pair && mayWrite && standingOf(pair) === 'open' ? decide(pair, 'skipped') : next())
  useCommand(commands[3], skip, pairs.length > 0)
  useCommand(commands[4], () => setAt(Math.max(0, index - 1)), pairs.length > 0)

  const left = pairs.filter(p => isOpen(standingOf(p))).length
  return (
    <QueryState query={found}>
      {data =>
        pair === undefined ? (
          data.pages.every(p => p.items.length === 0) && (
            <EmptyState icon="twins" title={t('empty')}>
              {t('emptyHint')}
            </EmptyState>
          )
        ) : (
          <Stack>
            {state === 'open' && (
              <Text size="sm" c="dimmed" role="status">
                {t('progress', { left, atLeast: found.hasNextPage ? 'yes' : 'no' })}
              </Text>
            )}
            <div className={classes.split}>
              <ErrorBoundary>
                <PairList
                  list={pairs}
                  standingOf={standingOf}
                  at={index}
                  choose={setAt}
                  more={found.hasNextPage ? () => void found.fetchNextPage() : undefined}
                  loading={found.isFetchingNextPage}
                />
              </ErrorBoundary>
              <section
                ref={panel}
                tabIndex={-1}
                className={classes.panel}
                aria-label={`${namesOf(pair).title} ↔ ${namesOf(pair).other}`}
              >
                <ErrorBoundary key={keyOf(pair)}>
                  {isOpen(standingOf(pair)) ? (
                    <Undecided
                      pair={pair}
                      merge={(first, reason) => decide(pair, 'merged', merge.mutateAsync({ pair, first, reason }))}
                      dismiss={reason => decide(pair, 'dismissed', dismiss.mutateAsync({ pair, reason }))}
                      skip={skip}
                    />
                  ) : (
                    <Decided
                      pair={pair}
                      verdict={standingOf(pair) === 'merged' ? 'merged' : 'dismissed'}
                      reopen={undone => decide(pair, 'open', undone)}
                      next={next}
                    />
                  )}
                </ErrorBoundary>
              </section>
            </div>
          </Stack>
        )
      }
    </QueryState>
  )
}
