import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { answer, api } from '../../api/client'
import { useText } from '../../shared/i18n'
import { LeadTo, QueryState } from '../../shared/ui'
import { Gone, isGone } from './Gone'
import { sourceMessages } from './messages'

/** The address of a run or a document leads to the source that it belongs to. */
export function Elsewhere() {
  const t = useText(sourceMessages)
  const { runId, documentId } = useParams({ strict: false }) as { runId?: string; documentId?: string }
  const found = useQuery({
    queryKey: ['elsewhere', runId, documentId],
    queryFn: async () =>
      runId
        ? {
            source: (await answer(api.GET('/api/v1/runs/{run_id}', { params: { path: { run_id: runId } } }))).source_id,
            search: { show: 'details' },
          }
        : {
            source: (
              await answer(api.GET('/api/v1/documents/{document_id}', { params: { path: { document_id: documentId ?? '' } } }))
            ).source_id,
            search: { doc: documentId },
          },
  })
  if (isGone(found.error)) return <Gone />
  return (
    <QueryState query={found} title={t('title')}>
      {({ source, search }) => <LeadTo to="/sources/$sourceId" params={{ sourceId: source }} search={search} />}
    </QueryState>
  )
}
