import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { Alert, Badge, Button, ErrorState, Group, QueryState, Select, Stack, Text } from '../../shared/ui'
import { formatTime } from '../../shared/values'
import { DataTable } from './DataTable'
import { type JobKind, jobKinds } from './jobKinds'
import { operationMessages } from './messages'

const states = ['ready', 'running', 'waiting', 'done', 'dead', 'cancelled'] as const
type State = (typeof states)[number]
const colours: Record<State, string> = {
  ready: 'gray',
  running: 'blue',
  waiting: 'gray',
  done: 'green',
  dead: 'red',
  cancelled: 'gray',
}

/** What works in the background, and what was given up. */
export function Jobs() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const queries = useQueryClient()
  const mayWrite = useMay('write')
  const isAdmin = useMay('admin')
  const [state, setState] = useState<State | null>(null)
  const [kind, setKind] = useState<JobKind | null>(null)
  const jobs = useQuery({
    queryKey: ['jobs', state],
    queryFn: () => answer(api.GET('/api/v1/jobs', { params: { query: { state: state ?? undefined, limit: 200 } } })),
    refetchInterval: 5_000,
  })
  const pauses = useQuery({ queryKey: ['jobs', 'pauses'], queryFn: () => answer(api.GET('/api/v1/jobs/pauses')) })
  const change = useMutation({
    mutationFn: async (act: { job?: string; do: 'retry' | 'cancel' | 'start' | 'resume' }) => {
      const path = { params: { path: { job_id: act.job ?? '' } } }
      if (act.do === 'retry') await answer(api.POST('/api/v1/jobs/{job_id}/retry', path))
      else if (act.do === 'cancel') await answer(api.POST('/api/v1/jobs/{job_id}/cancel', path))
      else if (act.do === 'resume') await answer(api.POST('/api/v1/jobs/resume'))
      else if (kind) await answer(api.POST('/api/v1/jobs', { body: { kind } }))
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Select
          label={t('state')}
          placeholder={t('unfinished')}
          clearable
          data={states.map(s => ({ value: s, label: t(`job_${s}`) }))}
          value={state}
          onChange={value => setState(value as State | null)}
        />
        {isAdmin && (
          <Group align="flex-end" gap="xs">
            <Select
              label={t('startJob')}
              data={[...jobKinds]}
              value={kind}
              onChange={value => setKind(value as JobKind | null)}
              clearable
            />
            <Button variant="default" disabled={!kind} loading={change.isPending} onClick={() => change.mutate({ do: 'start' })}>
              {t('start')}
            </Button>
          </Group>
        )}
      </Group>
      {(pauses.data?.kinds ?? []).length > 0 && (
        <Alert color="orange" variant="light" role="status">
          <Group justify="space-between">
            <Text size="sm">{t('paused', { kinds: (pauses.data?.kinds ?? []).join(', ') })}</Text>
            {isAdmin && (
              <Button size="compact-sm" variant="default" onClick={() => change.mutate({ do: 'resume' })}>
                {t('resumeAll')}
              </Button>
            )}
          </Group>
        </Alert>
      )}
      {change.error && <ErrorState error={change.error} />}
      <QueryState query={jobs}>
        {data => (
          <DataTable
            empty={t('noJobs')}
            rows={data.items}
            rowKey={job => job.job_id}
            columns={[
              {
                head: t('kind'),
                cell: job => (
                  <>
                    {job.kind}
                    <Text size="xs" c="dimmed" className="wrap">
                      {job.errors?.at(-1)?.message ?? job.key}
                    </Text>
                  </>
                ),
              },
              {
                head: t('state'),
                cell: job => (
                  <Badge variant="light" color={colours[job.state]} autoContrast>
                    {t(`job_${job.state}`)}
                  </Badge>
                ),
              },
              { head: t('started'), cell: job => formatTime(job.started_at ?? job.run_at, locale) },
              { head: t('attempt'), cell: job => `${job.attempt}/${job.max_attempts}` },
              {
                head: t('actions'),
                quiet: true,
                cell: job => (
                  <>
                    {mayWrite && job.state === 'dead' && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('retryJob', { name: job.job_id })}
                        onClick={() => change.mutate({ job: job.job_id, do: 'retry' })}
                      >
                        {t('retry')}
                      </Button>
                    )}
                    {mayWrite && (job.state === 'ready' || job.state === 'running' || job.state === 'waiting') && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('cancelJob', { name: job.job_id })}
                        onClick={() => change.mutate({ job: job.job_id, do: 'cancel' })}
                      >
                        {t('cancel')}
                      </Button>
                    )}
                  </>
                ),
              },
            ]}
          />
        )}
      </QueryState>
    </Stack>
  )
}
