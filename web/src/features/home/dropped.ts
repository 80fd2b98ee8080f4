/** A file with its path; null where the browser could not read it, or the folder of that name. */
export interface Dropped {
  file: File | null
  path: string
}

/** Returns the files of a drop or a paste, those in folders too, with their paths. */
export async function filesOf(data: DataTransfer): Promise<Dropped[]> {
  // Entries are gone once the event has been handled: take them before anything waits.
  const entries = Array.from(data.items, item =>
    item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? item.getAsFile()) : null,
  ).filter(e => e !== null)
  const found: Dropped[] = []
  for (const entry of entries) {
    if (entry instanceof File) found.push({ file: entry, path: entry.name })
    else await walk(entry, '', found)
  }
  return found
}

async function walk(entry: FileSystemEntry, below: string, found: Dropped[]) {
  const path = below + entry.name
  if (entry.isFile) {
    // One that can't be read does not hold up the others.
    const file = await new Promise<File | null>(resolve => (entry as FileSystemFileEntry).file(resolve, () => resolve(null)))
    if (!entry.name.startsWith('.')) found.push({ file, path })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A call gives a hundred at most.
    const some = await new Promise<FileSystemEntry[] | null>(resolve => reader.readEntries(resolve, () => resolve(null)))
    if (!some) found.push({ file: null, path })
    if (!some?.length) return
    for (const inner of some) await walk(inner, `${path}/`, found)
  }
}

export const filesOfInput = (files: FileList) =>
  Array.from(files, file => ({ file, path: file.webkitRelativePath || file.name })).filter(f => !f.file.name.startsWith('.'))

/** Returns the web addresses of which a text consists; none where it says anything else. */
export function addressesOf(text: string): string[] {
  // A list of addresses, as a dragged link is, may have lines of comment.
  const lines = text.split(/\r?\n/).filter(line => line.trim() && !line.startsWith('#'))
  const addresses = lines.map(line => line.trim())
  return addresses.every(line => /^https?:\/\/\S+$/i.test(line) && URL.canParse(line)) ? addresses : []
}

const field = 'input, textarea, select, [contenteditable], [role=dialog]'

/** Whether what is pasted or dropped there is meant for it. */
export const isForField = (target: EventTarget | null) => target instanceof Element && target.closest(field) !== null
