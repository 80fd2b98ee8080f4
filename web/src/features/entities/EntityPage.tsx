import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useMemo, useRef, useState } from 'react'
import { ApiError, answer, api, newKey, type Schemas } from '../../api/client'
import { useCommand } from '../../shared/commands'
import { useDecision } from '../../shared/decisions'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { useIsPast, useMoment, useSetMoment } from '../../shared/time'
import {
  ActionIcon,
  Alert,
  Button,
  EmptyState,
  ErrorBoundary,
  Group,
  Icon,
  LeadTo,
  LoadingState,
  Menu,
  PageButton,
  PageHead,
  QueryState,
  Stack,
  Tabs,
  Text,
  useDisclosure,
} from '../../shared/ui'
import { formatTime, labelOf } from '../../shared/values'
import { commands } from './commands'
import { useDeletion } from './deleted'
import { Evidence } from './Evidence'
import classes from './entities.module.css'
import { FieldList } from './FieldList'
import { History } from './History'
import { MergeDialog } from './MergeDialog'
import { entityMessages } from './messages'
import { Promote } from './Promote'
import { Relationships } from './Relationships'
import { SplitDialog } from './SplitDialog'
import { undeclaredOf } from './undeclared'

type Entity = Schemas['EntityView']

/** An entity: every value with where it came from, what others say, and what happened to it. */
export function EntityPage() {
  const t = useText(entityMessages)
  const { entityId } = useParams({ strict: false }) as { entityId: string }
  const moment = useMoment()
  const past = useIsPast()
  const entity = useQuery({
    queryKey: ['entity', entityId, moment, true],
    queryFn: () =>
      answer(
        api.GET('/api/v1/entities/{entity_id}', {
          params: { path: { entity_id: entityId }, query: { provenance: true, ...moment } },
        }),
      ),
    placeholderData: before => (before?.entity_id === entityId ? before : undefined),
  })
  const gone = entity.error instanceof ApiError && entity.error.status === 404
  const deletion = useDeletion(entityId, gone, moment)
  if (gone && deletion.isFetching && !deletion.data) return <LoadingState />
  if (gone && deletion.data)
    return past ? (
      <DeletedThen entity={deletion.data.entity} deletion={deletion.data} />
    ) : (
      <Shown entity={deletion.data.entity} deletion={deletion.data} />
    )
  if (past && gone) {
    return (
      <EmptyState order={1} icon="history" title={t('notYet')}>
        {t('notYetHint')}
      </EmptyState>
    )
  }
  return (
    <QueryState query={entity} title={t(gone ? 'noSuch' : 'title')} crumbs={[{ label: t('title'), to: '/entities' }]}>
      {data => {
        // An address of what was merged keeps working: it leads to what it became, which is what the server answers with.
        const root = data.merged_into ?? (data.merged_from?.includes(entityId) ? data.entity_id : undefined)
        return root && !past ? (
          <LeadTo to="/entities/$entityId" params={{ entityId: root }} search={{ merged: entityId }} />
        ) : (
          <Shown entity={data} />
        )
      }}
    </QueryState>
  )
}

interface Deletion {
  seq: number
  at: string
  actor?: string | null
}

/** At a moment when it was deleted: since when, and the ways to see it and to have it back. */
function DeletedThen({ entity, deletion }: { entity: Entity; deletion: Deletion }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const setMoment = useSetMoment()
  return (
    <EmptyState
      order={1}
      icon="trash"
      title={t('deletedThen', { title: entity.title ?? entity.entity_id })}
      action={
        <Group justify="center" gap="sm">
          <Button onClick={() => void setMoment({ known_at: String(deletion.seq - 1) })}>{t('showBefore')}</Button>
          <Button variant="default" onClick={() => void setMoment({})}>
            {t('restoreNow')}
          </Button>
        </Group>
      }
    >
      {t('deletedAt', { when: formatTime(deletion.at, locale), actor: deletion.actor ?? '–' })}
    </EmptyState>
  )
}

