import type { Command } from '../../shared/commands'
export const commands: Command[] = []
