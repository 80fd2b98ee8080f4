import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { refresh } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, ErrorState, Group, List, Modal, notifications, QueryState, Stack, Text, TextInput } from '../../shared/ui'
import { formatBytes } from '../../shared/values'
import { sourceMessages } from './messages'

/** Deletes a source for good, after saying what goes with it. */
export function Erase({ source, close }: { source: Schemas['SourceView']; close: () => void }) {
  const t = useText(sourceMessages)
  const locale = useIntlLocale()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const name = source.file_name ?? source.source_id
  const [typed, setTyped] = useState('')
  const [reason, setReason] = useState('')
  const preview = useQuery({
    queryKey: ['erasure', source.source_id],
    queryFn: () => answer(api.GET('/api/v1/erasures/preview', { params: { query: { source_id: source.source_id } } })),
    gcTime: 0,
  })
  const erase = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/erasures', {
          body: { source_id: source.source_id, confirm: preview.data?.confirm ?? '', reason: reason || undefined },
        }),
      ),
    onSuccess: async receipt => {
      const id = `erased ${receipt.erasure_id}`
      notifications.show({
        id,
        autoClose: 20_000,
        message: <Erased name={name} erasureId={receipt.erasure_id} close={() => notifications.hide(id)} />,
      })
      close()
      await navigate({ to: '/sources' })
      await refresh(queries)
    },
  })
  return (
    <Modal opened onClose={close} title={t('eraseTitle', { name })}>
      <QueryState query={preview}>
        {data => (
          <form
            onSubmit={e => {
              e.preventDefault()
              erase.mutate()
            }}
          >
            <Stack>
              <Text size="sm">{t('eraseHint')}</Text>
              <List size="sm">
                <List.Item>
                  {t('eraseSources', { count: data.source_count, bytes: formatBytes(data.bytes_freed, locale) })}
                </List.Item>
                <List.Item>
                  {t('eraseRest', { documents: data.documents, runs: data.runs, observations: data.observations })}
                </List.Item>
                <List.Item>{t('eraseEntities', { removed: data.entities_removed, changed: data.entities_changed })}</List.Item>
              </List>
              <Text size="sm" c="dimmed">
                {data.afterwards}
              </Text>
              <TextInput
                data-autofocus
                label={t('eraseConfirm')}
                description={name}
                value={typed}
                onChange={e => setTyped(e.currentTarget.value)}
                autoComplete="off"
              />
              <TextInput label={t('eraseReason')} value={reason} onChange={e => setReason(e.currentTarget.value)} />
              {erase.error && <ErrorState error={erase.error} />}
              <Group justify="flex-end">
                <Button variant="default" onClick={close}>
                  {t('cancel')}
                </Button>
                <Button type="submit" color="red.8" disabled={typed !== name} loading={erase.isPending}>
                  {t('eraseDo')}
                </Button>
              </Group>
            </Stack>
          </form>
        )}
      </QueryState>
    </Modal>
  )
}

/** What was erased, with the offer to let the same bytes in again. */
function Erased({ name, erasureId, close }: { name: string; erasureId: string; close: () => void }) {
  const t = useText(sourceMessages)
  const lift = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/v1/erasures/{erasure_id}/lift', { params: { path: { erasure_id: erasureId } }, body: {} as never })),
    onSuccess: () => {
      close()
      notifications.show({ message: t('lifted', { name }) })
    },
  })
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('erased', { name })}</Text>
      {lift.error ? (
        <ErrorState error={lift.error} />
      ) : (
        <Button size="compact-sm" variant="light" loading={lift.isPending} onClick={() => lift.mutate()}>
          {t('lift')}
        </Button>
      )}
    </Stack>
  )
}
