import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useText } from '../../shared/i18n'
import { useMoment } from '../../shared/time'
import { Button, Group, LoadingState, PageLink, QueryState, SegmentedControl, Stack, Text } from '../../shared/ui'
import { labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { entityMessages } from './messages'

const Graph = lazy(() => import('./Graph'))

/** Entities that are asked for, and asked for next while there are more; more than a few hundred are no drawing. */
const limits = { list: [100, 1000, 5000], graph: [200, 500, 1000] }

/** What an entity is related to, as a list and as a graph. */
export function Relationships({ entity }: { entity: Schemas['EntityView'] }) {
  const t = useText(entityMessages)
  const moment = useMoment()
  const [view, setView] = useState<'list' | 'graph'>('list')
  const [step, setStep] = useState(0)
  const deleted = entity.state === 'deleted'
  const limit = limits[view][step]
  const around = useQuery({
    queryKey: ['neighborhood', entity.entity_id, view, limit, moment],
    enabled: !deleted,
    queryFn: () =>
      answer(
        api.GET('/api/v1/entities/{entity_id}/neighborhood', {
          params: {
            path: { entity_id: entity.entity_id },
            query: { depth: view === 'graph' ? 2 : 1, limit, ...moment },
          },
        }),
      ),
    placeholderData: before => before,
  })
  if (deleted) return <Text c="dimmed">{t('relationshipsDeleted')}</Text>
  return (
    <Stack gap="sm">
      <SegmentedControl
        value={view}
        onChange={value => {
          setView(value)
          setStep(0)
        }}
        data={[
          { value: 'list', label: t('list') },
          { value: 'graph', label: t('graph') },
        ]}
        w={220}
      />
      <QueryState query={around}>
        {data => {
          if (data.relationships.length === 0) return <Text c="dimmed">{t('noRelationships')}</Text>
          const cut = data.truncated && (
            <Group gap="sm" role="status">
              <Text size="sm">
                {t(view === 'graph' ? 'truncatedGraph' : 'truncated', {
                  count: view === 'graph' ? data.entities.length : data.relationships.length,
                })}
              </Text>
              {step + 1 < limits[view].length && (
                <Button size="compact-sm" variant="default" loading={around.isPlaceholderData} onClick={() => setStep(step + 1)}>
                  {t('loadMore')}
                </Button>
              )}
            </Group>
          )
          if (view === 'graph') {
            return (
              <Stack gap="sm">
                {cut}
                <Suspense fallback={<LoadingState />}>
                  <Graph around={data} centre={entity} />
                </Suspense>
              </Stack>
            )
          }
          const names = new Map(data.entities.map(e => [e.entity_id, e]))
          return (
            <Stack gap="sm">
              {cut}
              <table className={classes.table}>
                <tbody>
                  {data.relationships.map(r => {
                    const other = names.get(r.from === entity.entity_id ? r.to : r.from)
                    return (
                      <tr key={r.relationship_id}>
                        <th>{labelOf(r.field ?? r.type)}</th>
                        <td>{r.from === entity.entity_id ? '→' : '←'}</td>
                        <td>
                          <PageLink to="/entities/$entityId" params={{ entityId: other?.entity_id ?? r.to }}>
                            {other?.title ?? other?.entity_id ?? r.to}
                          </PageLink>
                        </td>
                        <td>{other && labelOf(other.entity_type)}</td>
                      </tr>
                    )
                  })}
                </tbody>
              </table>
            </Stack>
          )
        }}
      </QueryState>
    </Stack>
  )
}
