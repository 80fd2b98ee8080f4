import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, ErrorState, Group, LoadingState, PageLink, Stack, Table, Text, TextInput } from '../../shared/ui'
import { formatTime, labelOf } from '../../shared/values'
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
      ) : items.length === 0 ? (
        <Text c="dimmed">{t('noAudit')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('at')}</Table.Th>
                <Table.Th>{t('action')}</Table.Th>
                <Table.Th>{t('actor')}</Table.Th>
                <Table.Th>{t('about_')}</Table.Th>
                <Table.Th>{t('reason')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map(entry => (
                <Table.Tr key={`${entry.seq} ${entry.id}`}>
                  <Table.Td>{formatTime(entry.at, locale)}</Table.Td>
                  <Table.Td>{labelOf(entry.action)}</Table.Td>
                  <Table.Td>{entry.actor}</Table.Td>
                  <Table.Td>
                    {entry.entity_id ? (
                      <PageLink to="/entities/$entityId" params={{ entityId: entry.entity_id }}>
                        {entry.entity_id}
                      </PageLink>
                    ) : (
                      entry.id
                    )}
                  </Table.Td>
                  <Table.Td className="wrap">{entry.reason}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
      {audit.hasNextPage && (
        <Button variant="default" loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
