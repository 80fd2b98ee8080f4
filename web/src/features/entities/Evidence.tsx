import { useQuery } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client'
import { hasBox, placedValueOf } from '../../shared/evidence'
import { PageView } from '../../shared/evidence/PageView'
import { Quote } from '../../shared/evidence/Quote'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMoment } from '../../shared/time'
import { EmptyState, PageButton, Stack, Text, Title } from '../../shared/ui'
import { formatTime, formatValue, labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { entityMessages } from './messages'
import { undeclaredOf } from './undeclared'

/** Where a value was read, why it stands, and what others say. */
export function Evidence({ entity, field }: { entity: Schemas['EntityView']; field?: string }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const moment = useMoment()
  const declared = field
    ? (entity.provenance as Record<string, Schemas['FieldProvenance']> | null | undefined)?.[field]
    : undefined
  const undeclared = declared ? undefined : undeclaredOf(entity).find(u => u.key === field)
  const from = declared ?? undeclared?.from
  const name = undeclared?.name ?? field ?? ''
  const document = useQuery({
    queryKey: ['document', from?.document_id],
    enabled: Boolean(from?.document_id && from.places?.some(p => p.page)),
    queryFn: () =>
      answer(api.GET('/api/v1/documents/{document_id}', { params: { path: { document_id: from?.document_id ?? '' } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const full = useQuery({
    queryKey: ['provenance', entity.entity_id, field, moment],
    enabled: declared !== undefined,
    queryFn: () =>
      answer(
        api.GET('/api/v1/entities/{entity_id}/provenance/{field}', {
          params: { path: { entity_id: entity.entity_id, field: field ?? '' }, query: moment },
        }),
      ),
  })
  if (!field || !from) {
    return (
      <EmptyState icon="search" title={t('evidence')}>
        {t('evidenceHint')}
      </EmptyState>
    )
  }
  const value = placedValueOf(entity, name, from)
  const pages = Number((document.data?.facts as Record<string, string> | undefined)?.pages ?? 0)
  const first = value.places.find(p => p.page && p.box)?.page ?? 1
  const place = value.places[0]
  return (
    <Stack gap="sm" aria-live="polite">
      <Title order={2}>
        {undeclared ? name : labelOf(name)}: {formatValue(value.value, locale, name, value.currency)}
      </Title>
      {from.source_id && (
        <div>
          <PageButton
            to="/sources/$sourceId"
            params={{ sourceId: from.source_id }}
            search={{ doc: from.document_id ?? undefined, value: value.key, show: hasBox(value) ? undefined : 'blocks' }}
            variant="light"
            size="compact-sm"
          >
            {from.file_name ?? t('openSource')}
            {place?.page ? ` · ${place.page}` : place?.sheet ? ` · ${place.sheet}${place.cells ? `!${place.cells}` : ''}` : ''}
          </PageButton>
        </div>
      )}
      {pages > 0 && hasBox(value) && from.document_id && (
        <PageView documentId={from.document_id} pages={pages} only={[first]} values={[value]} chosen={value.key} />
      )}
      {from.source_id && !(pages > 0 && hasBox(value)) && <Quote value={value} />}
      <div>
        <Text size="sm" fw={600}>
          {t('why')}
        </Text>
        <Text size="sm">
          {t(from.class === 'correction' ? 'whyCorrection' : from.class === 'structured' ? 'whyStructured' : 'whyInterpretation')}
        </Text>
        {entity.conflicts?.some(c => c.field === field) && <Text size="sm">{t('whyPrecedence')}</Text>}
        {from.reason && <Text size="sm">“{from.reason}”</Text>}
        <Text size="sm" c="dimmed">
          {[
            from.actor && `${t('by')} ${from.actor}`,
            `${t('observed')} ${formatTime(from.observed_at, locale)}`,
            from.run_id && `${t('run')} ${from.run_id}${from.interpreter ? ` (${from.interpreter})` : ''}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </div>
      {(full.data?.contributions ?? []).length > 0 && (
        <div>
          <Text size="sm" fw={600}>
            {t('others')}
          </Text>
          <table className={classes.table}>
            <tbody>
              {(full.data?.contributions ?? []).map(c => (
                <tr key={c.observation_id}>
                  <td>{formatValue(c.value, locale, field)}</td>
                  <td>{c.file_name ?? c.actor ?? c.class}</td>
                  <td>{formatTime(c.observed_at, locale)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Stack>
  )
}
