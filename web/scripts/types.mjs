// Writes src/api/schema.d.ts from the committed OpenAPI file; with --check, says whether it is up to date.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const from = new URL('../../docs/reference/openapi.json', import.meta.url)
const to = new URL('../src/api/schema.d.ts', import.meta.url)
const text = `// Made of docs/reference/openapi.json by "npm run types".\n${astToString(await openapiTS(from))}`
if (process.argv.includes('--check')) {
  if ((await readFile(to, 'utf8')) !== text) {
    console.error('src/api/schema.d.ts is not what docs/reference/openapi.json gives: npm run types')
    process.exit(1)
  }
} else {
  await writeFile(to, text)
}
