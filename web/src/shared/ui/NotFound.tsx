import { defineMessages, useText } from '../i18n'
import { PageButton } from './links'
import { EmptyState } from './states'

export const notFoundMessages = defineMessages(
  {
    notFound: 'There is no such page',
    notFoundHint: 'The address may be mistyped, or what it named was deleted.',
    toHome: 'To the start page',
  },
  {
    notFound: 'Diese Seite gibt es nicht',
    notFoundHint: 'Vielleicht ist die Adresse vertippt, oder was sie nannte, wurde gelöscht.',
    toHome: 'Zur Startseite',
  },
)

/** Stands for a screen that an address names and that is not there. */
export function NotFound() {
  const t = useText(notFoundMessages)
  return (
    <EmptyState order={1} icon="info" title={t('notFound')} action={<PageButton to="/">{t('toHome')}</PageButton>}>
      {t('notFoundHint')}
    </EmptyState>
  )
}
