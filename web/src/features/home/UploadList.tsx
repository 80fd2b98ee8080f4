import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type Ref, useRef, useSyncExternalStore } from 'react'
import { answer, api } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { ActionIcon, Button, Group, Icon, PageLink, Progress, Stack, Text, Title } from '../../shared/ui'
import { formatBytes, formatNumber } from '../../shared/values'
import classes from './home.module.css'
import { homeMessages } from './messages'
import { canRetry, isFinished, needsOcr, type Upload, unreadable, uploads } from './uploads'

/** Every file on its way, with what became of it. */
export function UploadList() {
  const t = useText(homeMessages)
  const list = useSyncExternalStore(uploads.subscribe, () => uploads.list)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: list.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 48,
    getItemKey: i => list[i]?.id ?? i,
    overscan: 8,
  })
  const finished = list.filter(isFinished).length
  const failed = list.filter(u => u.state === 'failed').length
  const again = list.filter(u => u.state === 'failed' && canRetry(u)).length

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
            return upload ? (
              <Row key={upload.id} upload={upload} index={row.index} top={row.start} measure={rows.measureElement} />
            ) : null
          })}
        </div>
      </div>
    </Stack>
  )
}

function Row({ upload, index, top, measure }: { upload: Upload; index: number; top: number; measure: Ref<HTMLDivElement> }) {
  const t = useText(homeMessages)
  const state = useStateText(upload)
  const { members } = upload
  const hasEntries = upload.entityCount > 0 && isFinished(upload)
  const reason =
    upload.state === 'waiting'
      ? undefined
      : needsOcr(upload)
        ? t('picture')
        : upload.error?.code === unreadable
          ? t('unreadable')
          : upload.error?.message
  return (
    <div
      ref={measure}
      data-index={index}
      className={classes.item}
      style={{ transform: `translateY(${top}px)` }}
      role="listitem"
      data-state={upload.state}
    >
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
      <span className={classes.state}>
        <span className={classes.dot} data-state={upload.state} />
        <Text size="sm" component="span" className="wrap">
          {upload.held && upload.state !== 'held' && `${t('held')}. `}
          {state}
          {hasEntries && (
            <>
              {': '}
              <EntriesLink upload={upload} />
            </>
          )}
          {upload.state === 'done' && !hasEntries && `: ${t(members > 0 ? 'noOwnEntries' : 'noEntries')}`}
          {upload.state === 'done' && members > 0 && `, ${t('filesInside', { count: members })}`}
          {reason && `${hasEntries ? '. ' : ': '}${reason}`}
        </Text>
      </span>
      <span className={classes.actions}>
        {needsOcr(upload) && (
          <Button size="compact-sm" variant="default" onClick={() => uploads.retry(upload.id, { ocr: true })}>
            {t('readWithOcr')}
          </Button>
        )}
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
      </span>
    </div>
  )
}

function useStateText(upload: Upload): string {
  const t = useText(homeMessages)
  const locale = useIntlLocale()
  switch (upload.state) {
    case 'waiting':
      return t(upload.error ? 'waitingServer' : uploads.paused ? 'paused' : 'waiting')
    case 'sending':
      return t('sending', { sent: formatBytes(upload.sent, locale), size: formatBytes(upload.size, locale) })
    case 'reading':
      if (upload.stage === 'queued') return t('queued')
      if (upload.read !== undefined)
        return t('readingPart', { part: formatNumber(upload.read, locale, { style: 'percent', maximumFractionDigits: 0 }) })
      return upload.blocks ? t('readingBlocks', { count: upload.blocks }) : t('reading')
    default:
      return t(upload.state)
  }
}

/** Leads to the one entry that was read from a file, or to the file with all of them. */
function EntriesLink({ upload }: { upload: Upload }) {
  const t = useText(homeMessages)
  const { sourceId = '', entityCount, entities } = upload
  const one = useQuery({
    queryKey: ['entity of', sourceId],
    queryFn: () => entityOf(sourceId),
    enabled: entityCount === 1 && entities.length === 0,
  })
  const entityId = entityCount === 1 ? (entities[0]?.id ?? one.data) : undefined
  const text = t('entries', { count: entityCount })
  return entityId ? (
    <PageLink to="/entities/$entityId" params={{ entityId }}>
      {text}
    </PageLink>
  ) : (
    <PageLink to="/sources/$sourceId" params={{ sourceId }}>
      {text}
    </PageLink>
  )
}

/** A run that was waited for says which entities it found; of one that a worker executed, its documents do. */
async function entityOf(sourceId: string): Promise<string | null> {
  const documents = await answer(api.GET('/api/v1/documents', { params: { query: { source_id: sourceId, limit: 10 } } }))
  for (const { document_id } of documents.items) {
    const found = await answer(
      api.GET('/api/v1/documents/{document_id}/observations', { params: { path: { document_id }, query: { limit: 1 } } }),
    )
    if (found.items[0]) return found.items[0].entity_id
  }
  return null
}
