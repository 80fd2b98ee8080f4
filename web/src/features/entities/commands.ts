import { defineCommands } from '../../shared/commands'
import { entityMessages } from './messages'

export const commands = defineCommands(entityMessages, [
  { id: 'entities.next', keys: 'j', scope: 'page', text: 'nextField' },
  { id: 'entities.previous', keys: 'k', scope: 'page', text: 'previousField' },
  { id: 'entities.correct', keys: 'e', scope: 'page', text: 'editField' },
])
