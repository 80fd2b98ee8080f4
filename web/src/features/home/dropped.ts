/** Returns the files of a drop or a paste, those in folders too, with their paths. */
export async function filesOf(data: DataTransfer): Promise<{ file: File; path: string }[]> {
  // Entries are gone once the event has been handled: take them before anything waits.
  const entries = Array.from(data.items, item =>
    item.kind === 'file' ? (item.webkitGetAsEntry?.() ?? item.getAsFile()) : null,
  ).filter(e => e !== null)
  const found: { file: File; path: string }[] = []
  for (const entry of entries) {
    if (entry instanceof File) found.push({ file: entry, path: entry.name })
    else await walk(entry, '', found)
  }
  return found
}

async function walk(entry: FileSystemEntry, below: string, found: { file: File; path: string }[]) {
  const path = below + entry.name
  if (entry.isFile) {
    // One that can't be read does not hold up the others.
    const file = await new Promise<File | undefined>(resolve =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(undefined)),
    )
    if (file && !entry.name.startsWith('.')) found.push({ file, path })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    // A call gives a hundred at most.
    const some = await new Promise<FileSystemEntry[]>(resolve => reader.readEntries(resolve, () => resolve([])))
    if (some.length === 0) return
    for (const inner of some) await walk(inner, `${path}/`, found)
  }
}

export const filesOfInput = (files: FileList) =>
  Array.from(files, file => ({ file, path: file.webkitRelativePath || file.name })).filter(f => !f.file.name.startsWith('.'))
