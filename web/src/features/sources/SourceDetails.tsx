import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Code, Group, List, PageLink, Paper, Stack, Text, Title } from '../../shared/ui'
import { formatBytes, formatNumber, formatTime } from '../../shared/values'
import { sourceMessages } from './messages'
import { RunState } from './RunState'
import classes from './sources.module.css'

/** Everything that is recorded about a source, its files inside, its documents and its readings. */
export function SourceDetails({ source, documents }: { source: Schemas['SourceView']; documents: Schemas['DocumentView'][] }) {
  const t = useText(sourceMessages)
  const locale = useIntlLocale()
  const link = (id: string, name?: string | null) => (
    <PageLink to="/sources/$sourceId" params={{ sourceId: id }}>
      {name ?? id}
    </PageLink>
  )
  const facts: [string, ReactNode][] = [
    [t('mediaType'), source.media_type],
    [t('size'), formatBytes(source.byte_size, locale)],
    [t('recorded'), formatTime(source.recorded_at, locale)],
    [t('observedAt'), formatTime(source.observed_at, locale)],
    ...(source.origin ? ([[t('origin'), source.origin]] as [string, ReactNode][]) : []),
    ...(source.replaces
      ? ([[t('replaces'), <Version key="replaces" sourceId={source.replaces} />]] as [string, ReactNode][])
      : []),
    ...(source.replaced_by
      ? ([[t('replacedBy'), <Version key="replacedBy" sourceId={source.replaced_by} />]] as [string, ReactNode][])
      : []),
    ...((source.parents ?? []).map(p => [t('parents'), link(p.source_id, p.file_name)]) as [string, ReactNode][]),
    [t('digest'), <Code key="digest">{source.digest}</Code>],
  ]
  return (
    <Stack gap="lg">
      <dl className={classes.facts}>
        {facts.map(([name, value], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a source may have come in several others.
          <Fact key={index} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
      {(source.member_count ?? 0) > 0 && (
        <Stack gap="xs">
          <Title order={2}>
            {t('members')} ({formatNumber(source.member_count ?? 0, locale)})
          </Title>
          <List size="sm">
            {(source.members ?? []).map(m => (
              <List.Item key={m.source_id + m.path}>{link(m.source_id, m.path)}</List.Item>
            ))}
          </List>
        </Stack>
      )}
      <Stack gap="xs">
        <Title order={2}>{t('runs')}</Title>
        {(source.runs ?? []).length === 0 && <Text c="dimmed">–</Text>}
        {[...(source.runs ?? [])].reverse().map(run => (
          <Paper key={run.run_id} withBorder p="sm">
            <Group justify="space-between">
              <Text size="sm" fw={600}>
                {t('run', { run: run.run_id })}
              </Text>
              <RunState state={run.status} />
            </Group>
            <Text size="sm" c="dimmed">
              {[
                run.model ?? run.interpreter,
                formatTime(run.started_at, locale),
                t('runLine', { entities: run.entity_count, observations: run.observation_count }),
                `${t('confidence')} ${formatNumber(run.confidence, locale, { style: 'percent', maximumFractionDigits: 0 })}`,
              ].join(' · ')}
            </Text>
            {(run.errors ?? []).map(error => (
              <Text key={error} size="sm" c="red" className="wrap">
                {error}
              </Text>
            ))}
          </Paper>
        ))}
      </Stack>
      <Stack gap="xs">
        <Title order={2}>{t('documents')}</Title>
        {documents.map(d => (
          <Paper key={d.document_id} withBorder p="sm">
            <Text size="sm" fw={600}>
              {d.part ?? d.title ?? d.document_id}
            </Text>
            <Text size="sm" c="dimmed">
              {[
                `${t('parser')} ${d.parser} ${d.parser_version}`,
                `${t('encoding')} ${d.encoding}`,
                t('rows', { count: d.block_count }),
              ].join(' · ')}
            </Text>
            {(d.diagnostics ?? []).map(note => (
              <Text key={note} size="sm" className="wrap">
                {note}
              </Text>
            ))}
          </Paper>
        ))}
      </Stack>
    </Stack>
  )
}

/** Another version of the source, by its name and the time that it was added. */
function Version({ sourceId }: { sourceId: string }) {
  const locale = useIntlLocale()
  const { data } = useQuery({
    queryKey: ['source', sourceId],
    queryFn: () => answer(api.GET('/api/v1/sources/{source_id}', { params: { path: { source_id: sourceId } } })),
  })
  return (
    <PageLink to="/sources/$sourceId" params={{ sourceId }}>
      {data ? `${data.file_name ?? sourceId}, ${formatTime(data.recorded_at, locale)}` : sourceId}
    </PageLink>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
