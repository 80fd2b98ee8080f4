import { ApiError } from '../../api/client'
import { useText } from '../../shared/i18n'
import { EmptyState, PageButton, PageHead, Stack } from '../../shared/ui'
import { sourceMessages } from './messages'

export const isGone = (error: unknown) => error instanceof ApiError && (error.status === 404 || error.status === 410)

/** Stands for a source that is not there, or of which a run or document is not. */
export function Gone() {
  const t = useText(sourceMessages)
  return (
    <Stack role="alert">
      <PageHead title={t('gone')} crumbs={[{ label: t('title'), to: '/sources' }]} />
      <EmptyState icon="files" title={t('goneHint')} action={<PageButton to="/sources">{t('toList')}</PageButton>} />
    </Stack>
  )
}
