/**
 * Addresses that once worked and where they lead now. An address of the page is a promise: add a line here rather than let one end.
 * `$name` stands for one part of the path.
 */
export const redirects: Record<string, string> = {
  '/documents': '/sources',
  '/operation': '/operation/usage',
  '/entity/$id': '/entities/$id',
  '/source/$id': '/sources/$id',
}

/** Returns where an old address leads; null if it is none. */
export function redirected(path: string): string | null {
  const parts = path.split('/')
  for (const [from, to] of Object.entries(redirects)) {
    const pattern = from.split('/')
    if (pattern.length !== parts.length) continue
    const values: Record<string, string> = {}
    const fits = pattern.every((part, at) => {
      if (!part.startsWith('$')) return part === parts[at]
      values[part] = parts[at] ?? ''
      return values[part] !== ''
    })
    if (fits) return to.replace(/\$\w+/g, name => values[name] ?? name)
  }
  return null
}
