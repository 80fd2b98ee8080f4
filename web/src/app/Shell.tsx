import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router'
import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { onSignedOut } from '../api/client'
import { Incoming } from '../features/home/Incoming'
import { ariaKeys, showKeys, useCommand, useKeys } from '../shared/commands'
import { useUndoCommand } from '../shared/decisions'
import { useFollowEvents } from '../shared/events'
import { useText } from '../shared/i18n'
import { sessionQuery, useFollowSession, useMay, useSession } from '../shared/session'
import { useMoment, useSetMoment } from '../shared/time'
import {
  ActionIcon,
  AppShell,
  Burger,
  ErrorBoundary,
  ErrorState,
  Group,
  Icon,
  type IconName,
  Kbd,
  LoadingState,
  later,
  NavLink,
  notifications,
  PlainLink,
  Text,
  UnstyledButton,
  useDisclosure,
} from '../shared/ui'
import { command } from './commands'
import { appMessages } from './messages'
import classes from './Shell.module.css'
import { SignIn } from './SignIn'
import { PastBand } from './TimeControl'

const AccountMenu = later(async () => (await import('./AccountMenu')).default, <AccountButton />)
const Palette = later(async () => (await import('./Palette')).default)
const HelpSheet = later(async () => (await import('./HelpSheet')).default)
const TimeDialog = later(async () => (await import('./TimeDialog')).default)

const screens: {
  to: string
  text: 'home' | 'sources' | 'entities' | 'search' | 'timeline' | 'due' | 'duplicates' | 'conflicts' | 'operation'
  icon: IconName
}[] = [
  { to: '/', text: 'home', icon: 'home' },
  { to: '/sources', text: 'sources', icon: 'files' },
  { to: '/entities', text: 'entities', icon: 'table' },
  { to: '/search', text: 'search', icon: 'search' },
  { to: '/timeline', text: 'timeline', icon: 'clock' },
  { to: '/due', text: 'due', icon: 'calendar' },
  { to: '/duplicates', text: 'duplicates', icon: 'twins' },
  { to: '/conflicts', text: 'conflicts', icon: 'warn' },
  { to: '/operation/usage', text: 'operation', icon: 'gear' },
]

export function Shell() {
  const session = useQuery(sessionQuery)
  const [expired, setExpired] = useState(false)
  useFollowSession(() => setExpired(false))
  useEffect(() => {
    const end = onSignedOut(() => setExpired(true))
    return () => void end()
  }, [])
  if (session.data === undefined) {
    return session.error ? <ErrorState error={session.error} retry={() => void session.refetch()} /> : <LoadingState />
  }
  const signedIn = session.data.user != null
  return (
    <>
      {/* Another user gets a page of their own: nothing of the one before stays on it. */}
      {signedIn && <Frame key={session.data.user} />}
      {(!signedIn || expired) && <SignIn expired={signedIn} done={() => setExpired(false)} />}
    </>
  )
}

/** Stands for the menu until it is opened first. */
function AccountButton({ open }: { open?: () => void }) {
  const t = useText(appMessages)
  return (
    <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('account')} aria-haspopup="menu" onClick={open}>
      <Icon name="person" />
    </ActionIcon>
  )
}

const failureToast = 'overlay failed'

interface Overlay {
  shown: boolean
  open: () => void
  close: () => void
}

function useOverlay(): Overlay {
  const [shown, { open, close }] = useDisclosure(false)
  return { shown, open, close }
}

/** What lies over the page: where it fails it closes and says so, and the page stays as it is. */
function OverlayBoundary({ overlay, children }: { overlay: Overlay; children: ReactNode }) {
  const tell = (error: Error) => {
    overlay.close()
    const retry = () => {
      notifications.hide(failureToast)
      overlay.open()
    }
    notifications.show({
      id: failureToast,
      message: <ErrorState error={error} retry={retry} />,
      color: 'red',
      autoClose: false,
    })
  }
  return <ErrorBoundary tell={tell}>{children}</ErrorBoundary>
}

