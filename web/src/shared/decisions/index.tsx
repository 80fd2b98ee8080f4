import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { answer, api } from '../../api/client'
import { defineCommands, showKeys, useCommand } from '../commands'
import { defineMessages, useText } from '../i18n'
import { useMay } from '../session'
import { Button, ErrorState, Group, notifications, Text } from '../ui'

export const decisionMessages = defineMessages(
  {
    undo: 'Undo',
    undoLatest: 'Undo the latest decision',
    undone: 'Undone: {what}',
    nothing: 'Nothing to undo in this tab; the history of an entity undoes older decisions.',
    failed: 'That decision was not stored',
    keys: 'Undone by {keys}',
  },
  {
    undo: 'Rückgängig',
    undoLatest: 'Letzte Entscheidung rückgängig machen',
    undone: 'Rückgängig gemacht: {what}',
    nothing: 'In diesem Tab gibt es nichts rückgängig zu machen; ältere Entscheidungen stehen im Verlauf.',
    failed: 'Die Entscheidung wurde nicht gespeichert',
    keys: 'Rückgängig mit {keys}',
  },
)

export const decisionCommands = defineCommands(decisionMessages, [
  { id: 'decisions.undo', keys: 'mod+z', scope: 'global', text: 'undoLatest' },
])

interface Decided {
  id: string
  what: string
}

const stackKey = 'strata.decided'

/** The decisions of this tab, the latest last; survives a reload. */
function stack(): Decided[] {
  try {
    return JSON.parse(sessionStorage.getItem(stackKey) ?? '[]') as Decided[]
  } catch {
    return []
  }
}

const keep = (decided: Decided[]) => sessionStorage.setItem(stackKey, JSON.stringify(decided.slice(-50)))

/** Everything that a decision can change is asked for again. */
export function refresh(queries: QueryClient) {
  return queries.invalidateQueries({ predicate: q => q.queryKey[0] !== 'session' })
}

const undone = new Set<(id: string) => void>()

/** Tells a screen that shows what was decided in it that a decision was undone. */
export function useUndone(listener: (id: string) => void) {
  const latest = useRef(listener)
  latest.current = listener
  useEffect(() => {
    const tell = (id: string) => latest.current(id)
    undone.add(tell)
    return () => void undone.delete(tell)
  }, [])
}

export function useUndo() {
  const queries = useQueryClient()
  const t = useText(decisionMessages)
  return useMutation({
    mutationFn: async (decided: Decided) => {
      notifications.hide(`decided ${decided.id}`)
      // Taken off at once, so that the key pressed again means the one before; a refusal puts it back.
      const before = stack()
      const at = before.findIndex(d => d.id === decided.id)
      keep(before.filter(d => d.id !== decided.id))
      try {
        await answer(api.POST('/api/v1/retract/{id}', { params: { path: { id: decided.id } }, body: {} }))
      } catch (error) {
        const now = stack()
        if (at >= 0) keep([...now.slice(0, at), decided, ...now.slice(at)])
        throw error
      }
      return decided
    },
    onSuccess: decided => {
      for (const tell of undone) tell(decided.id)
      notifications.show({ id: `undone ${decided.id}`, message: t('undone', { what: decided.what }), color: 'gray' })
      return refresh(queries)
    },
    onError: error => notifications.show({ message: <ErrorState error={error} />, color: 'red', autoClose: false }),
  })
}

/** Takes a decision and offers to undo it, here, by key and in the history. */
export function useDecision<A, R extends { id?: string | null }>(decide: (asked: A) => Promise<R>, what: (asked: A) => string) {
  const queries = useQueryClient()
  const t = useText(decisionMessages)
  const undo = useUndo()
  return useMutation({
    mutationFn: decide,
    onSuccess: async (result, asked) => {
      const name = what(asked)
      if (result.id) {
        const decided = { id: result.id, what: name }
        keep([...stack(), decided])
        notifications.show({
          id: `decided ${result.id}`,
          autoClose: 10_000,
          message: (
            <Group justify="space-between" wrap="nowrap" gap="sm">
              <div className="wrap">
                <Text size="sm">{name}</Text>
                <Text size="xs" c="dimmed">
                  {t('keys', { keys: showKeys('mod+z') })}
                </Text>
              </div>
              <Button size="compact-sm" variant="light" flex="none" onClick={() => undo.mutate(decided)}>
                {t('undo')}
              </Button>
            </Group>
          ),
        })
      }
      await refresh(queries)
    },
    onError: error =>
      notifications.show({ title: t('failed'), message: <ErrorState error={error} />, color: 'red', autoClose: false }),
  })
}

/** Binds the key that undoes this tab's latest decision; once, in the shell. */
export function useUndoCommand() {
  const undo = useUndo()
  const t = useText(decisionMessages)
  const mayWrite = useMay('write')
  useCommand(
    decisionCommands[0],
    () => {
      const latest = stack().at(-1)
      if (latest) undo.mutate(latest)
      else notifications.show({ message: t('nothing') })
    },
    mayWrite,
  )
}
