import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { Button, ErrorState, Group, QueryState, Select, Stack, TextInput, Title } from '../../shared/ui'
import { formatTime } from '../../shared/values'
import { Confirm } from './Confirm'
import { DataTable } from './DataTable'
import { type JobKind, jobKinds } from './jobKinds'
import { operationMessages } from './messages'

/** What is done again and again, and when. */
export function Schedules() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const queries = useQueryClient()
  const isAdmin = useMay('admin')
  const [name, setName] = useState('')
  const [kind, setKind] = useState<JobKind>('verify')
  const [cron, setCron] = useState('0 3 * * *')
  const [removing, setRemoving] = useState<string>()
  const schedules = useQuery({ queryKey: ['schedules'], queryFn: () => answer(api.GET('/api/v1/schedules')) })
  const refresh = () => queries.invalidateQueries({ queryKey: ['schedules'] })
  const save = useMutation({
    mutationFn: () =>
      answer(
        api.PUT('/api/v1/schedules/{name}', {
          params: { path: { name } },
          body: { kind, cron, time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
        }),
      ),
    onSuccess: () => {
      setName('')
      return refresh()
    },
  })
  const remove = useMutation({
    mutationFn: (old: string) => answer(api.DELETE('/api/v1/schedules/{name}', { params: { path: { name: old } } })),
    onSuccess: () => {
      setRemoving(undefined)
      return refresh()
    },
  })
  return (
    <Stack>
      <QueryState query={schedules}>
        {data => (
          <DataTable
            empty={t('noSchedules')}
            rows={data.items}
            rowKey={s => s.name}
            columns={[
              { head: t('name'), cell: s => s.name },
              { head: t('kind'), cell: s => s.kind },
              { head: t('cron'), className: 'mono', cell: s => s.cron },
              { head: t('zone'), cell: s => s.time_zone },
              { head: t('next'), cell: s => formatTime(s.next_at, locale) },
              {
                head: t('actions'),
                quiet: true,
                cell: s =>
                  isAdmin && (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={t('removeSchedule', { name: s.name })}
                      onClick={() => {
                        remove.reset()
                        setRemoving(s.name)
                      }}
                    >
                      {t('remove')}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </QueryState>
      {isAdmin && (
        <>
          <Title order={2}>{t('addSchedule')}</Title>
          <form
            onSubmit={e => {
              e.preventDefault()
              save.mutate()
            }}
          >
            <Stack>
              <Group align="flex-end">
                <TextInput label={t('name')} required value={name} onChange={e => setName(e.currentTarget.value)} />
                <Select
                  label={t('kind')}
                  required
                  allowDeselect={false}
                  data={[...jobKinds]}
                  value={kind}
                  onChange={value => setKind((value ?? 'verify') as JobKind)}
                />
                <TextInput
                  label={t('cron')}
                  required
                  className="mono"
                  value={cron}
                  onChange={e => setCron(e.currentTarget.value)}
                />
                <Button type="submit" loading={save.isPending} disabled={!name.trim()}>
                  {t('save')}
                </Button>
              </Group>
              {save.error && <ErrorState error={save.error} />}
            </Stack>
          </form>
        </>
      )}
      {removing && (
        <Confirm
          title={t('removeSchedule', { name: removing })}
          action={t('remove')}
          asked={remove}
          confirm={() => remove.mutate(removing)}
          close={() => setRemoving(undefined)}
        >
          {t('removeHint')}
        </Confirm>
      )}
    </Stack>
  )
}
