import { useLocation } from '@tanstack/react-router'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../../shared/i18n'
import { useMay, useSession } from '../../shared/session'
import { Icon, Loader, PlainLink, Text } from '../../shared/ui'
import { addressesOf, filesOf, isForField } from './dropped'
import classes from './home.module.css'
import { homeMessages } from './messages'
import { isFinished, uploads } from './uploads'

/** Takes files and links that are dropped on any screen, and leads to those on their way. */
export function Incoming() {
  const mayWrite = useMay('write')
  const user = useSession()?.user
  useEffect(() => {
    if (user) uploads.resume(user)
  }, [user])
  useEffect(() => {
    const warn = (e: BeforeUnloadEvent) => {
      if (uploads.unsent) e.preventDefault()
    }
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
  return (
    <>
      <DropAnywhere mayWrite={mayWrite} />
      <UnderWay />
    </>
  )
}

function DropAnywhere({ mayWrite }: { mayWrite: boolean }) {
  const t = useText(homeMessages)
  const [over, setOver] = useState(false)
  useEffect(() => {
    let depth = 0
    let ofPage = false
    const isForUs = (e: DragEvent) => {
      const types = e.dataTransfer?.types ?? []
      return !ofPage && (types.includes('Files') || (types.includes('text/uri-list') && !isForField(e.target)))
    }
    const end = () => {
      depth = 0
      setOver(false)
    }
    const listeners: {
      [K in 'dragstart' | 'dragend' | 'dragenter' | 'dragleave' | 'dragover' | 'drop']: (e: DragEvent) => void
    } = {
      dragstart: () => {
        ofPage = true
      },
      dragend: () => {
        ofPage = false
      },
      dragenter: e => {
        if (!mayWrite || !isForUs(e)) return
        depth++
        setOver(true)
      },
      dragleave: e => {
        if (isForUs(e) && --depth <= 0) end()
      },
      dragover: e => {
        if (!isForUs(e)) return
        // Without this the browser leaves the page for the file.
        e.preventDefault()
        if (!mayWrite && e.dataTransfer) e.dataTransfer.dropEffect = 'none'
      },
      drop: e => {
        if (!isForUs(e) || !e.dataTransfer) return
        e.preventDefault()
        end()
        if (!mayWrite) return
        if (e.dataTransfer.types.includes('Files')) void filesOf(e.dataTransfer).then(found => uploads.add(found))
        else for (const url of addressesOf(e.dataTransfer.getData('text/uri-list'))) void uploads.addUrl(url)
      },
    }
    const all = Object.entries(listeners) as [keyof typeof listeners, (e: DragEvent) => void][]
    for (const [event, listener] of all) window.addEventListener(event, listener)
    return () => {
      for (const [event, listener] of all) window.removeEventListener(event, listener)
      setOver(false)
    }
  }, [mayWrite])
  return (
    over &&
    createPortal(
      <div className={classes.over} aria-hidden="true">
        <Icon name="upload" size={48} />
        <Text fw={600}>{t('dropHere')}</Text>
      </div>,
      document.body,
    )
  )
}

/** How many files are on their way or failed; Home has the list. */
function UnderWay() {
  const t = useText(homeMessages)
  const list = useSyncExternalStore(uploads.subscribe, () => uploads.list)
  const isHome = useLocation().pathname === '/'
  const running = list.filter(u => !isFinished(u)).length
  const failed = list.filter(u => u.state === 'failed').length
  if (isHome || running + failed === 0) return null
  return (
    <PlainLink
      to="/"
      className={classes.underWay}
      aria-label={running > 0 ? t('underWay', { count: running }) : t('failedFiles', { count: failed })}
    >
      {running > 0 ? <Loader size={16} aria-hidden="true" /> : <Icon name="warn" size={16} />}
      <Text size="sm" component="span">
        {running || failed}
      </Text>
    </PlainLink>
  )
}
