import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { answer, api, newKey, parseJson, type Schemas } from '../../api/client'
import { useDecision } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { useIsPast } from '../../shared/time'
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Icon,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
  Tooltip,
  VisuallyHidden,
} from '../../shared/ui'
import { formatNumber, formatValue, labelOf } from '../../shared/values'
import classes from './entities.module.css'
import { ItemsTable, isItems } from './ItemsTable'
import { entityMessages } from './messages'

type Entity = Schemas['EntityView']

interface Props {
  entity: Entity
  chosen?: string
  choose: (field: string) => void
  correcting?: string
  setCorrecting: (field: string | undefined) => void
}

/** The fields of an entity; each leads to its evidence and can be corrected where it stands. */
export function FieldList({ entity, chosen, choose, correcting, setCorrecting }: Props) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const mayWrite = useMay('write') && entity.state === 'active'
  const fields = Object.entries((entity.fields ?? {}) as Record<string, unknown>)
  const provenance = (entity.provenance ?? {}) as Record<string, Schemas['FieldProvenance']>
  const doubtful = (entity.doubtful ?? {}) as Record<string, string>
  const conflicts = new Map((entity.conflicts ?? []).map(c => [c.field, c]))
  const currency = (entity.fields as Record<string, unknown>).currency as string | undefined
  const title = entity.title ?? entity.entity_id
  const correct = useDecision(
    (change: { field: string; value: unknown; reason?: string }) =>
      answer(
        api.POST('/api/v1/entities/{entity_id}/correct', {
          params: { path: { entity_id: entity.entity_id } },
          body: {
            fields: { [change.field]: change.value } as Record<string, never>,
            reason: change.reason || undefined,
            idempotency_key: newKey(),
          },
        }),
      ),
    change => t('corrected', { field: labelOf(change.field), title }),
  )
  const past = useIsPast()
  const present = useQuery({
    queryKey: ['entity', entity.entity_id, 'now'],
    enabled: past,
    queryFn: () => answer(api.GET('/api/v1/entities/{entity_id}', { params: { path: { entity_id: entity.entity_id } } })),
  })
  const now = past ? (present.data?.fields as Record<string, unknown> | undefined) : undefined
  const later = now ? Object.keys(now).filter(name => !(name in (entity.fields as object))) : []
  // What was being corrected has the focus again when the editor closes.
  const list = useRef<HTMLDivElement>(null)
  const before = useRef(correcting)
  useEffect(() => {
    if (before.current !== undefined && correcting === undefined)
      list.current
        ?.querySelector<HTMLElement>(`[data-field="${CSS.escape(before.current)}"] button`)
        ?.focus({ preventScroll: true })
    before.current = correcting
  }, [correcting])
  const fragments = Object.entries((entity.fragments ?? {}) as Record<string, unknown>)

  return (
    <Stack gap="lg">
      <div ref={list}>
        {fields.map(([field, value]) => {
          const from = provenance[field]
          const conflict = conflicts.get(field)
          return (
            <div key={field} data-field={field} className={classes.field} data-chosen={field === chosen || undefined}>
              <span className={classes.label}>{labelOf(field)}</span>
              {correcting === field ? (
                <Editor
                  field={field}
                  value={value}
                  pending={correct.isPending}
                  cancel={() => setCorrecting(undefined)}
                  save={(next, reason) =>
                    correct.mutate({ field, value: next, reason }, { onSuccess: () => setCorrecting(undefined) })
                  }
                />
              ) : (
                <button type="button" className={classes.value} aria-pressed={field === chosen} onClick={() => choose(field)}>
                  {isItems(value) ? t('items', { count: value.length }) : formatValue(value, locale, field, currency)}
                </button>
              )}
              <Group gap={4} wrap="nowrap">
                {from?.class === 'correction' ? (
                  <Badge variant="light" color="violet" size="sm" autoContrast>
                    {t('kind_correction')}
                  </Badge>
                ) : (
                  typeof from?.confidence === 'number' && (
                    <Tooltip label={t('sure')}>
                      <Text size="xs" c="dimmed" component="span">
                        {formatNumber(from.confidence, locale, { style: 'percent', maximumFractionDigits: 0 })}
                      </Text>
                    </Tooltip>
                  )
                )}
                {mayWrite && correcting !== field && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('correctField', { field: labelOf(field) })}
                    onClick={() => setCorrecting(field)}
                  >
                    <Icon name="edit" size={16} />
                  </ActionIcon>
                )}
              </Group>
              {correcting !== field && isItems(value) && <ItemsTable items={value} label={labelOf(field)} currency={currency} />}
              {now && JSON.stringify(now[field]) !== JSON.stringify(value) && (
                <span className={`${classes.note} ${classes.differs}`}>
                  {now[field] === undefined
                    ? t('nowNothing')
                    : t('now', { value: formatValue(now[field], locale, field, currency) })}
                </span>
              )}
              {doubtful[field] && (
                <span className={`${classes.note} ${classes.doubtful}`}>
                  <Icon name="warn" size={13} /> {t('doubtful', { reason: doubtful[field] })}
                </span>
              )}
              {conflict && (
                <span className={`${classes.note} ${classes.doubtful}`}>
                  <Icon name="warn" size={13} /> {t('conflict')}:{' '}
                  {conflict.candidates.map(c => formatValue(c.value, locale, field, currency)).join(' · ')}
                </span>
              )}
            </div>
          )
        })}
      </div>
      {now && later.length > 0 && (
        <Stack gap="xs" component="section" aria-label={t('onlyNow')}>
          <Title order={2}>{t('onlyNow')}</Title>
          <div>
            {later.map(name => (
              <div key={name} className={classes.field}>
                <span className={classes.label}>{labelOf(name)}</span>
                <span className="wrap">{formatValue(now[name], locale, name, currency)}</span>
              </div>
            ))}
          </div>
        </Stack>
      )}
      {conflicts.size > 0 && (
        <Stack gap="xs" component="section" aria-label={t('conflicts')}>
          <Title order={2}>{t('conflicts')}</Title>
          {[...conflicts.values()].map(conflict => (
            <table key={conflict.field} className={classes.table}>
              <thead>
                <tr>
                  <th>{labelOf(conflict.field)}</th>
                  <th>{t('from')}</th>
                  <th>{t('sure')}</th>
                  <th>
                    <VisuallyHidden>{t('conflictChoose')}</VisuallyHidden>
                  </th>
                </tr>
              </thead>
              <tbody>
                {[
                  provenance[conflict.field],
                  ...conflict.candidates.filter(c => c.observation_id !== provenance[conflict.field]?.observation_id),
                ].map(
                  (candidate, index) =>
                    candidate && (
                      <tr key={candidate.observation_id}>
                        <td className={index === 0 ? classes.wins : undefined}>
                          {formatValue(candidate.value, locale, conflict.field, currency)}
                        </td>
                        <td>{candidate.file_name ?? candidate.actor ?? candidate.class}</td>
                        <td>
                          {typeof candidate.confidence === 'number'
                            ? formatNumber(candidate.confidence, locale, { style: 'percent', maximumFractionDigits: 0 })
                            : '–'}
                        </td>
                        <td>
                          {index === 0
                            ? t('conflictWins')
                            : mayWrite && (
                                <Button
                                  size="compact-xs"
                                  variant="default"
                                  onClick={() => correct.mutate({ field: conflict.field, value: candidate.value })}
                                >
                                  {t('conflictUse')}
                                </Button>
                              )}
                        </td>
                      </tr>
                    ),
                )}
              </tbody>
            </table>
          ))}
        </Stack>
      )}
      {fragments.length > 0 && (
        <Stack gap="xs" component="section" aria-label={t('undeclared')}>
          <Title order={2}>{t('undeclared')}</Title>
          <Text size="sm" c="dimmed">
            {t('undeclaredHint')}
          </Text>
          <div>
            {fragments.map(([name, value]) => (
              <div key={name} className={classes.field}>
                <span className={classes.label}>{name}</span>
                <span className="wrap">{formatValue(value, locale, name)}</span>
              </div>
            ))}
          </div>
        </Stack>
      )}
    </Stack>
  )
}

