import { Modal as MantineModal, type ModalProps } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../i18n'
import { stateMessages } from './states'

/** What had the focus; of a menu, which closes, the button that opened it. */
function openerOf(active: Element | null): HTMLElement | null {
  const target = active?.closest('[role=menu]')?.getAttribute('aria-labelledby')
  return (target ? document.getElementById(target) : active) as HTMLElement | null
}

/** Gives the focus back to what had it when the component came. */
export function useReturnFocus() {
  const [opener] = useState(() => openerOf(document.activeElement))
  useEffect(
    () => () => {
      const back = opener?.isConnected && opener !== document.body ? opener : document.getElementById('content')
      back?.focus({ preventScroll: true })
    },
    [opener],
  )
}

/** A dialog that lives while it is open; the focus goes back to where it was. */
export function Modal({ onClose, ...props }: ModalProps) {
  const t = useText(stateMessages)
  const root = useRef<HTMLDivElement>(null)
  useReturnFocus()
  return (
    <MantineModal
      ref={root}
      closeButtonProps={{ 'aria-label': t('close') }}
      // Escape is heard by every dialog, also by one that something else covers.
      onClose={() => {
        if (!root.current?.closest('[inert]')) onClose()
      }}
      {...props}
    />
  )
}
