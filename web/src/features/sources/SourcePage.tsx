import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect, useMemo, useRef, useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useCommand } from '../../shared/commands'
import { hasBox } from '../../shared/evidence'
import { PageView } from '../../shared/evidence/PageView'
import { useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { useMoment } from '../../shared/time'
import {
  Button,
  ErrorBoundary,
  ErrorState,
  Icon,
  LoadingState,
  PageHead,
  QueryState,
  Select,
  Stack,
  Switch,
  Tabs,
  Text,
  useDisclosure,
  useMediaQuery,
} from '../../shared/ui'
import { BlockList } from './BlockList'
import { ChosenValue } from './ChosenValue'
import { commands } from './commands'
import { Erase } from './Erase'
import { Failure } from './Failure'
import { Gone, isGone } from './Gone'
import { sourceMessages } from './messages'
import { isPicture, Original, showsBlocks } from './Original'
import { hasPlace, type SourceValue, sourceValuesOf } from './places'
import { Reinterpret } from './Reinterpret'
import { SourceDetails } from './SourceDetails'
import classes from './sources.module.css'
import { narrow, ValueList } from './ValueList'

interface View {
  doc?: string
  value?: string
  block?: string
  show?: string
  /** 1: the original beside its text. */
  side?: string
}

/** A source: its original beside the values that were read from it. */
export function SourcePage() {
  const t = useText(sourceMessages)
  const { sourceId } = useParams({ strict: false }) as { sourceId: string }
  const source = useQuery({
    queryKey: ['source', sourceId],
    queryFn: () => answer(api.GET('/api/v1/sources/{source_id}', { params: { path: { source_id: sourceId } } })),
  })
  if (isGone(source.error)) return <Gone />
  return (
    <QueryState query={source} title={t('title')}>
      {data => <Shown source={data} />}
    </QueryState>
  )
}

function Shown({ source }: { source: Schemas['SourceView'] }) {
  const t = useText(sourceMessages)
  const moment = useMoment()
  const navigate = useNavigate()
  const view = useSearch({ strict: false }) as View
  const mayWrite = useMay('write')
  const mayErase = useMay('admin')
  const [reading, reinterpret] = useDisclosure(false)
  const [erasing, erase] = useDisclosure(false)
  const [hovered, hover] = useState<string>()
  const set = (change: View) =>
    void navigate({
      to: '.',
      search: (before: View) => ({ ...before, ...change }),
      replace: true,
      resetScroll: false,
    } as never)

  const documents = useQuery({
    queryKey: ['documents', source.source_id],
    queryFn: () => answer(api.GET('/api/v1/documents', { params: { query: { source_id: source.source_id, limit: 200 } } })),
  })
  const latest = useMemo(() => latestOf(documents.data?.items ?? []), [documents.data])
  const asked = view.doc ?? view.block?.split('/')[0]
  const document = documents.data?.items.find(d => d.document_id === asked) ?? latest[0]
  const stated = useInfiniteQuery({
    queryKey: ['stated', document?.document_id, moment],
    enabled: document !== undefined,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/v1/documents/{document_id}/observations', {
          params: { path: { document_id: document?.document_id ?? '' }, query: { ...moment, limit: 50, cursor: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: last => last.next_cursor ?? undefined,
  })
  const values = useMemo(
    () => stated.data?.pages.flatMap(p => p.items.filter(o => !o.retracted).flatMap(sourceValuesOf)) ?? [],
    [stated.data],
  )
  const placed = useMemo(() => values.filter(hasPlace), [values])
  const chosen = values.find(v => v.key === view.value)
  // A scan is a picture of one page.
  const pages = Number(
    (document?.facts as Record<string, string> | undefined)?.pages ?? (isPicture(source) && placed.some(hasBox) ? 1 : 0),
  )
  const isNarrow = useMediaQuery(narrow)
  const isWide = useMediaQuery('(min-width: 75em)')
  const canPair = isWide && document !== undefined && !showsBlocks(source, document)
  const paired = canPair && view.side === '1'
  const wanted = view.show ?? (pages > 0 || !document ? 'original' : 'blocks')
  const tab = paired && wanted === 'blocks' ? 'original' : wanted

  const { fetchNextPage, hasNextPage, isFetching } = stated
  useEffect(() => {
    // A link to a value far below: fetch on until it is there.
    if (view.value && !chosen && hasNextPage && !isFetching) void fetchNextPage()
  }, [view.value, chosen, hasNextPage, isFetching, fetchNextPage])

  /** The tab in which the place of a value is seen. */
  const tabOf = (value: SourceValue) => {
    if (pages > 0 && hasBox(value)) return undefined
    return tab === 'original' && showsBlocks(source, document) ? 'original' : 'blocks'
  }
  const choose = (value: SourceValue) => set({ value: value.key, block: undefined, show: tabOf(value) })
  const viewer = useRef<HTMLDivElement>(null)
  const chooseInList = (value: SourceValue) => {
    choose(value)
    if (isNarrow) viewer.current?.scrollIntoView({ block: 'start' })
  }
  const step = (by: number) => {
    if (placed.length === 0) return
    const at = placed.findIndex(v => v.key === view.value)
    const next = placed[(at + by + placed.length) % placed.length]
    if (next) choose(next)
  }
  useCommand(commands[0], () => step(1))
  useCommand(commands[1], () => step(view.value ? -1 : 0))

  const name = source.file_name ?? source.source_id
  const marks = { values: placed, choose, hovered, hover }
  const original =
    document && pages > 0 ? (
      <PageView documentId={document.document_id} pages={pages} chosen={view.value} {...marks} />
    ) : (
      <Original source={source} document={document} chosen={chosen} {...marks} />
    )
  const text = document && (
    <BlockList
      document={document}
      chosen={chosen}
      block={view.block ? Number(view.block.split('/')[1]) : undefined}
      members={source.members}
      {...marks}
    />
  )
  return (
    <Stack>
      <PageHead title={name} crumbs={[{ label: t('title'), to: '/sources' }]}>
        <Button
          variant="default"
          component="a"
          href={`/api/v1/sources/${source.source_id}/content`}
          download={name}
          leftSection={<Icon name="download" size={16} />}
        >
          {t('download')}
        </Button>
        {mayWrite && (
          <Button variant="default" onClick={reinterpret.open} leftSection={<Icon name="refresh" size={16} />}>
            {t('reinterpret')}
          </Button>
        )}
        {mayErase && (
          <Button variant="default" color="red" onClick={erase.open} leftSection={<Icon name="trash" size={16} />}>
            {t('erase')}
          </Button>
        )}
      </PageHead>
      <Failure source={source} readAgain={mayWrite ? reinterpret.open : undefined} />
      {latest.length > 1 && (
        <Select
          label={t('document')}
          data={latest.map(d => ({ value: d.document_id, label: d.part ?? d.title ?? d.document_id }))}
          value={document?.document_id ?? null}
          onChange={value => set({ doc: value ?? undefined, value: undefined, block: undefined })}
          maw={360}
          allowDeselect={false}
        />
      )}
      <div className={classes.split} data-paired={paired || undefined}>
        <Tabs
          ref={viewer}
          value={tab}
          onChange={value => set({ show: value ?? undefined })}
          keepMounted={false}
          className={classes.viewer}
        >
          <div className={classes.tabs}>
            <Tabs.List>
              <Tabs.Tab value="original">{t(paired ? 'originalAndText' : 'original')}</Tabs.Tab>
              {!paired && (
                <Tabs.Tab value="blocks" disabled={!document}>
                  {t('blocks')}
                </Tabs.Tab>
              )}
              <Tabs.Tab value="details">{t('details')}</Tabs.Tab>
            </Tabs.List>
            {canPair && (
              <Switch
                label={t('sideBySide')}
                checked={paired}
                onChange={e => set({ side: e.currentTarget.checked ? '1' : undefined })}
              />
            )}
          </div>
          <Tabs.Panel value="original" pt="sm">
            <div className={paired ? classes.pair : undefined}>
              <ErrorBoundary>{original}</ErrorBoundary>
              {paired && <ErrorBoundary>{text}</ErrorBoundary>}
            </div>
          </Tabs.Panel>
          <Tabs.Panel value="blocks" pt="sm">
            <ErrorBoundary>{text}</ErrorBoundary>
          </Tabs.Panel>
          <Tabs.Panel value="details" pt="sm">
            <SourceDetails source={source} documents={documents.data?.items ?? []} />
          </Tabs.Panel>
        </Tabs>
        <section aria-label={t('values')} className={classes.values}>
          <ErrorBoundary>
            {document ? (
              <QueryState query={stated}>
                {() => (
                  <ValueList
                    query={stated}
                    values={values}
                    chosen={view.value}
                    choose={chooseInList}
                    hovered={hovered}
                    hover={hover}
                  />
                )}
              </QueryState>
            ) : documents.isPending ? (
              <LoadingState />
            ) : documents.error ? (
              <ErrorState error={documents.error} retry={() => void documents.refetch()} />
            ) : (
              <Text c="dimmed">{t('notBuilt')}</Text>
            )}
          </ErrorBoundary>
        </section>
      </div>
      {isNarrow && chosen && <ChosenValue value={chosen} close={() => set({ value: undefined })} />}
      {reading && <Reinterpret source={source} close={reinterpret.close} />}
      {erasing && <Erase source={source} close={erase.close} />}
    </Stack>
  )
}

/** A source read twice has documents of both readings: the latest of each part counts. */
function latestOf(documents: Schemas['DocumentView'][]): Schemas['DocumentView'][] {
  const by = new Map<string, Schemas['DocumentView']>()
  for (const d of documents) if (!by.has(d.part ?? '')) by.set(d.part ?? '', d)
  return [...by.values()].reverse()
}
