import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useSyncExternalStore } from 'react'
import { useIntlLocale, useText } from '../../shared/i18n'
import { ActionIcon, Button, Group, Icon, PageLink, Progress, Stack, Text, Title } from '../../shared/ui'
import { formatBytes, formatNumber } from '../../shared/values'
import classes from './home.module.css'
import { homeMessages } from './messages'
import { canRetry, isFinished, type Upload, unreadable, uploads } from './uploads'

/** Every file on its way, with what became of it. */
export default function UploadList() {
  const t = useText(homeMessages)
  const list = useSyncExternalStore(uploads.subscribe, () => uploads.list)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 48,
    overscan: 8,
  })
  const finished = list.filter(isFinished).length
  const failed = list.filter(u => u.state === 'failed').length
  const again = list.filter(u => u.state === 'failed' && canRetry(u)).length

  useEffect(() => {
    const warn = (e: BeforeUnloadEvent) => {
      if (uploads.unsent) e.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])

  return (
    <Stack component="section" gap="sm" aria-label={t('uploads')}>
      <Group justify="space-between">
        <div>
          <Title order={2}>{t('uploads')}</Title>
          <Text size="sm" c="dimmed" role="status">
            {t('progress', { done: finished, total: list.length, failed })}
          </Text>
        </div>
        <Group gap="xs">
          {again > 0 && (
            <Button variant="default" onClick={() => uploads.retryFailed()}>
              {t('retryAll', { count: again })}
            </Button>
          )}
          {finished < list.length && (
            <Button
              variant="default"
              onClick={() => uploads.pause(!uploads.paused)}
              leftSection={<Icon name={uploads.paused ? 'play' : 'pause'} size={16} />}
            >
              {uploads.paused ? t('goOn') : t('pause')}
            </Button>
          )}
          {finished > 0 && (
            <Button variant="default" onClick={() => uploads.clearFinished()}>
              {t('clear')}
            </Button>
          )}
        </Group>
      </Group>
      <Progress value={(100 * finished) / list.length} aria-label={t('uploads')} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard. */}
      <div ref={scroller} className={classes.list} tabIndex={0} role="list" aria-label={t('uploads')}>
        <div style={{ height: rows.getTotalSize(), position: 'relative' }} role="presentation">
          {rows.getVirtualItems().map(row => {
            const upload = list[row.index]
            return upload ? <Row key={upload.id} upload={upload} top={row.start} /> : null
          })}
        </div>
      </div>
    </Stack>
  )
}

function Row({ upload, top }: { upload: Upload; top: number }) {
  const t = useText(homeMessages)
  const locale = useIntlLocale()
  const said = (): string => {
    switch (upload.state) {
      case 'waiting':
        return upload.error ? t('waitingServer') : t('waiting')
      case 'sending':
        return t('sending', { sent: formatBytes(upload.sent, locale), size: formatBytes(upload.size, locale) })
      case 'reading':
        return upload.read === undefined
          ? t('reading')
          : t('readingPart', { part: formatNumber(upload.read, locale, { style: 'percent', maximumFractionDigits: 0 }) })
      case 'done':
        return upload.members > 0
          ? t('doneMembers', { count: upload.entityCount, members: upload.members })
          : t('done', { count: upload.entityCount })
      default:
        return t(upload.state)
    }
  }
  const reason = upload.error?.code === unreadable ? t('unreadable') : upload.error?.message
  return (
    <div className={classes.item} style={{ transform: `translateY(${top}px)` }} role="listitem" data-state={upload.state}>
      <span className={`${classes.name} truncate`} title={upload.path}>
        {upload.sourceId ? (
          <PageLink
            to="/sources/$sourceId"
            params={{ sourceId: upload.sourceId }}
            aria-label={t('openSource', { name: upload.name })}
          >
            {upload.name}
          </PageLink>
        ) : (
          upload.name
        )}
      </span>
      <span className={`${classes.state} truncate`}>
        <span className={classes.dot} data-state={upload.state} />
        <Text size="sm" component="span" className="truncate" title={reason}>
          {said()}
          {reason && upload.state !== 'waiting' ? `: ${reason}` : ''}
        </Text>
      </span>
      {!isFinished(upload) && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('cancel', { name: upload.name })}
          onClick={() => uploads.cancel(upload.id)}
        >
          <Icon name="close" size={16} />
        </ActionIcon>
      )}
      {canRetry(upload) && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('retry', { name: upload.name })}
          onClick={() => uploads.retry(upload.id)}
        >
          <Icon name="refresh" size={16} />
        </ActionIcon>
      )}
    </div>
  )
}
