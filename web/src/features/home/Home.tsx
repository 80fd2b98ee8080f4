import { useEffect, useSyncExternalStore } from 'react'
import { useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { ErrorBoundary, later, Stack, Title, useDocumentTitle } from '../../shared/ui'
import { PresentOnly } from '../../shared/ui/PresentOnly'
import { Attention } from './Attention'
import { DropZone } from './DropZone'
import { Holdings } from './Holdings'
import { homeMessages } from './messages'
import { uploads } from './uploads'

const UploadList = later(async () => (await import('./UploadList')).UploadList)

export function Home() {
  const t = useText(homeMessages)
  const mayWrite = useMay('write')
  const sending = useSyncExternalStore(uploads.subscribe, () => uploads.list.length > 0)
  useEffect(() => void UploadList.preload(), [])
  useDocumentTitle(`${t('title')} · Strata`)
  return (
    <Stack gap="xl" maw={1080} mx="auto">
      <Title order={1}>{t('title')}</Title>
      <PresentOnly />
      {mayWrite && <DropZone />}
      {sending && (
        <ErrorBoundary>
          <UploadList />
        </ErrorBoundary>
      )}
      <Attention />
      <Holdings />
    </Stack>
  )
}
