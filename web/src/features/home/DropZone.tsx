import { useEffect, useRef, useState } from 'react'
import { useText } from '../../shared/i18n'
import { Button, Group, Icon, Stack, Text, TextInput } from '../../shared/ui'
import { filesOf, filesOfInput } from './dropped'
import classes from './home.module.css'
import { homeMessages } from './messages'
import { uploads } from './uploads'

/** Takes files that are dropped anywhere on the page or pasted, and the same by buttons. */
export function DropZone() {
  const t = useText(homeMessages)
  const [over, setOver] = useState(false)
  const [url, setUrl] = useState('')
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)

  useEffect(() => {
    let depth = 0
    const hasFiles = (e: DragEvent) => e.dataTransfer?.types.includes('Files') ?? false
    const enter = (e: DragEvent) => {
      if (!hasFiles(e)) return
      depth++
      setOver(true)
    }
    const leave = (e: DragEvent) => {
      if (hasFiles(e) && --depth <= 0) {
        depth = 0
        setOver(false)
      }
    }
    const stay = (e: DragEvent) => {
      if (hasFiles(e)) e.preventDefault()
    }
    const drop = (e: DragEvent) => {
      if (!hasFiles(e) || !e.dataTransfer) return
      e.preventDefault()
      depth = 0
      setOver(false)
      void filesOf(e.dataTransfer).then(found => uploads.add(found))
    }
    const paste = (e: ClipboardEvent) => {
      if (!e.clipboardData?.files.length || /^(input|textarea)$/i.test((e.target as HTMLElement).tagName)) return
      e.preventDefault()
      void filesOf(e.clipboardData).then(found => uploads.add(found))
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', stay)
    window.addEventListener('drop', drop)
    window.addEventListener('paste', paste)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', stay)
      window.removeEventListener('drop', drop)
      window.removeEventListener('paste', paste)
    }
  }, [])

  const take = (input: HTMLInputElement) => {
    if (input.files) void uploads.add(filesOfInput(input.files))
    input.value = ''
  }

  return (
    <section className={classes.drop} data-over={over || undefined} aria-label={t('drop')}>
      {over && (
        <div className={classes.over} aria-hidden="true">
          <Icon name="upload" size={48} />
          <Text fw={600}>{t('dropHere')}</Text>
        </div>
      )}
      <Stack align="center" gap="sm">
        <Text c="petrol" component="span">
          <Icon name="upload" size={36} />
        </Text>
        <Text fw={600} size="lg" ta="center">
          {t('drop')}
        </Text>
        <Text c="dimmed" size="sm" ta="center" maw={520}>
          {t('dropHint')}
        </Text>
        <Group justify="center" gap="sm">
          <Button leftSection={<Icon name="file" size={16} />} onClick={() => files.current?.click()}>
            {t('chooseFiles')}
          </Button>
          <Button variant="default" leftSection={<Icon name="files" size={16} />} onClick={() => folder.current?.click()}>
            {t('chooseFolder')}
          </Button>
        </Group>
        <input ref={files} type="file" multiple hidden data-testid="files" onChange={e => take(e.currentTarget)} />
        <input
          ref={folder}
          type="file"
          hidden
          data-testid="folder"
          {...{ webkitdirectory: '' }}
          onChange={e => take(e.currentTarget)}
        />
        <form
          className={classes.url}
          onSubmit={e => {
            e.preventDefault()
            if (url.trim()) void uploads.addUrl(url.trim())
            setUrl('')
          }}
        >
          <TextInput
            type="url"
            aria-label={t('url')}
            placeholder="https://…"
            value={url}
            onChange={e => setUrl(e.currentTarget.value)}
            flex={1}
          />
          <Button type="submit" variant="default" disabled={!url.trim()}>
            {t('addUrl')}
          </Button>
        </form>
      </Stack>
    </section>
  )
}
