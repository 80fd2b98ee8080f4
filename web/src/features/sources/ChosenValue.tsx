import { useIntlLocale, useText } from '../../shared/i18n'
import { Button, Group, PageLink, Paper, Text } from '../../shared/ui'
import { formatValue, labelOf } from '../../shared/values'
import { sourceMessages } from './messages'
import type { SourceValue } from './places'
import classes from './sources.module.css'

/** The chosen value at the foot of a narrow screen, where the list of values is out of sight. */
export function ChosenValue({ value, close }: { value: SourceValue; close: () => void }) {
  const t = useText(sourceMessages)
  const locale = useIntlLocale()
  return (
    <Paper component="section" aria-label={t('chosenValue')} withBorder shadow="md" className={classes.sheetBelow}>
      <Text size="sm" c="dimmed">
        {labelOf(value.field)}
      </Text>
      <Text fw={600} className={`${classes.long} wrap`}>
        {formatValue(value.value, locale, value.field, value.currency)}
      </Text>
      {value.doubt && <span className={classes.doubt}>{t('doubtful', { reason: value.doubt })}</span>}
      <Group justify="space-between" mt={4}>
        <PageLink to="/entities/$entityId" params={{ entityId: value.entityId }} size="sm">
          {t('openEntity')}
        </PageLink>
        <Button size="compact-sm" variant="default" onClick={close}>
          {t('close')}
        </Button>
      </Group>
    </Paper>
  )
}
