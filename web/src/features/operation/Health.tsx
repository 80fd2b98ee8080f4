import { useQuery } from '@tanstack/react-query'
import { ApiError, parseJson, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Alert, Icon, QueryState, Stack } from '../../shared/ui'
import { formatNumber } from '../../shared/values'
import { DataTable } from './DataTable'
import { operationMessages } from './messages'

/** Whether each part of the server answers. */
export function Health() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const health = useQuery({
    queryKey: ['health'],
    refetchInterval: 10_000,
    queryFn: async ({ signal }) => {
      // Not ready is an answer too: 503 with the checks.
      const response = await fetch('/health/ready', { signal }).catch(() => {
        throw new ApiError('OFFLINE', 'The server can’t be reached.', 0)
      })
      const view = await response
        .text()
        .then(parseJson)
        .catch(() => undefined)
      if (view && typeof view === 'object' && 'checks' in view) return view as Schemas['HealthView']
      throw ApiError.of(response.status, view as Partial<Schemas['Problem']> | undefined)
    },
  })
  return (
    <QueryState query={health}>
      {data => (
        <Stack>
          <Alert
            color={data.status === 'ok' ? 'green' : 'red'}
            variant="light"
            role="status"
            icon={<Icon name={data.status === 'ok' ? 'check' : 'warn'} />}
            title={t(data.status === 'ok' ? 'ready' : 'notReady')}
          />
          <DataTable
            rows={data.checks ?? []}
            rowKey={check => check.name}
            columns={[
              { head: t('part'), cell: check => check.name },
              { head: t('state'), cell: check => t(check.ok ? 'fine' : 'broken') },
              {
                head: t('detail'),
                quiet: true,
                className: 'wrap',
                cell: check => check.detail ?? t('seconds', { seconds: formatNumber(check.seconds, locale) }),
              },
            ]}
          />
        </Stack>
      )}
    </QueryState>
  )
}
