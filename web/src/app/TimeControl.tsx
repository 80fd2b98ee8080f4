import { useIntlLocale, useText } from '../shared/i18n'
import { isPast, useMoment, useSetMoment } from '../shared/time'
import { Button, Group, Icon, Text } from '../shared/ui'
import { formatTime } from '../shared/values'
import { appMessages } from './messages'
import classes from './Shell.module.css'

/** Says that the page shows the past, and leads back. */
export function PastBand({ openTime }: { openTime: () => void }) {
  const t = useText(appMessages)
  const locale = useIntlLocale()
  const moment = useMoment()
  const setMoment = useSetMoment()
  if (!isPast(moment)) return null
  const show = (text: string) =>
    /^\d+$/.test(text) ? `#${text}` : Number.isNaN(Date.parse(text)) ? text : formatTime(text, locale)
  const known = moment.known_at && show(moment.known_at)
  const valid = moment.valid_at && show(moment.valid_at)
  return (
    <div className={classes.past} role="status">
      <Group gap="xs">
        <Icon name="history" />
        <Text size="sm" fw={600} component="span">
          {known && valid ? t('pastBoth', { known, valid }) : known ? t('pastKnown', { known }) : t('pastValid', { valid })}
        </Text>
        <Text size="sm" component="span">
          {t('pastReadOnly')}
        </Text>
      </Group>
      <Group gap="xs">
        <Button size="compact-sm" variant="default" onClick={openTime}>
          {t('timeOpen')}
        </Button>
        <Button size="compact-sm" onClick={() => void setMoment({})}>
          {t('timeNow')}
        </Button>
      </Group>
    </div>
  )
}
