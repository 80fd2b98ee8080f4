import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useText } from '../../shared/i18n'
import { useMay, useSession } from '../../shared/session'
import { Stack, Title, useDocumentTitle } from '../../shared/ui'
import { Attention } from './Attention'
import { DropZone } from './DropZone'
import { Holdings } from './Holdings'
import { homeMessages } from './messages'
import { uploads } from './uploads'

const UploadList = lazy(() => import('./UploadList'))

export function Home() {
  const t = useText(homeMessages)
  const mayWrite = useMay('write')
  const sending = useSyncExternalStore(uploads.subscribe, () => uploads.list.length > 0)
  const user = useSession()?.user
  useEffect(() => {
    if (user) uploads.resume(user)
  }, [user])
  useDocumentTitle(`${t('title')} · Strata`)
  return (
    <Stack gap="xl" maw={1080} mx="auto">
      <Title order={1}>{t('title')}</Title>
      {mayWrite && <DropZone />}
      {sending && (
        <Suspense>
          <UploadList />
        </Suspense>
      )}
      <Attention />
      <Holdings />
    </Stack>
  )
}
