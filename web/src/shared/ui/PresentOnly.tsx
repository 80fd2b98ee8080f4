import { Alert } from '@mantine/core'
import { defineMessages, useText } from '../i18n'
import { useIsPast } from '../time'
import { Icon } from './Icon'

export const presentMessages = defineMessages(
  { presentOnly: 'This screen always shows the present, not what was known then.' },
  { presentOnly: 'Diese Ansicht zeigt immer die Gegenwart, nicht den Stand von damals.' },
)

/** Says on a screen that can't show the past that it doesn't, while the page looks at the past. */
export function PresentOnly() {
  const t = useText(presentMessages)
  if (!useIsPast()) return null
  return (
    <Alert color="orange" variant="light" role="note" icon={<Icon name="warn" />}>
      {t('presentOnly')}
    </Alert>
  )
}