function Shown({ entity, deletion }: { entity: Entity; deletion?: Deletion }) {
  const t = useText(entityMessages)
  const locale = useIntlLocale()
  const navigate = useNavigate()
  const mayWrite = useMay('write')
  const view = useSearch({ strict: false }) as { field?: string; show?: string; merged?: string }
  const set = (change: { field?: string; show?: string }) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...change }), replace: true, resetScroll: false } as never)
  const [merging, merge] = useDisclosure(false)
  const [splitting, split] = useDisclosure(false)
  const [promoting, promote] = useDisclosure(false)
  const [correcting, setCorrecting] = useState<readonly string[]>([])
  const correct = (field: string) => setCorrecting(open => (open.includes(field) ? open : [...open, field]))
  const side = useRef<HTMLElement>(null)
  const title = entity.title ?? entity.entity_id
  const path = { path: { entity_id: entity.entity_id } }
  const remove = useDecision(
    () => answer(api.POST('/api/v1/entities/{entity_id}/delete', { params: path, body: { idempotency_key: newKey() } })),
    () => t('deleted', { title }),
  )
  const restore = useDecision(
    () => answer(api.POST('/api/v1/entities/{entity_id}/restore', { params: path, body: { idempotency_key: newKey() } })),
    () => t('restored', { title }),
  )
  const unmerge = useDecision(
    (id: string) =>
      answer(
        api.POST('/api/v1/entities/{entity_id}/unmerge', {
          params: { path: { entity_id: id } },
          body: { idempotency_key: newKey() },
        }),
      ),
    () => t('unmerged', { title }),
  )
  const provenance = (entity.provenance ?? {}) as Record<string, Schemas['FieldProvenance']>
  const fields = useMemo(() => Object.keys((entity.fields ?? {}) as object), [entity.fields])
  const undeclared = undeclaredOf(entity)
  const chosen =
    view.field && (provenance[view.field] || undeclared.some(u => u.key === view.field && u.from)) ? view.field : undefined
  const choose = (field: string) => {
    set({ field })
    // On a narrow screen the evidence is below the fields.
    const aside = side.current
    if (aside && aside.getBoundingClientRect().top > window.innerHeight * 0.75) aside.scrollIntoView({ block: 'start' })
  }
  const step = (by: number) => {
    const at = fields.indexOf(view.field ?? '')
    const next = fields[(at + by + fields.length) % fields.length]
    if (next) set({ field: next })
  }
  useCommand(commands[0], () => step(1))
  useCommand(commands[1], () => step(view.field ? -1 : 0))
  useCommand(commands[2], () => chosen && correct(chosen), mayWrite && chosen !== undefined && fields.includes(chosen))
  const type = entity.suggested_type ?? entity.entity_type

  return (
    <Stack>
      <PageHead
        title={title}
        crumbs={[
          { label: t('title'), to: '/entities' },
          {
            label: labelOf(type),
            to: '/entities',
            search: { type: entity.suggested_type ? `?${entity.suggested_type}` : entity.entity_type },
          },
        ]}
      >
        {mayWrite && entity.state === 'active' && (
          <>
            <Button variant="default" onClick={merge.open} leftSection={<Icon name="merge" size={16} />}>
              {t('merge')}
            </Button>
            <Menu position="bottom-end">
              <Menu.Target>
                <ActionIcon variant="default" size={36} aria-label={t('more_')}>
                  <Icon name="more" />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item
                  leftSection={<Icon name="split" size={16} />}
                  onClick={split.open}
                  disabled={entity.observation_count < 2}
                >
                  {t('split')}
                </Menu.Item>
                <Menu.Item leftSection={<Icon name="up" size={16} />} onClick={promote.open} disabled={undeclared.length === 0}>
                  {t('promote')}
                </Menu.Item>
                <Menu.Divider />
                <Menu.Item leftSection={<Icon name="trash" size={16} />} onClick={() => remove.mutate(undefined)}>
                  {t('delete')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
        {mayWrite && entity.state === 'deleted' && (
          <Button onClick={() => restore.mutate(undefined)} loading={restore.isPending}>
            {t('restore')}
          </Button>
        )}
      </PageHead>
      {entity.state === 'deleted' && (
        <Alert color="orange" variant="light" role="status" icon={<Icon name="trash" />}>
          {t('deletedState')}{' '}
          {deletion && t('deletedAt', { when: formatTime(deletion.at, locale), actor: deletion.actor ?? '–' })}
        </Alert>
      )}
      {view.merged && entity.merged_from?.includes(view.merged) && (
        <Alert color="blue" variant="light" role="status" icon={<Icon name="merge" />}>
          <Text size="sm">{t('mergedState', { id: view.merged })}</Text>
        </Alert>
      )}
      {entity.merged_into && (
        <Alert color="blue" variant="light" role="status" icon={<Icon name="merge" />}>
          <PageButton to="/entities/$entityId" params={{ entityId: entity.merged_into }} size="compact-sm" variant="default">
            {t('openRoot')}
          </PageButton>
        </Alert>
      )}
      {(entity.merged_from ?? []).length > 0 && (
        <Group gap="xs">
          <Text size="sm" c="dimmed">
            {t('mergedFrom')}
          </Text>
          {(entity.merged_from ?? []).map(id => (
            <Group key={id} gap={4}>
              <Text size="sm" className="mono">
                {id}
              </Text>
              {mayWrite && (
                <Button size="compact-xs" variant="default" onClick={() => unmerge.mutate(id)}>
                  {t('unmerge')}
                </Button>
              )}
            </Group>
          ))}
        </Group>
      )}
      <Tabs
        value={view.show ?? 'fields'}
        onChange={value => set({ show: value === 'fields' ? undefined : (value ?? undefined) })}
        keepMounted={false}
      >
        <Tabs.List>
          <Tabs.Tab value="fields">{t('fields')}</Tabs.Tab>
          <Tabs.Tab value="history">{t('history')}</Tabs.Tab>
          <Tabs.Tab value="relationships">{t('relationships')}</Tabs.Tab>
        </Tabs.List>
        {/* What is typed there stays while another tab is looked at. */}
        <Tabs.Panel value="fields" pt="md" keepMounted={!view.show || correcting.length > 0}>
          <div className={classes.split}>
            <FieldList
              entity={entity}
              chosen={chosen}
              choose={choose}
              undeclared={undeclared}
              correcting={correcting}
              correct={correct}
              close={field => setCorrecting(open => open.filter(f => f !== field))}
            />
            <aside ref={side} className={classes.side} aria-label={t('evidence')}>
              <ErrorBoundary key={chosen}>
                <Evidence entity={entity} field={chosen} />
              </ErrorBoundary>
            </aside>
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="history" pt="md">
          <ErrorBoundary>
            <History entity={entity} />
          </ErrorBoundary>
        </Tabs.Panel>
        <Tabs.Panel value="relationships" pt="md">
          <ErrorBoundary>
            <Relationships entity={entity} />
          </ErrorBoundary>
        </Tabs.Panel>
      </Tabs>
      {merging && <MergeDialog entityId={entity.entity_id} close={merge.close} />}
      {splitting && <SplitDialog entity={entity} close={split.close} />}
      {promoting && <Promote entity={entity} close={promote.close} />}
    </Stack>
  )
}
