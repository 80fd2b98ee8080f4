import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { type Command, isReserved, showKeys, strokeOf, useCommands } from '../shared/commands'
import { format, useLocale, useText } from '../shared/i18n'
import { Button, Group, Kbd, Modal, Stack, Switch, Table, Text } from '../shared/ui'
import { allCommands } from './commands'
import { appMessages } from './messages'

/** Every command with its keys, which can be changed here or switched off. */
export default function HelpSheet({ close }: { close: () => void }) {
  const t = useText(appMessages)
  const registry = useCommands()
  const { locale } = useLocale()
  const commands = useQuery({ queryKey: ['commands'], queryFn: allCommands, staleTime: Number.POSITIVE_INFINITY }).data ?? []
  const [settings, setSettings] = useState(registry.settings)
  const [changing, setChanging] = useState<string>()
  const [refused, setRefused] = useState<string>()
  const nameOf = (command: Command) => format(command.messages, locale, command.text)

  useEffect(() => {
    if (!changing) return
    const listen = (event: KeyboardEvent) => {
      const stroke = strokeOf(event)
      if (!stroke) return
      event.preventDefault()
      event.stopPropagation()
      if (stroke !== 'Escape') {
        if (isReserved(stroke)) {
          setRefused(t('reserved', { keys: showKeys(stroke) }))
          return
        }
        // A key that begins those of others would hide them.
        const other = commands.find(
          c =>
            c.id !== changing &&
            registry
              .keysOf(c)
              ?.split(', ')
              .some(keys => keys === stroke || keys.startsWith(`${stroke} `)),
        )
        if (other) {
          setRefused(t('taken', { keys: showKeys(stroke), other: nameOf(other) }))
          return
        }
        const next = { ...settings, own: { ...settings.own, [changing]: stroke } }
        registry.change(next)
        setSettings(next)
      }
      setRefused(undefined)
      setChanging(undefined)
    }
    window.addEventListener('keydown', listen, true)
    return () => window.removeEventListener('keydown', listen, true)
  })

  return (
    <Modal opened onClose={close} title={t('help')} size="lg" closeOnEscape={!changing}>
      <Stack>
        <Switch
          label={t('singleKeys')}
          checked={settings.single}
          onChange={e => {
            const next = { ...settings, single: e.currentTarget.checked }
            registry.change(next)
            setSettings(next)
          }}
        />
        {refused && (
          <Text role="alert" size="sm" c="red">
            {refused}
          </Text>
        )}
        <Table verticalSpacing={4}>
          <Table.Tbody>
            {commands.map(c => {
              const keys = settings.own[c.id] ?? c.keys
              return (
                <Table.Tr key={c.id}>
                  <Table.Td>{nameOf(c)}</Table.Td>
                  <Table.Td ta="right">
                    <Button
                      size="compact-sm"
                      variant="subtle"
                      color="gray"
                      aria-label={t('changeKeys', { name: nameOf(c) })}
                      onClick={() => setChanging(c.id)}
                    >
                      {changing === c.id ? t('pressKeys') : <Kbd>{keys ? showKeys(keys) : '–'}</Kbd>}
                    </Button>
                  </Table.Td>
                </Table.Tr>
              )
            })}
          </Table.Tbody>
        </Table>
        <Group justify="flex-end">
          <Button
            variant="default"
            onClick={() => {
              registry.change({ own: {}, single: true })
              setSettings(registry.settings)
            }}
          >
            {t('resetKeys')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
