/** Who paused their uploads; a reload must not send them. */
const pausedBy = 'strata.uploads.paused'

export const isPaused = (user: string) => localStorage.getItem(pausedBy) === user

export function keepPaused(user: string, paused: boolean) {
  if (paused) localStorage.setItem(pausedBy, user)
  else localStorage.removeItem(pausedBy)
}
