import type { ReactNode } from 'react'
import { useText } from '../../shared/i18n'
import { Button, ErrorState, Group, Modal, Stack, Text } from '../../shared/ui'
import { operationMessages } from './messages'

interface Props {
  title: string
  children: ReactNode
  /** What the button says that does it. */
  action: string
  asked: { isPending: boolean; error: unknown }
  confirm: () => void
  close: () => void
}

/** Asks before what can't be undone. */
export function Confirm({ title, children, action, asked, confirm, close }: Props) {
  const t = useText(operationMessages)
  return (
    <Modal opened onClose={close} title={title}>
      <Stack>
        <Text size="sm">{children}</Text>
        {asked.error ? <ErrorState error={asked.error} /> : null}
        <Group justify="flex-end">
          <Button data-autofocus variant="default" onClick={close}>
            {t('cancel')}
          </Button>
          <Button color="red.8" loading={asked.isPending} onClick={confirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
