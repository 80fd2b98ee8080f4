import { Link } from '@tanstack/react-router'
import { useText } from '../shared/i18n'
import { Button, EmptyState } from '../shared/ui'
import { appMessages } from './messages'

export function NotFound() {
  const t = useText(appMessages)
  return (
    <EmptyState
      order={1}
      icon="info"
      title={t('notFound')}
      action={<Button {...{ component: Link, to: '/' }}>{t('toHome')}</Button>}
    >
      {t('notFoundHint')}
    </EmptyState>
  )
}
