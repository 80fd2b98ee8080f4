import { useEffect, useRef, useState } from 'react'
import { useText } from '../../shared/i18n'
import { Button, Group, Icon, Stack, Text, TextInput } from '../../shared/ui'
import { addressesOf, filesOf, filesOfInput, isForField } from './dropped'
import classes from './home.module.css'
import { homeMessages } from './messages'
import { uploads } from './uploads'

/** Takes in what was pasted: the files at its addresses, or itself as a file. */
function takeText(text: string) {
  const addresses = addressesOf(text)
  for (const address of addresses) void uploads.addUrl(address)
  if (addresses.length > 0) return
  const file = new File([text], 'pasted.txt', { type: 'text/plain' })
  void uploads.add([{ file, path: file.name }])
}

/** Takes files by buttons, an address, and what is pasted. */
export function DropZone() {
  const t = useText(homeMessages)
  const [url, setUrl] = useState('')
  const files = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const paste = (e: ClipboardEvent) => {
      if (!e.clipboardData || isForField(e.target)) return
      const text = e.clipboardData.getData('text/plain')
      if (e.clipboardData.files.length) void filesOf(e.clipboardData).then(found => uploads.add(found))
      else if (text.trim()) takeText(text)
      else return
      e.preventDefault()
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [])

  const take = (input: HTMLInputElement) => {
    if (input.files) void uploads.add(filesOfInput(input.files))
    input.value = ''
  }

  return (
    <section className={classes.drop} aria-label={t('drop')}>
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