function Frame() {
  const t = useText(appMessages)
  const [navOpen, nav] = useDisclosure(false)
  const palette = useOverlay()
  const help = useOverlay()
  const time = useOverlay()
  const account = useOverlay()
  const location = useLocation()
  const navigate = useNavigate()
  const moment = useMoment()
  const setMoment = useSetMoment()
  const online = useFollowEvents()
  const isAdmin = useMay('admin')
  const isOperator = useSession()?.is_operator === true
  const go = (to: string) => () => void navigate({ to, search: moment } as never)

  const paletteKeys = useKeys(command('app.palette'))
  const timeKeys = useKeys(command('app.time'))

  useUndoCommand()
  useCommand(command('app.palette'), () => {
    if (palette.shown) palette.close()
    else if (!document.querySelector('[aria-modal="true"]')) palette.open()
  })
  useCommand(command('app.find'), go('/search'))
  useCommand(command('app.help'), help.open)
  useCommand(command('app.time'), time.open)
  useCommand(command('app.now'), () => void setMoment({}))
  useCommand(command('app.home'), go('/'))
  useCommand(command('app.sources'), go('/sources'))
  useCommand(command('app.entities'), go('/entities'))
  useCommand(command('app.timeline'), go('/timeline'))
  useCommand(command('app.due'), go('/due'))
  useCommand(command('app.duplicates'), go('/duplicates'))
  useCommand(command('app.conflicts'), go('/conflicts'))
  useCommand(command('app.operation'), go('/operation/usage'))
  useCommand(command('app.tokens'), go('/operation/tokens'), isAdmin)
  useCommand(command('app.users'), go('/operation/users'), isAdmin && isOperator)
  useCommand(command('app.audit'), go('/operation/audit'))
  useCommand(command('app.jobs'), go('/operation/jobs'))
  useCommand(command('app.schedules'), go('/operation/schedules'), isAdmin)
  useCommand(command('app.health'), go('/operation/health'))
  useCommand(command('app.about'), go('/operation/about'))

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new path closes the navigation.
  useEffect(() => nav.close(), [location.pathname])

  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !navOpen } }} padding="md">
      <AppShell.Header className={classes.header}>
        <a className="skip" href="#content">
          {t('skip')}
        </a>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap" gap="sm">
          <Group gap="xs" wrap="nowrap">
            <Burger
              opened={navOpen}
              onClick={nav.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('openNavigation')}
              aria-expanded={navOpen}
            />
            <PlainLink to="/" className={classes.brand} aria-label="Strata">
              <img src="/icon.svg" alt="" width={26} height={26} />
              <Text fw={680} size="lg" visibleFrom="xs" component="span">
                Strata
              </Text>
            </PlainLink>
          </Group>
          <UnstyledButton
            className={classes.find}
            onClick={palette.open}
            aria-keyshortcuts={paletteKeys && ariaKeys(paletteKeys)}
          >
            <Icon name="search" size={16} />
            <Text size="sm" c="dimmed" className="truncate" component="span" flex={1}>
              {t('find')}
            </Text>
            {paletteKeys && <Kbd visibleFrom="sm">{showKeys(paletteKeys)}</Kbd>}
          </UnstyledButton>
          <Group gap={4} wrap="nowrap">
            <Incoming />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('time')}
              title={timeKeys ? `${t('time')} (${showKeys(timeKeys)})` : t('time')}
              onClick={time.open}
            >
              <Icon name="history" />
            </ActionIcon>
            {account.shown ? (
              <OverlayBoundary overlay={account}>
                <AccountMenu openHelp={help.open} />
              </OverlayBoundary>
            ) : (
              <AccountButton open={account.open} />
            )}
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('navigation')}>
        {screens.map(screen => {
          const active =
            screen.to === '/' ? location.pathname === '/' : location.pathname.startsWith(`/${screen.to.split('/')[1]}`)
          return (
            <NavLink
              key={screen.to}
              component={Link}
              {...({ to: screen.to, search: moment } as object)}
              label={t(screen.text)}
              leftSection={<Icon name={screen.icon} />}
              active={active}
              aria-current={active ? 'page' : undefined}
              className={classes.navlink}
            />
          )
        })}
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes.main}>
        <PastBand openTime={time.open} />
        {!online && (
          <Text role="status" className={classes.offline} size="sm">
            {t('offline')}
          </Text>
        )}
        <ErrorBoundary key={location.pathname}>
          <Suspense fallback={<LoadingState />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </AppShell.Main>
      {palette.shown && (
        <OverlayBoundary overlay={palette}>
          <Palette close={palette.close} />
        </OverlayBoundary>
      )}
      {help.shown && (
        <OverlayBoundary overlay={help}>
          <HelpSheet close={help.close} />
        </OverlayBoundary>
      )}
      {time.shown && (
        <OverlayBoundary overlay={time}>
          <TimeDialog close={time.close} />
        </OverlayBoundary>
      )}
    </AppShell>
  )
}
