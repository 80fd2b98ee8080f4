import { useText } from '../shared/i18n'
import { EmptyState, PageButton } from '../shared/ui'
import { appMessages } from './messages'

export function NotFound() {
  const t = useText(appMessages)
  return (
    <EmptyState order={1} icon="info" title={t('notFound')} action={<PageButton to="/">{t('toHome')}</PageButton>}>
      {t('notFoundHint')}
    </EmptyState>
  )
}
