import { Alert, Button, Code, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Component, type ReactNode, useEffect, useState } from 'react'
import { ApiError } from '../../api/client'
import { defineMessages, useText } from '../i18n'
import { Icon, type IconName } from './Icon'
import { NotLoaded } from './later'
import { type Crumb, PageHead } from './PageHead'

export const stateMessages = defineMessages(
  {
    retry: 'Try again',
    failed: 'This did not work',
    offline: 'The server can’t be reached',
    offlineHint: 'It may be restarting. What you typed is still here; try again in a moment.',
    notLoaded: 'This part of the page could not be loaded',
    notLoadedHint: 'Try again in a moment. If Strata has been updated meanwhile, reload the page.',
    copy: 'Code {code}',
    copyTrace: 'Code {code}, trace {trace}',
    wait: 'Try again in {seconds, plural, one {# second} other {# seconds}}.',
    broken: 'This part of the page failed',
    brokenHint: 'Nothing is lost: what you decided is stored on the server.',
    loading: 'Loading',
    close: 'Close',
    NOT_FOUND: 'Not found',
    FORBIDDEN: 'Not allowed',
    VALIDATION: 'That can’t be right',
    CONFLICT: 'It has changed meanwhile',
    RATE_LIMITED: 'Too many requests',
    QUOTA: 'Your plan’s limit is reached',
    TOO_LARGE: 'Too large',
  },
  {
    retry: 'Noch einmal',
    failed: 'Das hat nicht geklappt',
    offline: 'Der Server ist nicht erreichbar',
    offlineHint: 'Vielleicht startet er gerade neu. Ihre Eingaben sind noch da; versuchen Sie es gleich noch einmal.',
    notLoaded: 'Dieser Teil der Seite ließ sich nicht laden',
    notLoadedHint: 'Versuchen Sie es gleich noch einmal. Wurde Strata inzwischen aktualisiert, laden Sie die Seite neu.',
    copy: 'Code {code}',
    copyTrace: 'Code {code}, Spur {trace}',
    wait: 'Noch einmal in {seconds, plural, one {# Sekunde} other {# Sekunden}}.',
    broken: 'Dieser Teil der Seite ist abgestürzt',
    brokenHint: 'Nichts ist verloren: Was Sie entschieden haben, liegt auf dem Server.',
    loading: 'Lädt',
    close: 'Schließen',
    NOT_FOUND: 'Nicht gefunden',
    FORBIDDEN: 'Nicht erlaubt',
    VALIDATION: 'Das kann nicht stimmen',
    CONFLICT: 'Es hat sich inzwischen geändert',
    RATE_LIMITED: 'Zu viele Anfragen',
    QUOTA: 'Die Grenze Ihres Tarifs ist erreicht',
    TOO_LARGE: 'Zu groß',
  },
)

function headingOf(error: unknown): keyof (typeof stateMessages)['en'] {
  if (error instanceof NotLoaded) return 'notLoaded'
  if (!(error instanceof ApiError)) return 'failed'
  if (error.isOffline) return 'offline'
  if (error.code.endsWith('QUOTA_EXCEEDED')) return 'QUOTA'
  switch (error.status) {
    case 400:
    case 422:
      return 'VALIDATION'
    case 403:
      return 'FORBIDDEN'
    case 404:
    case 410:
      return 'NOT_FOUND'
    case 409:
    case 412:
      return 'CONFLICT'
    case 413:
      return 'TOO_LARGE'
    case 429:
      return 'RATE_LIMITED'
    default:
      return 'failed'
  }
}

/** Advice of the server that names routes and parameters is for programs. */
const isForPrograms = (advice: string) => /\/api\/|interpret=|Idempotency-Key/.test(advice)

