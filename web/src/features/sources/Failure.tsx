import type { Schemas } from '../../api/client'
import { useText } from '../../shared/i18n'
import { Alert, Button, Icon, Stack, Text } from '../../shared/ui'
import { sourceMessages } from './messages'

/** Why the latest reading failed or is not complete, and another try. */
export function Failure({ source, readAgain }: { source: Schemas['SourceView']; readAgain?: () => void }) {
  const t = useText(sourceMessages)
  const run = source.runs?.at(-1)
  if (run?.status !== 'failed' && run?.status !== 'partial') return null
  const failed = run.status === 'failed'
  return (
    <Alert
      color={failed ? 'red' : 'orange'}
      variant="light"
      icon={<Icon name="warn" />}
      title={t(failed ? 'readFailed' : 'readInPart')}
    >
      <Stack gap="xs" align="flex-start">
        {(run.errors ?? []).map(error => (
          <Text key={error} size="sm" className="wrap">
            {error}
          </Text>
        ))}
        {readAgain && (
          <Button size="xs" variant="default" onClick={readAgain} leftSection={<Icon name="refresh" size={14} />}>
            {t('tryAgain')}
          </Button>
        )}
      </Stack>
    </Alert>
  )
}
