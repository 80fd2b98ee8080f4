/** Files that wait to be sent or failed, kept by the browser until the server has read them: a reload goes on where it was. */
const name = 'strata-uploads'

export interface KeptFile {
  id: string
  /** Who added it: another who signs in at this browser must not send it. */
  user: string
  /** Null for an address that the server fetches. */
  file: File | null
  path: string
  url?: string
  /** Why it failed: it waits for a person to try again. */
  failed?: {
    size: number
    sourceId?: string
    held?: boolean
    mediaType?: string
    error: { code: string; message: string; status: number; advice?: string }
  }
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(name, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore('files', { keyPath: 'id' })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
}

async function inStore<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T> | undefined,
): Promise<T | undefined> {
  const db = await open()
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction('files', mode)
      const asked = work(transaction.objectStore('files'))
      transaction.oncomplete = () => resolve(asked?.result)
      transaction.onerror = () => reject(transaction.error)
      transaction.onabort = () => reject(transaction.error)
    })
  } finally {
    db.close()
  }
}

export const keepFiles = (files: KeptFile[]) =>
  inStore('readwrite', store => {
    for (const file of files) store.put(file)
    return undefined
  })

export const forgetFile = (id: string) => inStore('readwrite', store => store.delete(id) as IDBRequest<undefined>)

export async function keptFiles(): Promise<KeptFile[]> {
  return (await inStore<KeptFile[]>('readonly', store => store.getAll())) ?? []
}
