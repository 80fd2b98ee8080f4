import { type Command, showKeys, useCommands } from '../../shared/commands'
import { Button, Kbd } from '../../shared/ui'
import classes from './duplicates.module.css'

interface Props {
  command?: Command
  label: string
  run: () => void
  filled?: boolean
}

/** A button that shows the keys that do the same. */
export function CommandButton({ command, label, run, filled }: Props) {
  const registry = useCommands()
  const keys = command && registry.keysOf(command)
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      onClick={run}
      classNames={{ root: classes.button, label: classes.label }}
      rightSection={keys && <Kbd size="xs">{showKeys(keys)}</Kbd>}
    >
      {label}
    </Button>
  )
}
