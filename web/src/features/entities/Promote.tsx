import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, newKey, type Schemas } from '../../api/client'
import { useDecision } from '../../shared/decisions'
import { useText } from '../../shared/i18n'
import { Button, Checkbox, Group, Modal, QueryState, Stack, Text, TextInput } from '../../shared/ui'
import { labelOf } from '../../shared/values'
import { entityMessages } from './messages'

/** Makes undeclared fields part of a kind's schema, with their whole history. */
export function Promote({ entity, close }: { entity: Schemas['EntityView']; close: () => void }) {
  const t = useText(entityMessages)
  const [key] = useState(newKey)
  const [chosen, setChosen] = useState<ReadonlySet<string>>()
  const [toType, setToType] = useState(entity.suggested_type ?? '')
  const found = useQuery({
    queryKey: ['fragments', entity.entity_type, entity.suggested_type],
    queryFn: () =>
      answer(
        api.GET('/api/v1/schemas/{entity_type}/fragments', {
          params: { path: { entity_type: entity.entity_type }, query: { suggested_type: entity.suggested_type ?? undefined } },
        }),
      ),
  })
  const fields = (found.data?.fields ?? []).filter(f => !f.declared)
  const picked = chosen ?? new Set(fields.filter(f => f.proposed).map(f => f.name))
  const promote = useDecision(
    async () => {
      const promotion = await answer(
        api.POST('/api/v1/promotions', {
          body: {
            entity_type: entity.entity_type,
            suggested_type: entity.suggested_type ?? undefined,
            to_type: entity.suggested_type ? toType : undefined,
            fields: [...picked].map(fragment => ({ fragment })),
            wait: false,
            idempotency_key: key,
          },
        }),
      )
      return { id: promotion.promotion_id }
    },
    () => t('promotedWhat', { fields: [...picked].map(labelOf).join(', ') }),
  )
  return (
    <Modal
      opened
      onClose={close}
      title={t('promoteTitle', { type: labelOf(entity.suggested_type ?? entity.entity_type) })}
      size="lg"
    >
      <form
        onSubmit={e => {
          e.preventDefault()
          promote.mutate(undefined, { onSuccess: close })
        }}
      >
        <Stack>
          <Text size="sm">{t('promoteHint')}</Text>
          {entity.suggested_type && (
            <TextInput label={t('type')} value={toType} onChange={e => setToType(e.currentTarget.value)} />
          )}
          <QueryState query={found}>
            {() => (
              <Stack gap={6}>
                {fields.length === 0 && <Text size="sm">{t('promoteNone')}</Text>}
                {fields.map(field => (
                  <Checkbox
                    key={field.name}
                    checked={picked.has(field.name)}
                    onChange={e => {
                      const next = new Set(picked)
                      if (e.currentTarget.checked) next.add(field.name)
                      else next.delete(field.name)
                      setChosen(next)
                    }}
                    label={field.name}
                    description={`${t('occurrences', { count: field.occurrences })}: ${field.examples
                      .slice(0, 3)
                      .map(e => JSON.stringify(e))
                      .join(', ')}${field.note ? ` · ${field.note}` : ''}`}
                  />
                ))}
              </Stack>
            )}
          </QueryState>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={picked.size === 0} loading={promote.isPending}>
              {t('promoteDo', { count: picked.size })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
