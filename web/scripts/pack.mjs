// Compresses what was built beside itself: the server sends what a browser takes.
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const folder = process.argv[2]
for (const entry of await readdir(folder, { recursive: true })) {
  if (!/\.(js|css|svg)$/.test(entry)) continue
  const bytes = await readFile(join(folder, entry))
  await writeFile(
    join(folder, `${entry}.br`),
    brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    }),
  )
  await writeFile(join(folder, `${entry}.gz`), gzipSync(bytes, { level: 9 }))
}
