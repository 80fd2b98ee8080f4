import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, ErrorState, Group, LoadingState, PageLink, Stack, TextInput } from '../../shared/ui'
import { formatTime, labelOf } from '../../shared/values'
import { DataTable } from './DataTable'
import { operationMessages } from './messages'

/** Every decision, by whom and why. */
export function Audit() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const [since, setSince] = useState('')
  const [until, setUntil] = useState('')
  const audit = useInfiniteQuery({
    queryKey: ['audit', since, until],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/audit', {
          params: { query: { since: since || undefined, until: until || undefined, limit: 100, cursor: pageParam } },
        }),
      ),
    getNextPageParam: last => last.next_cursor ?? undefined,
    placeholderData: before => before,
  })
  const items = audit.data?.pages.flatMap(p => p.items) ?? []
  return (
    <Stack>
      <Group>
        <TextInput type="date" label={t('since')} value={since} onChange={e => setSince(e.currentTarget.value)} />
        <TextInput type="date" label={t('until')} value={until} onChange={e => setUntil(e.currentTarget.value)} />
      </Group>
      {audit.error ? (
        <ErrorState error={audit.error} retry={() => void audit.refetch()} />
      ) : audit.isPending ? (
        <LoadingState />
      ) : (
        <DataTable
          empty={t('noAudit')}
          rows={items}
          rowKey={entry => `${entry.seq} ${entry.id}`}
          columns={[
            { head: t('at'), cell: entry => formatTime(entry.at, locale) },
            { head: t('action'), cell: entry => labelOf(entry.action) },
            { head: t('actor'), cell: entry => entry.actor },
            {
              head: t('about_'),
              cell: entry =>
                entry.entity_id ? (
                  <PageLink to="/entities/$entityId" params={{ entityId: entry.entity_id }}>
                    {entry.entity_id}
                  </PageLink>
                ) : (
                  entry.id
                ),
            },
            { head: t('reason'), className: 'wrap', cell: entry => entry.reason },
          ]}
        />
      )}
      {audit.hasNextPage && (
        <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
