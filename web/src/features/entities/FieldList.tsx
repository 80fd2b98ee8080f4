import { useQuery } from '@tanstack/react-query'
import { Fragment, useEffect, useRef, useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { useIsPast } from '../../shared/time'
import {
  ActionIcon,
  Badge,
  Button,
  Group,
  Icon,
  PageLink,
  Select,
  Stack,
  Text,
  Title,
  Tooltip,
  VisuallyHidden,
} from '../../shared/ui'
import { formatDate, formatNumber, formatValue, labelOf } from '../../shared/values'
import { currencyOf, plainCurrency } from './currency'
import { Editor, Refused, useCorrection } from './Editor'
import classes from './entities.module.css'
import { ItemsTable, isItems } from './ItemsTable'
import { entityMessages } from './messages'
import { useSchema } from './schema'
import type { Undeclared } from './undeclared'

type Entity = Schemas['EntityView']

interface Props {
  entity: Entity
  chosen?: string
  choose: (field: string) => void
  undeclared: Undeclared[]
  /** Fields whose editors are open. */
  correcting: readonly string[]
  correct: (field: string) => void
  close: (field: string) => void
}

/** The fields of an entity; each leads to its evidence and can be corrected where it stands. */
export function FieldList({ entity, chosen, choose, undeclared, correcting, correct, close }: Props) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const mayWrite = useMay('write') && entity.state === 'active'
  const values = (entity.fields ?? {}) as Record<string, unknown>
  const schema = useSchema(entity.entity_type)
  // What was cleared or is to be filled stays in its place while the page is open.
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set())
  const open = (field: string) => {
    setOpened(before => new Set([...before, field]))
    correct(field)
  }
  const fields = [...Object.keys(values), ...[...opened].filter(field => !(field in values))].map(
    field => [field, values[field]] as const,
  )
  const unfilled = schema.declared.filter(field => !(field in values) && !opened.has(field))
  const provenance = (entity.provenance ?? {}) as Record<string, Schemas['FieldProvenance']>
  const doubtful = (entity.doubtful ?? {}) as Record<string, string>
  const conflicts = new Map((entity.conflicts ?? []).filter(c => !areOwnCorrections(c)).map(c => [c.field, c]))
  const currencies = schema.known ? schema.currencies : undefined
  const use = useCorrection(entity)
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
    const closed = before.current.find(field => !correcting.includes(field))
    if (closed !== undefined)
      list.current?.querySelector<HTMLElement>(`[data-field="${CSS.escape(closed)}"] button`)?.focus({ preventScroll: true })
    before.current = correcting
  }, [correcting])

  return (
    <Stack gap="lg">
      <div ref={list}>
        {fields.map(([field, value]) => {
          const from = provenance[field]
          const conflict = conflicts.get(field)
          const currency = currencyOf(values, field, currencies)
          const editing = correcting.includes(field)
          return (
            <div
              key={field}
              role="group"
              aria-label={labelOf(field)}
              data-field={field}
              className={classes.field}
              data-chosen={field === chosen || undefined}
            >
              <span className={classes.label}>{labelOf(field)}</span>
              {editing ? (
                <Editor
                  entity={entity}
                  field={field}
                  value={value}
                  property={schema.properties[field]}
                  close={() => close(field)}
                />
              ) : value === undefined ? (
                <Text size="sm" c="dimmed" component="span">
                  {t('noValue')}
                </Text>
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
                        <VisuallyHidden>{t('sure')}</VisuallyHidden>{' '}
                        {formatNumber(from.confidence, locale, { style: 'percent', maximumFractionDigits: 0 })}
                      </Text>
                    </Tooltip>
                  )
                )}
                {mayWrite && !editing && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('correctField', { field: labelOf(field) })}
                    onClick={() => open(field)}
                  >
                    <Icon name="edit" size={16} />
                  </ActionIcon>
                )}
              </Group>
              {!editing && isItems(value) && (
                <ItemsTable items={value} label={t('items', { count: value.length })} currency={plainCurrency(values)} />
              )}
              {now && JSON.stringify(now[field]) !== JSON.stringify(value) && (
                <span className={`${classes.note} ${classes.differs}`}>
                  {now[field] === undefined
                    ? t('nowNothing')
                    : t('now', { value: formatValue(now[field], locale, field, currencyOf(now, field, currencies)) })}
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
        {mayWrite && unfilled.length > 0 && (
          <Select
            mt="xs"
            aria-label={t('addValue')}
            placeholder={t('addValue')}
            data={unfilled.map(field => ({ value: field, label: labelOf(field) }))}
            value={null}
            onChange={field => field && open(field)}
            searchable
            w={240}
          />
        )}
      </div>
      {now && later.length > 0 && (
        <Stack gap="xs" component="section" aria-label={t('onlyNow')}>
          <Title order={2}>{t('onlyNow')}</Title>
          <div>
            {later.map(name => (
              <div key={name} className={classes.field}>
                <span className={classes.label}>{labelOf(name)}</span>
                <span className="wrap">{formatValue(now[name], locale, name, currencyOf(now, name, currencies))}</span>
              </div>
            ))}
          </div>
        </Stack>
      )}
      {conflicts.size > 0 && (
        <Stack gap="xs" component="section" aria-label={t('conflicts')}>
          <Title order={2}>{t('conflicts')}</Title>
          {[...conflicts.values()].map(conflict => (
            <Fragment key={conflict.field}>
              <Conflict
                entity={entity}
                conflict={conflict}
                show={value => formatValue(value, locale, conflict.field, currencyOf(values, conflict.field, currencies))}
                use={mayWrite ? value => use.mutate({ field: conflict.field, value }) : undefined}
              />
              {use.error && use.variables.field === conflict.field && <Refused error={use.error} />}
            </Fragment>
          ))}
        </Stack>
      )}
      {undeclared.length > 0 && (
        <Stack gap="xs" component="section" aria-label={t('undeclared')}>
          <Title order={2}>{t('undeclared')}</Title>
          <Text size="sm" c="dimmed">
            {t('undeclaredHint')}
          </Text>
          <div>
            {undeclared.map(({ key, name, value, from }) => (
              <div key={key} className={classes.field} data-chosen={key === chosen || undefined}>
                <span className={classes.label}>{name}</span>
                {from ? (
                  <button type="button" className={classes.value} aria-pressed={key === chosen} onClick={() => choose(key)}>
                    {formatValue(value, locale, name)}
                  </button>
                ) : (
                  <span className="wrap">{formatValue(value, locale, name)}</span>
                )}
              </div>
            ))}
          </div>
        </Stack>
      )}
    </Stack>
  )
}

/** Whether somebody only corrected a field again: the later correction stands, and nobody disagrees. */
function areOwnCorrections({ candidates }: Schemas['FieldConflict']) {
  return candidates.every(c => c.class === 'correction' && c.actor === candidates[0]?.actor)
}

/** What each source says of a field, the value that stands first. */
function Conflict({
  entity,
  conflict,
  show,
  use,
}: {
  entity: Entity
  conflict: Schemas['FieldConflict']
  show: (value: unknown) => string
  use?: (value: unknown) => void
}) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const stands = ((entity.provenance ?? {}) as Record<string, Schemas['FieldProvenance']>)[conflict.field]
  const others = conflict.candidates.filter(c => c.observation_id !== stands?.observation_id)
  return (
    <table className={classes.table}>
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
        {[...(stands ? [stands] : []), ...others].map(candidate => (
          <tr key={candidate.observation_id}>
            <td className={candidate === stands ? classes.wins : undefined}>{show(candidate.value)}</td>
            <td>
              {candidate.source_id ? (
                <PageLink
                  to="/sources/$sourceId"
                  params={{ sourceId: candidate.source_id }}
                  search={{
                    doc: candidate.document_id ?? undefined,
                    value: `${candidate.observation_id}.${conflict.field}`,
                    show: candidate.places?.some(p => p.page && p.box) ? undefined : 'blocks',
                  }}
                  underline="always"
                >
                  {candidate.file_name ?? t('openSource')}
                </PageLink>
              ) : (
                (candidate.actor ?? candidate.class)
              )}
              <Text size="xs" c="dimmed">
                {t('observed')} {formatDate(candidate.observed_at, locale)}
              </Text>
              {candidate.quote && (
                <Text size="xs" className="wrap">
                  {candidate.quote_before}
                  <mark>{candidate.quote}</mark>
                  {candidate.quote_after}
                </Text>
              )}
            </td>
            <td>
              {typeof candidate.confidence === 'number'
                ? formatNumber(candidate.confidence, locale, { style: 'percent', maximumFractionDigits: 0 })
                : '–'}
            </td>
            <td>
              {candidate === stands
                ? t('conflictWins')
                : use && (
                    <Button size="compact-xs" variant="default" onClick={() => use(candidate.value)}>
                      {t('conflictUse')}
                    </Button>
                  )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
