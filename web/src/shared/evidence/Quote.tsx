import { useText } from '../i18n'
import { Alert, Icon, Stack, Text } from '../ui'
import type { PlacedValue } from '.'
import classes from './evidence.module.css'
import { evidenceMessages } from './messages'

/** The words of the source that a value was read from, with what stands around them. */
export function Quote({ value }: { value: PlacedValue }) {
  const t = useText(evidenceMessages)
  if (value.quote === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('noPlace')}
      </Text>
    )
  }
  return (
    <Stack gap="xs">
      {value.verified === false && (
        <Alert color="red" variant="light" icon={<Icon name="warn" />} role="alert">
          {t('changed')}
        </Alert>
      )}
      <blockquote className={classes.quote}>
        <span>{value.before}</span>
        <mark>{value.quote}</mark>
        <span>{value.after}</span>
      </blockquote>
    </Stack>
  )
}
