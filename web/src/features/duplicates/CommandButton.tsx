import { type Command, showKeys, useKeys } from '../../shared/commands'
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
  const keys = useKeys(command)
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
