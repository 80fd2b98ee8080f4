import { useNavigate, useParams } from '@tanstack/react-router'
import { useText } from '../../shared/i18n'
import { useMay, useSession } from '../../shared/session'
import { useMoment } from '../../shared/time'
import { ErrorBoundary, PageHead, Stack, Tabs } from '../../shared/ui'
import { NotFound } from '../../shared/ui/NotFound'
import { PresentOnly } from '../../shared/ui/PresentOnly'
import { About } from './About'
import { Audit } from './Audit'
import { Health } from './Health'
import { Jobs } from './Jobs'
import { operationMessages } from './messages'
import { Schedules } from './Schedules'
import { Tokens } from './Tokens'
import { Usage } from './Usage'
import { Users } from './Users'

const parts = {
  usage: Usage,
  tokens: Tokens,
  users: Users,
  audit: Audit,
  jobs: Jobs,
  schedules: Schedules,
  health: Health,
  about: About,
}
type Part = keyof typeof parts

/** How the store runs: what it uses, who may come in, what was decided, what works in the background. */
export function OperationPage() {
  const t = useText(operationMessages)
  const navigate = useNavigate()
  const moment = useMoment()
  const isAdmin = useMay('admin')
  const isOperator = useSession()?.is_operator === true
  const { part = 'usage' } = useParams({ strict: false }) as { part?: string }
  const names = (Object.keys(parts) as Part[]).filter(
    name => (name === 'users' ? isOperator : true) && (isAdmin || !['tokens', 'schedules', 'users'].includes(name)),
  )
  if (!Object.hasOwn(parts, part)) return <NotFound />
  const shown = names.find(name => name === part) ?? 'usage'
  const Shown = parts[shown]
  return (
    <Stack maw={1080} mx="auto">
      <PageHead title={t('title')} />
      <PresentOnly />
      <Tabs
        value={shown}
        onChange={value => void navigate({ to: '/operation/$part', params: { part: value ?? 'usage' }, search: moment } as never)}
        keepMounted={false}
      >
        <Tabs.List>
          {names.map(name => (
            <Tabs.Tab key={name} value={name}>
              {t(name)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={shown} pt="md">
          <ErrorBoundary>
            <Shown />
          </ErrorBoundary>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}
