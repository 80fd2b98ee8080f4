import { useQuery } from '@tanstack/react-query'
import { raw, type Schemas } from '../../api/client'
import type { PlacedValue } from '../../shared/evidence'
import { useText } from '../../shared/i18n'
import { Code, QueryState, ScrollArea, Stack, Text } from '../../shared/ui'
import { BlockList } from './BlockList'
import { sourceMessages } from './messages'
import classes from './sources.module.css'

interface Props {
  source: Schemas['SourceView']
  document?: Schemas['DocumentView']
  values: PlacedValue[]
  chosen?: PlacedValue
  choose: (value: PlacedValue) => void
}

const pictures = /^image\/(png|jpeg|gif|webp)$/
const texts = /^(text\/(?!html)|application\/(json|xml|x-ndjson|yaml|toml)|message\/rfc822)/
const most = 200_000

/** The source as it came, where a browser can show it without risk. */
export function Original({ source, document, values, chosen, choose }: Props) {
  const t = useText(sourceMessages)
  const content = `/api/v1/sources/${source.source_id}/content`
  if (pictures.test(source.media_type))
    return <img className={classes.picture} src={content} alt={source.file_name ?? source.source_id} />
  // Its own policy allows it nothing but to be looked at: no script, no address, no form.
  if (source.media_type === 'text/html')
    return <iframe className={classes.frame} sandbox="" src={content} title={source.file_name ?? source.source_id} />
  if (texts.test(source.media_type) && !document?.is_records) return <RawText source={source} />
  if (document?.is_records) return <BlockList document={document} values={values} chosen={chosen} choose={choose} />
  return <Text c="dimmed">{t('noOriginal')}</Text>
}

function RawText({ source }: { source: Schemas['SourceView'] }) {
  const query = useQuery({
    queryKey: ['text', source.source_id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const response = await raw(`/api/v1/sources/${source.source_id}/content`, { headers: { Range: `bytes=0-${most - 1}` } })
      return new TextDecoder().decode(await response.arrayBuffer())
    },
  })
  return (
    <QueryState query={query}>
      {text => (
        <Stack>
          <ScrollArea.Autosize mah="78vh" type="auto" viewportProps={{ tabIndex: 0 }}>
            <Code block>{text}</Code>
          </ScrollArea.Autosize>
          {source.byte_size > most && <Text c="dimmed">…</Text>}
        </Stack>
      )}
    </QueryState>
  )
}
