import { useState } from 'react'
import { useText } from '../../shared/i18n'
import { ActionIcon, Button, Group, Icon, Popover, Stack, Text, TextInput } from '../../shared/ui'
import { type ListSearch, readViews, saveViews } from './list'
import { entityMessages } from './messages'

/** Lists under names of one's own. */
export function ViewMenu({ search, open }: { search: ListSearch; open: (view: ListSearch) => void }) {
  const t = useText(entityMessages)
  const [views, setViews] = useState(readViews)
  const [name, setName] = useState('')
  const keep = (next: Record<string, ListSearch>) => {
    saveViews(next)
    setViews(next)
  }
  return (
    <Popover position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="pin" size={16} />}>
          {t('views')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('views')}>
        <Stack gap="xs">
          {Object.keys(views).length === 0 && (
            <Text size="sm" c="dimmed">
              {t('noViews')}
            </Text>
          )}
          {Object.entries(views).map(([key, view]) => (
            <Group key={key} justify="space-between" wrap="nowrap" gap={4}>
              <Button variant="subtle" size="compact-sm" onClick={() => open(view)}>
                {key}
              </Button>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('removeView', { name: key })}
                onClick={() => keep(Object.fromEntries(Object.entries(views).filter(([other]) => other !== key)))}
              >
                <Icon name="close" size={14} />
              </ActionIcon>
            </Group>
          ))}
          <form
            onSubmit={e => {
              e.preventDefault()
              if (!name.trim()) return
              const { type, where, text, sort, columns, facet, sum, by, project } = search
              keep({ ...views, [name.trim()]: { type, where, text, sort, columns, facet, sum, by, project } })
              setName('')
            }}
          >
            <Group gap="xs" wrap="nowrap" align="flex-end">
              <TextInput
                label={t('saveView')}
                placeholder={t('viewName')}
                value={name}
                onChange={e => setName(e.currentTarget.value)}
                flex={1}
              />
              <Button type="submit" variant="default" disabled={!name.trim()}>
                {t('save')}
              </Button>
            </Group>
          </form>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
