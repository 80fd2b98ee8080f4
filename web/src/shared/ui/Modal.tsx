import { Modal as MantineModal, type ModalProps } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useText } from '../i18n'
import { stateMessages } from './states'

/** What had the focus; of a menu, which closes, the button that opened it. */
function openerOf(active: Element | null): HTMLElement | null {
  const target = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  return (target ? document.getElementById(target) : active) as HTMLElement | null
}

/** A dialog that lives while it is open; the focus goes back to where it was. */
export function Modal(props: ModalProps) {
  const t = useText(stateMessages)
  const [opener] = useState(() => openerOf(document.activeElement))
  useEffect(
    () => () => {
      const back = opener?.isConnected && opener !== document.body ? opener : document.getElementById('content')
      back?.focus({ preventScroll: true })
    },
    [opener],
  )
  return <MantineModal closeButtonProps={{ 'aria-label': t('close') }} {...props} />
}
