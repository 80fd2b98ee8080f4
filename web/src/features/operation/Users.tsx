import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import {
  Alert,
  Button,
  Checkbox,
  ErrorState,
  Group,
  Modal,
  NumberInput,
  QueryState,
  Select,
  Stack,
  Text,
  TextInput,
} from '../../shared/ui'
import { formatBytes, formatNumber, formatTime } from '../../shared/values'
import { DataTable } from './DataTable'
import { operationMessages } from './messages'

type User = Schemas['UserView']
const plans = ['free', 'pro', 'enterprise'] as const
const gigabyte = 1_000_000_000

/** All users of the server with plan and usage; for operators. */
export function Users() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const queries = useQueryClient()
  const isAdmin = useMay('admin')
  const [adding, setAdding] = useState(false)
  const [added, setAdded] = useState<string>()
  const [planning, setPlanning] = useState<User>()
  const users = useInfiniteQuery({
    queryKey: ['users'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/v1/users', { params: { query: { limit: 100, cursor: pageParam } } })),
    getNextPageParam: last => last.next_cursor ?? undefined,
  })
  const changed = () => queries.invalidateQueries({ queryKey: ['users'] })
  const used = (quota: Schemas['QuotaView'], show: (n: number) => string) =>
    quota.limit == null
      ? `${show(quota.used)}, ${t('unlimited')}`
      : t('ofLimit', { used: show(quota.used), limit: show(quota.limit) })
  return (
    <Stack>
      {isAdmin && (
        <Group justify="flex-end">
          <Button onClick={() => setAdding(true)}>{t('addUser')}</Button>
        </Group>
      )}
      {added && (
        <Alert
          color="blue"
          variant="light"
          role="status"
          withCloseButton
          closeButtonLabel={t('done')}
          onClose={() => setAdded(undefined)}
        >
          {t('userAdded', { name: added })} <code>strata users token add {added}</code>
        </Alert>
      )}
      <QueryState query={users}>
        {data => (
          <DataTable
            empty={t('noUsers')}
            rows={data.pages.flatMap(p => p.items)}
            rowKey={user => user.user_id}
            columns={[
              {
                head: t('name'),
                cell: user => (
                  <>
                    {user.user_id}
                    {user.display_name && (
                      <Text size="xs" c="dimmed" className="wrap">
                        {user.display_name}
                      </Text>
                    )}
                  </>
                ),
              },
              { head: t('created'), cell: user => formatTime(user.created_at, locale) },
              { head: t('planHead'), cell: user => user.usage.plan },
              { head: t('storage'), cell: user => used(user.usage.storage, n => formatBytes(n, locale)) },
              { head: t('interpretations'), cell: user => used(user.usage.interpretations, n => formatNumber(n, locale)) },
              {
                head: t('actions'),
                quiet: true,
                cell: user =>
                  isAdmin && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('planOf', { name: user.user_id })}
                      onClick={() => setPlanning(user)}
                    >
                      {t('changePlan')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </QueryState>
      {users.hasNextPage && (
        <Button variant="default" loading={users.isFetchingNextPage} onClick={() => void users.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {adding && (
        <Add
          close={() => setAdding(false)}
          done={name => {
            setAdding(false)
            setAdded(name)
            void changed()
          }}
        />
      )}
      {planning && (
        <PlanDialog
          user={planning}
          close={() => setPlanning(undefined)}
          done={() => {
            setPlanning(undefined)
            void changed()
          }}
        />
      )}
    </Stack>
  )
}

function Add({ close, done }: { close: () => void; done: (name: string) => void }) {
  const t = useText(operationMessages)
  const [name, setName] = useState('')
  const [displayName, setDisplayName] = useState('')
  const add = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/v1/users', { body: { user_id: name.trim(), display_name: displayName.trim() || undefined } })),
    onSuccess: user => done(user.user_id),
  })
  return (
    <Modal opened onClose={close} title={t('addUser')}>
      <form
        onSubmit={e => {
          e.preventDefault()
          add.mutate()
        }}
      >
        <Stack>
          <TextInput
            data-autofocus
            label={t('name')}
            description={t('userNameHint')}
            required
            pattern="[a-z][a-z0-9\-]{0,39}"
            autoCapitalize="off"
            spellCheck={false}
            value={name}
            onChange={e => setName(e.currentTarget.value)}
          />
          <TextInput label={t('displayName')} value={displayName} onChange={e => setDisplayName(e.currentTarget.value)} />
          {add.error && <ErrorState error={add.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={add.isPending} disabled={!name.trim()}>
              {t('addUser')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

/** A limit as it is edited: null is none; empty is the plan's. */
type Limit = number | string | null

const sent = (limit: Limit, unit = 1) => (limit === null ? -1 : limit === '' ? undefined : Math.round(Number(limit) * unit))

/** A plan, and limits that differ from it. Another plan comes with its own limits, except those that were edited. */
function PlanDialog({ user, close, done }: { user: User; close: () => void; done: () => void }) {
  const t = useText(operationMessages)
  const { usage } = user
  const [plan, setPlan] = useState<string>(usage.plan)
  const [editedStorage, setStorage] = useState<Limit>()
  const [editedReadings, setReadings] = useState<Limit>()
  const present = (limit: number | null | undefined, unit = 1): Limit =>
    plan !== usage.plan ? '' : limit == null ? null : limit / unit
  const storage = editedStorage === undefined ? present(usage.storage.limit, gigabyte) : editedStorage
  const readings = editedReadings === undefined ? present(usage.interpretations.limit) : editedReadings
  const set = useMutation({
    mutationFn: () =>
      answer(
        api.PUT('/api/v1/users/{user_id}/plan', {
          params: { path: { user_id: user.user_id } },
          body: { plan, storage_limit: sent(storage, gigabyte), interpretation_limit: sent(readings) },
        }),
      ),
    onSuccess: done,
  })
  return (
    <Modal opened onClose={close} title={t('planOf', { name: user.user_id })}>
      <form
        onSubmit={e => {
          e.preventDefault()
          set.mutate()
        }}
      >
        <Stack>
          <Select
            data-autofocus
            label={t('planHead')}
            data={[...plans]}
            value={plan}
            onChange={value => value && setPlan(value)}
            allowDeselect={false}
          />
          <LimitInput label={t('storageLimit')} unlimited={t('storageUnlimited')} value={storage} onChange={setStorage} />
          <LimitInput
            label={t('readingsLimit')}
            unlimited={t('readingsUnlimited')}
            allowDecimal={false}
            value={readings}
            onChange={setReadings}
          />
          {set.error && <ErrorState error={set.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={set.isPending}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface LimitProps {
  label: string
  unlimited: string
  allowDecimal?: boolean
  value: Limit
  onChange: (value: Limit) => void
}

function LimitInput({ label, unlimited, allowDecimal, value, onChange }: LimitProps) {
  const t = useText(operationMessages)
  return (
    <Stack gap={6}>
      <NumberInput
        label={label}
        description={t('limitHint')}
        min={0}
        allowDecimal={allowDecimal}
        value={value ?? ''}
        onChange={onChange}
      />
      <Checkbox label={unlimited} checked={value === null} onChange={e => onChange(e.currentTarget.checked ? null : '')} />
    </Stack>
  )
}
