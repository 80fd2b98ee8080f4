import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { refresh } from '../../shared/decisions'
import { useText } from '../../shared/i18n'
import { Button, Checkbox, ErrorState, Group, Modal, notifications, Select, Stack } from '../../shared/ui'
import { labelOf } from '../../shared/values'
import { sourceMessages } from './messages'

/** Reads a source again, with what a person knows better than the program. */
export function Reinterpret({ source, close }: { source: Schemas['SourceView']; close: () => void }) {
  const t = useText(sourceMessages)
  const queries = useQueryClient()
  const schemas = useQuery({ queryKey: ['schemas'], queryFn: () => answer(api.GET('/api/v1/schemas')) })
  const [type, setType] = useState<string | null>(null)
  const [dayFirst, setDayFirst] = useState(false)
  const [header, setHeader] = useState(false)
  const [ocr, setOcr] = useState(false)
  const [stage, setStage] = useState(false)
  const start = useMutation({
    mutationFn: () =>
      answer(
        api.POST('/api/v1/sources/{source_id}/reinterpret', {
          params: { path: { source_id: source.source_id } },
          body: {
            entity_type: type ?? undefined,
            day_first: dayFirst || undefined,
            header: header || undefined,
            ocr: ocr || undefined,
            stage: stage || undefined,
            wait: false,
          },
        }),
      ),
    onSuccess: () => {
      notifications.show({ message: t('started') })
      close()
      return refresh(queries)
    },
  })
  return (
    <Modal opened onClose={close} title={t('reinterpretTitle')}>
      <form
        onSubmit={e => {
          e.preventDefault()
          start.mutate()
        }}
      >
        <Stack>
          <Select
            data-autofocus
            openOnFocus={false}
            comboboxProps={{ withinPortal: true }}
            label={t('asType')}
            placeholder={t('automatic')}
            data={(schemas.data ?? []).map(s => ({ value: s.entity_type, label: s.title ?? labelOf(s.entity_type) }))}
            value={type}
            onChange={setType}
            clearable
            searchable
          />
          <Checkbox label={t('dayFirst')} checked={dayFirst} onChange={e => setDayFirst(e.currentTarget.checked)} />
          <Checkbox label={t('header')} checked={header} onChange={e => setHeader(e.currentTarget.checked)} />
          <Checkbox label={t('ocr')} checked={ocr} onChange={e => setOcr(e.currentTarget.checked)} />
          <Checkbox label={t('stage')} checked={stage} onChange={e => setStage(e.currentTarget.checked)} />
          {start.error && <ErrorState error={start.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={start.isPending}>
              {t('start')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
