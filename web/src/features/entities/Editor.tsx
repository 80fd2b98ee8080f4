import { useMutation } from '@tanstack/react-query'
import { type KeyboardEvent, useState } from 'react'
import { answer, api, newKey, type Schemas } from '../../api/client'
import { decisionMessages, useDecision } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, ErrorState, Group, Select, Stack, Text, Textarea, TextInput } from '../../shared/ui'
import { formatNumber, labelOf } from '../../shared/values'
import { entityMessages } from './messages'
import { choicesOf, kindOf, type Property } from './schema'
import { NotTyped, parse, textOf } from './typed'

/** Corrects a field; a refusal is for the place where it was asked. */
export function useCorrection(entity: Schemas['EntityView']) {
  const t = useText(entityMessages)
  const announce = useDecision(
    async (taken: { id: string; field: string }) => taken,
    ({ field }) => t('corrected', { field: labelOf(field), title: entity.title ?? entity.entity_id }),
  )
  return useMutation({
    mutationFn: async ({ field, value, reason }: { field: string; value: unknown; reason?: string }) => {
      const { id } = await answer(
        api.POST('/api/v1/entities/{entity_id}/correct', {
          params: { path: { entity_id: entity.entity_id } },
          body: {
            fields: { [field]: value } as Record<string, never>,
            reason: reason || undefined,
            idempotency_key: newKey(),
          },
        }),
      )
      return { id, field }
    },
    onSuccess: taken => announce.mutateAsync(taken),
  })
}

/** Says beside a field that its correction was not stored, and why. */
export function Refused({ error }: { error: unknown }) {
  const t = useText(decisionMessages)
  return (
    <Stack gap={4}>
      <Text size="sm" fw={600}>
        {t('failed')}
      </Text>
      <ErrorState error={error} />
    </Stack>
  )
}

interface Props {
  entity: Schemas['EntityView']
  field: string
  value: unknown
  property: Property | undefined
  close: () => void
}

/** Edits a value as the kind that its schema says; what was typed stays until it is stored or given up. */
export function Editor({ entity, field, value, property, close }: Props) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const kind = kindOf(property, value)
  const before = textOf(value, kind, locale)
  const [text, setText] = useState(before)
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const correct = useCorrection(entity)
  const save = (next: unknown) => correct.mutate({ field, value: next, reason }, { onSuccess: close })
  const submit = () => {
    setFault(undefined)
    try {
      // A time that was not changed keeps the zone that it was written in.
      save(text === before && value !== undefined ? value : parse(text, kind, locale))
    } catch (error) {
      if (!(error instanceof NotTyped)) throw error
      setFault(t(error.wanted, { example: formatNumber(1250.75, locale) }))
    }
  }
  const label = t('correctField', { field: labelOf(field) })
  const common = { 'aria-label': label, value: text, autoFocus: true, error: fault }
  const options =
    kind === 'boolean'
      ? [
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]
      : choicesOf(property).map(choice => ({ value: JSON.stringify(choice), label: String(choice) }))
  return (
    <form
      onSubmit={e => {
        e.preventDefault()
        submit()
      }}
      onKeyDown={(e: KeyboardEvent) => {
        if (e.key !== 'Escape' || e.defaultPrevented) return
        e.stopPropagation()
        close()
      }}
    >
      <Stack gap={6} py={4}>
        {kind === 'boolean' || kind === 'choice' ? (
          <Select {...common} value={text || null} data={options} onChange={next => setText(next ?? '')} allowDeselect={false} />
        ) : kind === 'list' || kind === 'record' || kind === 'lines' || before.length > 60 ? (
          <Textarea
            {...common}
            description={kind === 'lines' ? t('onePerLine') : undefined}
            autosize
            maxRows={12}
            minRows={2}
            onChange={e => setText(e.currentTarget.value)}
          />
        ) : (
          <TextInput
            {...common}
            type={inputOf(kind, before)}
            step={kind === 'date-time' ? 1 : undefined}
            inputMode={kind === 'number' ? 'decimal' : undefined}
            onChange={e => setText(e.currentTarget.value)}
          />
        )}
        <TextInput
          aria-label={t('reason')}
          placeholder={t('reason')}
          size="xs"
          value={reason}
          onChange={e => setReason(e.currentTarget.value)}
        />
        {correct.error && <Refused error={correct.error} />}
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={correct.isPending}>
            {t('saveCorrection')}
          </Button>
          {value !== undefined && (
            <Button size="compact-sm" variant="default" disabled={correct.isPending} onClick={() => save(null)}>
              {t('clearField')}
            </Button>
          )}
          <Button size="compact-sm" variant="subtle" color="gray" onClick={close}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** A browser's field for dates shows nothing of what is no date: such a value is edited as text. */
function inputOf(kind: ReturnType<typeof kindOf>, before: string): string {
  if (kind === 'date') return before === '' || /^\d{4}-\d{2}-\d{2}$/.test(before) ? 'date' : 'text'
  return kind === 'date-time' ? 'datetime-local' : 'text'
}
