import { useQuery } from '@tanstack/react-query'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Group, Paper, Progress, QueryState, SimpleGrid, Stack, Text, Title } from '../../shared/ui'
import { formatBytes, formatDate, formatNumber } from '../../shared/values'
import { operationMessages } from './messages'

/** What the user's plan allows and what is used of it. */
export function Usage() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const usage = useQuery({ queryKey: ['usage'], queryFn: () => answer(api.GET('/api/v1/usage')) })
  const stats = useQuery({ queryKey: ['stats'], queryFn: () => answer(api.GET('/api/v1/stats')) })
  return (
    <Stack gap="xl">
      <QueryState query={usage}>
        {data => (
          <Stack>
            <Title order={2}>{t('plan', { plan: data.plan, month: data.month })}</Title>
            <SimpleGrid cols={{ base: 1, sm: 2 }}>
              <Quota name={t('storage')} quota={data.storage} show={n => formatBytes(n, locale)} />
              <Quota name={t('interpretations')} quota={data.interpretations} show={n => formatNumber(n, locale)} />
            </SimpleGrid>
          </Stack>
        )}
      </QueryState>
      <QueryState query={stats}>
        {data => (
          <Stack gap="sm">
            <Title order={2}>{t('held')}</Title>
            <SimpleGrid cols={{ base: 2, sm: 4 }}>
              {(['sources', 'documents', 'runs', 'observations', 'decisions', 'entities', 'seq'] as const).map(name => (
                <Paper key={name} withBorder p="sm">
                  <Text fw={650} size="lg">
                    {formatNumber(data[name], locale)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t(name)}
                  </Text>
                </Paper>
              ))}
            </SimpleGrid>
          </Stack>
        )}
      </QueryState>
    </Stack>
  )
}

function Quota({ name, quota, show }: { name: string; quota: Schemas['QuotaView']; show: (value: number) => string }) {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const used = quota.used + (quota.reserved ?? 0)
  const percent = quota.limit ? (100 * used) / quota.limit : 0
  return (
    <Paper withBorder p="md">
      <Group justify="space-between">
        <Text fw={600}>{name}</Text>
        <Text size="sm">
          {quota.limit ? t('ofLimit', { used: show(used), limit: show(quota.limit) }) : `${show(used)}, ${t('unlimited')}`}
        </Text>
      </Group>
      {quota.limit ? (
        <Progress
          value={percent}
          color={percent >= 100 ? 'red' : percent >= 80 ? 'orange' : undefined}
          mt="xs"
          aria-label={name}
        />
      ) : null}
      {quota.resets_at && (
        <Text size="xs" c="dimmed" mt={4}>
          {t('resets', { date: formatDate(quota.resets_at, locale) })}
        </Text>
      )}
    </Paper>
  )
}