/** Edits a value in its own kind: numbers stay numbers, lists and records are edited as JSON. */
function Editor({
  field,
  value,
  pending,
  save,
  cancel,
}: {
  field: string
  value: unknown
  pending: boolean
  save: (value: unknown, reason: string) => void
  cancel: () => void
}) {
  const t = useText(entityMessages)
  const structured = typeof value === 'object' && value !== null
  const [text, setText] = useState(structured ? JSON.stringify(value, null, 2) : String(value ?? ''))
  const [reason, setReason] = useState('')
  const [fault, setFault] = useState<string>()
  const submit = () => {
    try {
      save(parse(text, value), reason)
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
    }
  }
  const common = {
    'aria-label': t('correctField', { field: labelOf(field) }),
    value: text,
    autoFocus: true,
    error: fault,
    onKeyDown: (e: React.KeyboardEvent) => {
      if (e.key === 'Escape') {
        e.stopPropagation()
        cancel()
      }
    },
  }
  return (
    <form
      onSubmit={e => {
        e.preventDefault()
        submit()
      }}
    >
      <Stack gap={6} py={4}>
        {structured || text.length > 60 ? (
          <Textarea {...common} autosize maxRows={12} minRows={2} onChange={e => setText(e.currentTarget.value)} />
        ) : (
          <TextInput
            {...common}
            type={typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? 'date' : 'text'}
            inputMode={typeof value === 'number' ? 'decimal' : undefined}
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
        <Group gap="xs">
          <Button type="submit" size="compact-sm" loading={pending}>
            {t('saveCorrection')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => save(null, reason)}>
            {t('clearField')}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={cancel}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Reads what was typed as the kind that the value had; the server checks it against the schema. */
export function parse(text: string, before: unknown): unknown {
  if (typeof before === 'number') return numberOf(text) ?? text
  if (typeof before === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return typeof before === 'object' && before !== null ? parseJson(text) : text
}

/** A number that was typed; undefined where it can be read in two ways, or where a double would round it. */
function numberOf(text: string): number | undefined {
  const typed = text.replace(/\s/g, '')
  if (!/^-?\d*([.,]\d+)?$/.test(typed) || !/\d/.test(typed)) return
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(typed) || typed.replace(/^-?[0.,]*|\D/g, '').length > 15) return
  return Number(typed.replace(',', '.'))
}
