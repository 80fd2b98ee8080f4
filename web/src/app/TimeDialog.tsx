import { useState } from 'react'
import { useText } from '../shared/i18n'
import { useMoment, useSetMoment } from '../shared/time'
import { Button, Group, Modal, Stack, TextInput } from '../shared/ui'
import { appMessages } from './messages'

/** A moment as the field of date and time has it: local, without seconds. */
function toField(moment: string | undefined): string {
  if (!moment || /^\d+$/.test(moment) || Number.isNaN(Date.parse(moment))) return moment ?? ''
  const at = new Date(moment)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

const fromField = (text: string) =>
  !text.trim()
    ? undefined
    : /^\d+$/.test(text.trim()) || Number.isNaN(Date.parse(text))
      ? text.trim()
      : new Date(text).toISOString()

/** Sets what time the whole page shows. */
export default function TimeDialog({ close }: { close: () => void }) {
  const t = useText(appMessages)
  const moment = useMoment()
  const setMoment = useSetMoment()
  const [known, setKnown] = useState(toField(moment.known_at))
  const [valid, setValid] = useState(toField(moment.valid_at))
  const [bySeq, setBySeq] = useState(/^\d+$/.test(known))
  return (
    <Modal opened onClose={close} title={t('time')}>
      <form
        onSubmit={event => {
          event.preventDefault()
          void setMoment({ known_at: fromField(known), valid_at: fromField(valid) })
          close()
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={t('timeKnown')}
            description={t('timeKnownHint')}
            type={bySeq ? 'text' : 'datetime-local'}
            inputMode={bySeq ? 'numeric' : undefined}
            value={known}
            onChange={e => setKnown(e.currentTarget.value)}
            rightSection={
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => {
                  setBySeq(!bySeq)
                  setKnown('')
                }}
                aria-pressed={bySeq}
              >
                #
              </Button>
            }
          />
          <TextInput label={t('timeValid')} type="datetime-local" value={valid} onChange={e => setValid(e.currentTarget.value)} />
          <Group justify="flex-end">
            <Button
              variant="default"
              onClick={() => {
                void setMoment({})
                close()
              }}
            >
              {t('timeNow')}
            </Button>
            <Button type="submit">{t('timeShow')}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
