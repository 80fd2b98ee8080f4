import { defineCommands } from '../../shared/commands'
import { duplicateMessages } from './messages'

export const commands = defineCommands(duplicateMessages, [
  { id: 'duplicates.merge', keys: 'm', scope: 'page', text: 'merge' },
  { id: 'duplicates.mergeFirst', keys: 'shift+m', scope: 'page', text: 'mergeFirst' },
  { id: 'duplicates.dismiss', keys: 'd', scope: 'page', text: 'dismiss' },
  { id: 'duplicates.skip', keys: 's', scope: 'page', text: 'skip' },
  { id: 'duplicates.previous', keys: 'shift+s', scope: 'page', text: 'previous' },
])
