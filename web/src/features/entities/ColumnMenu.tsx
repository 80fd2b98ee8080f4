import { useText } from '../../shared/i18n'
import { ActionIcon, Button, Checkbox, Group, Icon, Popover, ScrollArea, Stack } from '../../shared/ui'
import { labelOf } from '../../shared/values'
import { entityMessages } from './messages'

/** Which columns are shown, and in what order. */
export function ColumnMenu({ all, chosen, change }: { all: string[]; chosen: string[]; change: (chosen: string[]) => void }) {
  const t = useText(entityMessages)
  const ordered = [...chosen, ...all.filter(field => !chosen.includes(field))]
  const move = (field: string, by: number) => {
    const next = [...chosen]
    const at = next.indexOf(field)
    next.splice(at, 1)
    next.splice(at + by, 0, field)
    change(next)
  }
  return (
    <Popover position="bottom-end" width={300} trapFocus>
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="columns" size={16} />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('columns')}>
        <ScrollArea.Autosize mah={360}>
          <Stack gap={6}>
            {ordered.map(field => {
              const at = chosen.indexOf(field)
              return (
                <Group key={field} justify="space-between" wrap="nowrap" gap={4}>
                  <Checkbox
                    label={labelOf(field)}
                    checked={at >= 0}
                    onChange={e => change(e.currentTarget.checked ? [...chosen, field] : chosen.filter(c => c !== field))}
                  />
                  {at >= 0 && (
                    <Group gap={2} wrap="nowrap">
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        disabled={at === 0}
                        aria-label={t('moveLeft', { name: labelOf(field) })}
                        onClick={() => move(field, -1)}
                      >
                        <Icon name="up" size={16} />
                      </ActionIcon>
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        disabled={at === chosen.length - 1}
                        aria-label={t('moveRight', { name: labelOf(field) })}
                        onClick={() => move(field, 1)}
                      >
                        <Icon name="down" size={16} />
                      </ActionIcon>
                    </Group>
                  )}
                </Group>
              )
            })}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  )
}
