import { useText } from '../../shared/i18n'
import { useSession } from '../../shared/session'
import { Anchor, Stack, Text, Title } from '../../shared/ui'
import { operationMessages } from './messages'

export function About() {
  const t = useText(operationMessages)
  const session = useSession()
  return (
    <Stack gap="sm" maw={640}>
      <Title order={2}>{t('version', { version: session?.version ?? '' })}</Title>
      <Text>{t('description')}</Text>
      <Text size="sm">
        {t('mode')}: {t(session?.require_tokens ? 'modeTokens' : 'modeLocal')}
      </Text>
      <Text size="sm">
        <Anchor href="/openapi/v1.json" target="_blank" rel="noreferrer">
          {t('openapi')}
        </Anchor>
      </Text>
      <Text size="sm" c="dimmed">
        {t('licence')}
      </Text>
    </Stack>
  )
}