/** A refusal in words: what happened, what to do, its code, and another try. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const t = useText(stateMessages)
  const refusal = error instanceof ApiError ? error : undefined
  return (
    <Alert color="red" variant="light" icon={<Icon name="warn" />} title={t(headingOf(error))} role="alert">
      <Stack gap="xs">
        <Text size="sm" className="wrap">
          {refusal?.isOffline
            ? t('offlineHint')
            : error instanceof NotLoaded
              ? t('notLoadedHint')
              : error instanceof Error
                ? error.message
                : String(error)}
        </Text>
        {refusal?.advice && !isForPrograms(refusal.advice) && (
          <Text size="sm" className="wrap">
            {refusal.advice}
          </Text>
        )}
        {refusal?.retryAfter !== undefined && <Text size="sm">{t('wait', { seconds: refusal.retryAfter })}</Text>}
        <Group gap="sm">
          {retry && (
            <Button size="xs" variant="default" onClick={retry} leftSection={<Icon name="refresh" size={14} />}>
              {t('retry')}
            </Button>
          )}
          {refusal && !refusal.isOffline && (
            <Code>
              {refusal.traceId
                ? t('copyTrace', { code: refusal.code, trace: refusal.traceId })
                : t('copy', { code: refusal.code })}
            </Code>
          )}
        </Group>
      </Stack>
    </Alert>
  )
}

/** What an empty place is for, and the one thing to do there. */
export function EmptyState({
  icon,
  title,
  children,
  action,
  order = 2,
}: {
  icon: IconName
  title: string
  children?: ReactNode
  action?: ReactNode
  /** 1 where it is all that the screen shows. */
  order?: 1 | 2
}) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <Text c="dimmed" component="span">
        <Icon name={icon} size={36} />
      </Text>
      <Title order={order}>{title}</Title>
      {children && (
        <Text c="dimmed" maw={480}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  )
}

/** Lines in the size of what is coming; nothing for the first fifth of a second. */
export function LoadingState({ lines = 5 }: { lines?: number }) {
  const t = useText(stateMessages)
  const [shown, show] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => show(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Stack gap="sm" role="status" aria-label={t('loading')} mih={lines * 32}>
      {shown && [...Array(lines).keys()].map(line => <Skeleton key={line} height={20} width={`${90 - ((line * 17) % 40)}%`} />)}
    </Stack>
  )
}

function BrokenState({ error, retry }: { error: Error; retry: () => void }) {
  const t = useText(stateMessages)
  return (
    <Alert color="red" variant="light" title={t('broken')} role="alert" m="md">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('brokenHint')}</Text>
        <Code className="wrap">{error.message}</Code>
        <Button size="xs" variant="default" onClick={retry}>
          {t('retry')}
        </Button>
      </Stack>
    </Alert>
  )
}

/** Keeps a failure to the panel that it happened in; shows it there, unless it is told elsewhere. */
export class ErrorBoundary extends Component<{ children: ReactNode; tell?: (error: Error) => void }, { error?: Error }> {
  override state: { error?: Error } = {}

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidCatch(error: Error) {
    this.props.tell?.(error)
  }

  override render() {
    const { error } = this.state
    if (!error) return this.props.children
    if (this.props.tell) return null
    const retry = () => this.setState({ error: undefined })
    return error instanceof NotLoaded ? <ErrorState error={error} retry={retry} /> : <BrokenState error={error} retry={retry} />
  }
}

const isOffline = (error: unknown) => error instanceof ApiError && error.isOffline

/** Shows a query's loading, failing, or its data. Data stays while it is fetched again and when that fails; the frame's band says that the server is away. */
export function QueryState<T>({
  query,
  children,
  lines,
  title,
  crumbs,
}: {
  query: { data: T | undefined; error: unknown; refetch: () => unknown }
  children: (data: T) => ReactNode
  lines?: number
  /** Heads a screen of which nothing could be fetched. */
  title?: string
  crumbs?: Crumb[]
}) {
  if (query.data !== undefined) {
    return (
      <>
        {query.error && !isOffline(query.error) ? <ErrorState error={query.error} retry={() => void query.refetch()} /> : null}
        {children(query.data)}
      </>
    )
  }
  if (!query.error) return <LoadingState lines={lines} />
  return (
    <Stack>
      {title && <PageHead title={title} crumbs={crumbs} />}
      <ErrorState error={query.error} retry={() => void query.refetch()} />
    </Stack>
  )
}
