import { useQuery } from '@tanstack/react-query'
import { raw, type Schemas } from '../../api/client'
import { useText } from '../../shared/i18n'
import { Button, Code, QueryState, ScrollArea, Stack, Text, useDisclosure } from '../../shared/ui'
import { BlockList } from './BlockList'
import { sourceMessages } from './messages'
import type { SourceValue } from './places'
import classes from './sources.module.css'

interface Props {
  source: Schemas['SourceView']
  document?: Schemas['DocumentView']
  values: SourceValue[]
  chosen?: SourceValue
  choose: (value: SourceValue) => void
  hovered?: string
  hover?: (key: string | undefined) => void
}

const pictures = /^image\/(png|jpeg|gif|webp)$/
const mail = 'message/rfc822'
const texts = /^(text\/(?!html)|application\/(json|xml|x-ndjson|yaml|toml)|message\/rfc822)/
const most = 200_000

export const isPicture = (source: Schemas['SourceView']) => pictures.test(source.media_type)

/** Whether the original is shown as the blocks of its document: a table, a mail. */
export const showsBlocks = (source: Schemas['SourceView'], document?: Schemas['DocumentView']) =>
  document !== undefined &&
  (source.media_type === mail || (document.is_records && source.media_type !== 'text/html' && !isPicture(source)))

/** The source as it came, where a browser can show it without risk. */
export function Original({ source, document, ...marks }: Props) {
  const t = useText(sourceMessages)
  const content = `/api/v1/sources/${source.source_id}/content`
  if (isPicture(source)) return <img className={classes.picture} src={content} alt={source.file_name ?? source.source_id} />
  // Its own policy allows it nothing but to be looked at: no script, no address, no form.
  if (source.media_type === 'text/html')
    return <iframe className={classes.frame} sandbox="" src={content} title={source.file_name ?? source.source_id} />
  if (document && showsBlocks(source, document)) {
    return (
      <Stack>
        <BlockList document={document} {...marks} />
        {source.media_type === mail && <RawMail source={source} />}
      </Stack>
    )
  }
  if (texts.test(source.media_type)) return <RawText source={source} />
  return <Text c="dimmed">{t(document ? 'noOriginal' : 'noPreview')}</Text>
}

/** A mail as it was sent, for those who ask. */
function RawMail({ source }: { source: Schemas['SourceView'] }) {
  const t = useText(sourceMessages)
  const [shown, { toggle }] = useDisclosure(false)
  return (
    <Stack align="flex-start">
      <Button variant="default" size="xs" aria-expanded={shown} onClick={toggle}>
        {t('rawMessage')}
      </Button>
      {shown && (
        <div className={classes.raw}>
          <RawText source={source} />
        </div>
      )}
    </Stack>
  )
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
