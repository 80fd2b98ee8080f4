import { useText } from '../../shared/i18n'
import { Badge } from '../../shared/ui'
import { sourceMessages } from './messages'

export const runStates = ['queued', 'running', 'completed', 'partial', 'failed', 'cancelled', 'none'] as const
export type RunStateName = (typeof runStates)[number]

/** What a state of a reading is called; none is that of a source that was not read. */
export const stateText = (state: RunStateName) => (state === 'none' ? 'unread' : state)

const colours: Record<RunStateName, string> = {
  queued: 'gray',
  running: 'blue',
  completed: 'green',
  partial: 'orange',
  failed: 'red',
  cancelled: 'gray',
  none: 'gray',
}

export function RunState({ state }: { state: RunStateName }) {
  const t = useText(sourceMessages)
  return (
    <Badge variant="light" color={colours[state]} autoContrast>
      {t(stateText(state))}
    </Badge>
  )
}
