import { type Command, defineCommands } from '../shared/commands'
import { decisionCommands } from '../shared/decisions'
import { appMessages } from './messages'

export const appCommands = defineCommands(appMessages, [
  { id: 'app.palette', keys: 'mod+k', scope: 'global', text: 'openPalette' },
  { id: 'app.find', keys: '/', scope: 'global', text: 'goSearch' },
  { id: 'app.help', keys: '?', scope: 'global', text: 'openHelp' },
  { id: 'app.time', keys: 't', scope: 'global', text: 'time' },
  { id: 'app.now', keys: 'g n', scope: 'global', text: 'timeNow' },
  { id: 'app.home', keys: 'g h', scope: 'global', text: 'goHome' },
  { id: 'app.sources', keys: 'g s', scope: 'global', text: 'goSources' },
  { id: 'app.entities', keys: 'g e', scope: 'global', text: 'goEntities' },
  { id: 'app.timeline', keys: 'g t', scope: 'global', text: 'goTimeline' },
  { id: 'app.due', keys: 'g f', scope: 'global', text: 'goDue' },
  { id: 'app.duplicates', keys: 'g u', scope: 'global', text: 'goDuplicates' },
  { id: 'app.conflicts', keys: 'g c', scope: 'global', text: 'goConflicts' },
  { id: 'app.operation', keys: 'g o', scope: 'global', text: 'goOperation' },
  { id: 'app.tokens', scope: 'global', text: 'goTokens' },
  { id: 'app.users', scope: 'global', text: 'goUsers' },
  { id: 'app.audit', scope: 'global', text: 'goAudit' },
  { id: 'app.jobs', scope: 'global', text: 'goJobs' },
  { id: 'app.schedules', scope: 'global', text: 'goSchedules' },
  { id: 'app.health', scope: 'global', text: 'goHealth' },
  { id: 'app.about', scope: 'global', text: 'goAbout' },
])

export const command = (id: string) => appCommands.find(c => c.id === id)

/** Every command of the page: for the help sheet, the settings of keys and the test of their rules. */
export async function allCommands(): Promise<Command[]> {
  const features = await Promise.all([
    import('../features/sources/commands'),
    import('../features/entities/commands'),
    import('../features/duplicates/commands'),
  ])
  return [...appCommands, ...decisionCommands, ...features.flatMap(f => f.commands)]
}
