import { defineCommands } from '../../shared/commands'
import { sourceMessages } from './messages'

export const commands = defineCommands(sourceMessages, [
  { id: 'sources.next', keys: 'n', scope: 'page', text: 'nextValue' },
  { id: 'sources.previous', keys: 'p', scope: 'page', text: 'previousValue' },
])
