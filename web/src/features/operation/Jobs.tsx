import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import {
  Alert,
  Badge,
  Button,
  ErrorState,
  Group,
  notifications,
  QueryState,
  Select,
  Stack,
  Text,
  TextInput,
  useDebouncedValue,
} from '../../shared/ui'
import { formatNumber, formatTime } from '../../shared/values'
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

type Job = Schemas['JobView']
type Act = { do: 'start'; kind: JobKind } | { do: 'retry' | 'cancel'; job: Job } | { do: 'resume' }

/** What works in the background, and what was given up. */
export function Jobs() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const queries = useQueryClient()
  const mayWrite = useMay('write')
  const isAdmin = useMay('admin')
  const [state, setState] = useState<State | null>(null)
  const [kind, setKind] = useState<JobKind | null>(null)
  const [typed, setTyped] = useState('')
  const [text] = useDebouncedValue(typed.trim(), 250)
  const [sort, setSort] = useState<'recorded' | '-recorded'>('-recorded')
  const jobs = useInfiniteQuery({
    queryKey: ['jobs', 'list', state, text, sort],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/v1/jobs', {
          params: { query: { state: state ?? undefined, text: text || undefined, sort, limit: 100, cursor: pageParam } },
        }),
      ),
    getNextPageParam: last => last.next_cursor ?? undefined,
    refetchInterval: 5_000,
  })
  const pauses = useQuery({ queryKey: ['jobs', 'pauses'], queryFn: () => answer(api.GET('/api/v1/jobs/pauses')) })
  const change = useMutation({
    mutationFn: async (act: Act): Promise<unknown> => {
      if (act.do === 'start') return answer(api.POST('/api/v1/jobs', { body: { kind: act.kind } }))
      if (act.do === 'resume') return answer(api.POST('/api/v1/jobs/resume'))
      const path = { params: { path: { job_id: act.job.job_id } } }
      if (act.do === 'retry') return answer(api.POST('/api/v1/jobs/{job_id}/retry', path))
      return answer(api.POST('/api/v1/jobs/{job_id}/cancel', path))
    },
    onSuccess: (_, act) => {
      const kind = act.do === 'start' ? act.kind : act.do === 'resume' ? '' : act.job.kind
      notifications.show({ message: t(`did_${act.do}`, { kind }) })
      return queries.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
  const rows = jobs.data?.pages.flatMap(p => p.items) ?? []
  const counts = states
    .map(s => ({ state: s, count: rows.filter(job => job.state === s).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${formatNumber(count, locale)} ${t(`job_${state}`)}`)
    .join(', ')
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Group align="flex-end" gap="xs">
          <TextInput
            type="search"
            label={t('findJobs')}
            placeholder={t('findJobsHint')}
            value={typed}
            onChange={e => setTyped(e.currentTarget.value)}
          />
          <Select
            label={t('state')}
            placeholder={t('unfinished')}
            clearable
            w={250}
            data={states.map(s => ({ value: s, label: t(`job_${s}`) }))}
            value={state}
            onChange={value => setState(value as State | null)}
          />
          <Select
            label={t('order')}
            allowDeselect={false}
            data={[
              { value: '-recorded', label: t('newestFirst') },
              { value: 'recorded', label: t('oldestFirst') },
            ]}
            value={sort}
            onChange={value => setSort(value === 'recorded' ? 'recorded' : '-recorded')}
          />
        </Group>
        {isAdmin && (
          <Group align="flex-end" gap="xs">
            <Select
              label={t('startJob')}
              data={[...jobKinds]}
              value={kind}
              onChange={value => setKind(value as JobKind | null)}
              clearable
            />
            <Button
              variant="default"
              disabled={!kind}
              loading={change.isPending}
              onClick={() => kind && change.mutate({ do: 'start', kind })}
            >
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
      <Text size="sm" c="dimmed" role="status">
        {jobs.data && (counts ? t('jobsShown', { counts }) : t('noJobs'))}
      </Text>
      <QueryState query={jobs}>
        {() => (
          <DataTable
            rows={rows}
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
                        onClick={() => change.mutate({ do: 'retry', job })}
                      >
                        {t('retry')}
                      </Button>
                    )}
                    {mayWrite && (job.state === 'ready' || job.state === 'running' || job.state === 'waiting') && (
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('cancelJob', { name: job.job_id })}
                        onClick={() => change.mutate({ do: 'cancel', job })}
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
      {jobs.hasNextPage && (
        <Button variant="default" loading={jobs.isFetchingNextPage} onClick={() => void jobs.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Stack>
  )
}
