import { useQuery } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { ErrorBoundary, Group, Paper, Progress, QueryState, SimpleGrid, Stack, Text, Title } from '../../shared/ui'
import { formatBytes, formatDate, formatNumber } from '../../shared/values'
import { operationMessages } from './messages'

/** What the user's plan allows and what is used of it. */
export function Usage() {
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => answer(api.GET('/api/v1/usage')) })
  const stats = useQuery({ queryKey: ['stats'], queryFn: () => answer(api.GET('/api/v1/stats')) })
  return (
    <Stack gap="xl">
      <ErrorBoundary>
        <QueryState query={usage}>{data => <Plan usage={data} />}</QueryState>
      </ErrorBoundary>
      <ErrorBoundary>
        <QueryState query={stats}>{data => <Held stats={data} />}</QueryState>
      </ErrorBoundary>
    </Stack>
  )
}

function Plan({ usage }: { usage: Schemas['UsageView'] }) {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  return (
    <Stack>
      <Title order={2}>{t('plan', { plan: usage.plan, month: usage.month })}</Title>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Quota name={t('storage')} quota={usage.storage} show={n => formatBytes(n, locale)} />
        <Quota name={t('interpretations')} quota={usage.interpretations} show={n => formatNumber(n, locale)} />
      </SimpleGrid>
    </Stack>
  )
}

function Held({ stats }: { stats: Schemas['StatsView'] }) {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  return (
    <Stack gap="sm">
      <Title order={2}>{t('held')}</Title>
      <SimpleGrid cols={{ base: 2, sm: 4 }}>
        {(['sources', 'documents', 'runs', 'observations', 'decisions', 'entities', 'seq'] as const).map(name => (
          <Paper key={name} withBorder p="sm">
            <Text fw={650} size="lg">
              {formatNumber(stats[name], locale)}
            </Text>
            <Text size="sm" c="dimmed">
              {t(name)}
            </Text>
          </Paper>
        ))}
      </SimpleGrid>
    </Stack>
  )
}

function Quota({ name, quota, show }: { name: string; quota: Schemas['QuotaView']; show: (value: number) => string }) {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const used = quota.used + (quota.reserved ?? 0)
  const { limit } = quota
  const percent = limit ? (100 * used) / limit : 100
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Text fw={600}>{name}</Text>
        <Text size="sm">
          {limit == null ? `${show(used)}, ${t('unlimited')}` : t('ofLimit', { used: show(used), limit: show(limit) })}
        </Text>
      </Group>
      {limit != null && (
        <Progress
          value={percent}
          color={percent >= 100 ? 'red' : percent >= 80 ? 'orange' : undefined}
          mt="xs"
          aria-label={name}
        />
      )}
      {quota.resets_at && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('resets', { date: formatDate(quota.resets_at, locale) })}
        </Text>
      )}
    </Paper>
  )
}
