import { useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { Stack, Title, useDocumentTitle } from '../../shared/ui'
import { Attention } from './Attention'
import { DropZone } from './DropZone'
import { Holdings } from './Holdings'
import { homeMessages } from './messages'
import { UploadList } from './UploadList'

export function Home() {
  const t = useText(homeMessages)
  const mayWrite = useMay('write')
  useDocumentTitle(`${t('title')} · Strata`)
  return (
    <Stack gap="xl" maw={1080} mx="auto">
      <Title order={1}>{t('title')}</Title>
      {mayWrite && <DropZone />}
      <UploadList />
      <Attention />
      <Holdings />
    </Stack>
  )
}
