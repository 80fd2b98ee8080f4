import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, newKey, type Schemas } from '../../api/client'
import { useDecision } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, ErrorState, Group, Modal, QueryState, Stack, Text, TextInput, useDebouncedValue } from '../../shared/ui'
import { formatDate, formatValue, labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { entityMessages } from './messages'

/** Merges two entities, after showing what each says and what will stand. */
export function MergeDialog({ entityId, otherId, close }: { entityId: string; otherId?: string; close: () => void }) {
  const t = useText(entityMessages)
  const [other, setOther] = useState(otherId)
  const one = useQuery({
    queryKey: ['entity', entityId, {}, false],
    queryFn: () => answer(api.GET('/api/v1/entities/{entity_id}', { params: { path: { entity_id: entityId } } })),
  })
  const title = one.data?.title ?? entityId
  return (
    <Modal opened onClose={close} title={t('mergeTitle', { title })} size="xl">
      <Stack>
        <Text size="sm">{t('mergeHint')}</Text>
        {other === undefined ? (
          <Find entityId={entityId} type={one.data?.entity_type} choose={setOther} />
        ) : (
          <QueryState query={one}>{data => <Compare one={data} otherId={other} close={close} />}</QueryState>
        )}
      </Stack>
    </Modal>
  )
}

/** What tells an entity from others of the same title. */
function distinguish({ entity, date, amount, file_name }: Schemas['SearchHit'], locale: string): string {
  return [
    entity && labelOf(entity.suggested_type ?? entity.entity_type),
    date && formatDate(date, locale),
    amount,
    file_name,
    entity?.entity_id.slice(0, 12),
  ]
    .filter(Boolean)
    .join(' · ')
}

function Find({ entityId, type, choose }: { entityId: string; type?: string; choose: (id: string) => void }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const found = useQuery({
    queryKey: ['search', asked, type, 20],
    enabled: asked.length > 1,
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/v1/search', { params: { query: { text: asked, entity_type: type, kind: 'entity', limit: 20 } }, signal }),
      ),
  })
  return (
    <Stack gap="xs">
      <TextInput
        data-autofocus
        label={t('mergeFind')}
        value={text}
        onChange={e => setText(e.currentTarget.value)}
        type="search"
      />
      {found.error ? <ErrorState error={found.error} /> : null}
      {(found.data?.items ?? [])
        .filter(hit => hit.entity && hit.entity.entity_id !== entityId)
        .map(hit => (
          <Button
            key={hit.entity?.entity_id}
            variant="default"
            justify="flex-start"
            h="auto"
            py={6}
            ta="left"
            onClick={() => choose(hit.entity?.entity_id ?? '')}
          >
            <span className="wrap">
              {hit.entity?.title ?? hit.entity?.entity_id}
              <Text size="xs" c="dimmed" component="span" display="block">
                {distinguish(hit, locale)}
              </Text>
            </span>
          </Button>
        ))}
    </Stack>
  )
}

function Compare({ one, otherId, close }: { one: Schemas['EntityView']; otherId: string; close: () => void }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const [reason, setReason] = useState('')
  const [key] = useState(newKey)
  const two = useQuery({
    queryKey: ['entity', otherId, {}, false],
    queryFn: () => answer(api.GET('/api/v1/entities/{entity_id}', { params: { path: { entity_id: otherId } } })),
  })
  const preview = useQuery({
    queryKey: ['merge preview', one.entity_id, otherId],
    gcTime: 0,
    queryFn: () =>
      answer(
        api.GET('/api/v1/entities/{entity_id}/merge', { params: { path: { entity_id: one.entity_id }, query: { to: otherId } } }),
      ),
  })
  const merge = useDecision(
    () =>
      answer(
        api.POST('/api/v1/entities/{entity_id}/merge', {
          params: { path: { entity_id: one.entity_id } },
          body: { to: otherId, reason: reason || undefined, idempotency_key: key },
        }),
      ),
    () => t('merged', { title: one.title ?? one.entity_id, other: two.data?.title ?? otherId }),
  )
  return (
    <QueryState query={two}>
      {data => {
        const a = one.fields as Record<string, unknown>
        const b = data.fields as Record<string, unknown>
        const result = preview.data?.fields as Record<string, unknown> | undefined
        const names = [...new Set([...Object.keys(a), ...Object.keys(b)])]
        const differs = (name: string) => JSON.stringify(a[name]) !== JSON.stringify(b[name])
        names.sort((x, y) => Number(differs(y)) - Number(differs(x)))
        const show = (name: string, fields: Record<string, unknown>) =>
          fields[name] === undefined ? '' : formatValue(fields[name], locale, name, fields.currency as string | undefined)
        return (
          <form
            onSubmit={e => {
              e.preventDefault()
              merge.mutate(undefined, { onSuccess: close })
            }}
          >
            <Stack>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
              <div className={classes.compare} tabIndex={0} role="group" aria-label={t('mergeResult')}>
                <table className={classes.table}>
                  <thead>
                    <tr>
                      <th>{t('field')}</th>
                      <th>{t('mergeThis')}</th>
                      <th>{t('mergeOther')}</th>
                      <th>{t('mergeResult')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {names.map(name => (
                      <tr key={name}>
                        <th>{labelOf(name)}</th>
                        <td>{show(name, a)}</td>
                        <td>{show(name, b)}</td>
                        <td className={differs(name) ? classes.wins : undefined}>{result ? show(name, result) : '…'}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {preview.error ? <ErrorState error={preview.error} /> : null}
              <TextInput label={t('reason')} value={reason} onChange={e => setReason(e.currentTarget.value)} />
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t('cancel')}
                </Button>
                <Button type="submit" loading={merge.isPending} data-autofocus disabled={preview.isError}>
                  {t('mergeDo', { title: data.title ?? data.entity_id })}
                </Button>
              </Group>
            </Stack>
          </form>
        )
      }}
    </QueryState>
  )
}
