import { useInfiniteQuery } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Badge, Button, EmptyState, Group, PageHead, PageLink, QueryState, Stack, Table, Text } from '../../shared/ui'
import { PresentOnly } from '../../shared/ui/PresentOnly'
import { formatValue, labelOf } from '../../shared/values'
import { conflictMessages } from './messages'

/** Entities of whose fields sources say different things, the latest changed first. */
export function ConflictsPage() {
  const t = useText(conflictMessages)
  const conflicts = useInfiniteQuery({
    queryKey: ['conflicts', 'list'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/v1/conflicts', { params: { query: { limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: last => last.next_cursor ?? undefined,
  })
  const items = conflicts.data?.pages.flatMap(p => p.items) ?? []
  const more = conflicts.hasNextPage && (
    <Button variant="default" loading={conflicts.isFetchingNextPage} onClick={() => void conflicts.fetchNextPage()}>
      {t(items.length > 0 ? 'more' : 'lookFurther')}
    </Button>
  )
  return (
    <Stack maw={900} mx="auto">
      <PageHead title={t('title')} />
      <PresentOnly />
      <QueryState query={conflicts} lines={8}>
        {() =>
          items.length === 0 ? (
            <EmptyState icon="check" title={t(more ? 'noneYet' : 'empty')} action={more}>
              {t('emptyHint')}
            </EmptyState>
          ) : (
            <>
              <Text size="sm" c="dimmed">
                {t('hint')}
              </Text>
              <Text size="sm" c="dimmed" role="status">
                {t('shown', { count: items.length, atLeast: conflicts.hasNextPage ? 'yes' : 'no' })}
              </Text>
              {items.map(item => (
                <Conflict key={item.entity_id} conflict={item} />
              ))}
              {more}
            </>
          )
        }
      </QueryState>
    </Stack>
  )
}

function Conflict({ conflict }: { conflict: Schemas['EntityConflict'] }) {
  const t = useText(conflictMessages)
  const locale = useIntlLocale()
  const title = conflict.title ?? conflict.entity_id
  return (
    <section aria-label={title}>
      <Group gap="xs">
        <PageLink to="/entities/$entityId" params={{ entityId: conflict.entity_id }}>
          {title}
        </PageLink>
        <Badge variant="light" color="gray" autoContrast>
          {labelOf(conflict.entity_type)}
        </Badge>
      </Group>
      <Table layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="28%">{t('field')}</Table.Th>
            <Table.Th w="32%">{t('stands')}</Table.Th>
            <Table.Th>{t('others')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {conflict.fields.map(({ field, values: [stands, ...others] }) => (
            <Table.Tr key={field}>
              <Table.Th scope="row">{labelOf(field)}</Table.Th>
              <Table.Td className="wrap">{formatValue(stands, locale, field)}</Table.Td>
              <Table.Td className="wrap">{others.map(v => formatValue(v, locale, field)).join(' · ')}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}
