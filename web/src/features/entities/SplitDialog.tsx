import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, newKey, type Schemas } from '../../api/client'
import { useDecision } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, ErrorState, Group, Modal, Select, Stack, Text, TextInput } from '../../shared/ui'
import { formatValue, labelOf } from '../../shared/values'
import { currencyOf } from './currency'
import classes from './entities.module.css'
import { entityMessages } from './messages'
import { useSchema } from './schema'
import { isEntityId, useTitles } from './titles'

/** Separates what one source says of an entity, after showing what stays and what goes. */
export function SplitDialog({ entity, close }: { entity: Schemas['EntityView']; close: () => void }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const title = entity.title ?? entity.entity_id
  const [source, setSource] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const [key] = useState(newKey)
  const path = { path: { entity_id: entity.entity_id } }
  const history = useQuery({
    queryKey: ['observations', entity.entity_id],
    queryFn: () => answer(api.GET('/api/v1/entities/{entity_id}/observations', { params: { ...path, query: { limit: 1000 } } })),
  })
  const sources = [
    ...new Set((history.data?.items ?? []).filter(o => !o.retracted).flatMap(o => (o.source_id ? [o.source_id] : []))),
  ]
  const found = useQueries({
    queries: sources.map(id => ({
      queryKey: ['source', id],
      queryFn: () => answer(api.GET('/api/v1/sources/{source_id}', { params: { path: { source_id: id } } })),
    })),
  })
  const preview = useQuery({
    queryKey: ['split preview', entity.entity_id, source],
    enabled: source !== null,
    gcTime: 0,
    queryFn: () =>
      answer(api.POST('/api/v1/entities/{entity_id}/split', { params: path, body: { source_id: source, preview: true } })),
  })
  const split = useDecision(
    () =>
      answer(
        api.POST('/api/v1/entities/{entity_id}/split', {
          params: path,
          body: { source_id: source, reason: reason || undefined, idempotency_key: key },
        }),
      ),
    () => t('splitDone', { title }),
  )
  const schema = useSchema(entity.entity_type)
  const titles = useTitles(
    [preview.data?.remaining, preview.data?.separated].flatMap(fields => Object.values(fields ?? {})).filter(isEntityId),
  )
  const show = (value: unknown, name: string, fields: object) =>
    (typeof value === 'string' && titles.get(value)) ||
    formatValue(value, locale, name, currencyOf(fields, name, schema.known ? schema.currencies : undefined))
  const column = (fields: Record<string, unknown>) => (
    <table className={classes.table}>
      <tbody>
        {Object.entries(fields).map(([name, value]) => (
          <tr key={name}>
            <th>{labelOf(name)}</th>
            <td>{show(value, name, fields)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  return (
    <Modal opened onClose={close} title={t('splitTitle', { title })} size="xl">
      <form
        onSubmit={e => {
          e.preventDefault()
          split.mutate(undefined, { onSuccess: close })
        }}
      >
        <Stack>
          <Text size="sm">{t('splitHint')}</Text>
          <Select
            data-autofocus
            label={t('splitSource')}
            data={sources.map((s, i) => ({ value: s, label: found[i]?.data?.file_name ?? s }))}
            value={source}
            onChange={setSource}
          />
          {preview.error ? <ErrorState error={preview.error} /> : null}
          {preview.data && (
            <Group align="flex-start" grow>
              <div>
                <Text fw={600} size="sm">
                  {t('splitRemaining')}
                </Text>
                {column(preview.data.remaining as Record<string, unknown>)}
              </div>
              <div>
                <Text fw={600} size="sm">
                  {t('splitSeparated')}
                </Text>
                {column(preview.data.separated as Record<string, unknown>)}
              </div>
            </Group>
          )}
          <TextInput label={t('reason')} value={reason} onChange={e => setReason(e.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!preview.data} loading={split.isPending}>
              {t('splitDo')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
