import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useText } from '../../shared/i18n'
import { useMoment } from '../../shared/time'
import { LoadingState, PageLink, QueryState, SegmentedControl, Stack, Text } from '../../shared/ui'
import { labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { entityMessages } from './messages'

const Graph = lazy(() => import('./Graph'))

/** What an entity is related to, as a list and as a graph. */
export function Relationships({ entity }: { entity: Schemas['EntityView'] }) {
  const t = useText(entityMessages)
  const moment = useMoment()
  const [view, setView] = useState('list')
  const around = useQuery({
    queryKey: ['neighborhood', entity.entity_id, view === 'graph' ? 2 : 1, moment],
    queryFn: () =>
      answer(
        api.GET('/api/v1/entities/{entity_id}/neighborhood', {
          params: {
            path: { entity_id: entity.entity_id },
            query: { depth: view === 'graph' ? 2 : 1, limit: view === 'graph' ? 200 : 100, ...moment },
          },
        }),
      ),
    placeholderData: before => before,
  })
  return (
    <Stack gap="sm">
      <SegmentedControl
        value={view}
        onChange={setView}
        data={[
          { value: 'list', label: t('list') },
          { value: 'graph', label: t('graph') },
        ]}
        w={220}
      />
      <QueryState query={around}>
        {data => {
          if (data.relationships.length === 0) return <Text c="dimmed">{t('noRelationships')}</Text>
          if (view === 'graph') {
            return (
              <Suspense fallback={<LoadingState />}>
                <Graph around={data} centre={entity} />
              </Suspense>
            )
          }
          const names = new Map(data.entities.map(e => [e.entity_id, e]))
          return (
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
          )
        }}
      </QueryState>
    </Stack>
  )
}
