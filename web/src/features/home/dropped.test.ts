import { expect, it } from 'vitest'
import { addressesOf, type Dropped, filesOf, filesOfInput } from './dropped'

const file = (name: string) => new File(['x'], name)
const fileEntry = (name: string) => ({ isFile: true, name, file: (tell: (f: File) => void) => tell(file(name)) })
/** A folder whose reader gives two entries at a time, as browsers give a hundred. */
const folder = (name: string, ...inside: unknown[]) => ({
  isFile: false,
  name,
  createReader: () => {
    const left = [...inside]
    return { readEntries: (tell: (some: unknown[]) => void) => tell(left.splice(0, 2)) }
  },
})
const dropped = (...entries: unknown[]) =>
  ({ items: entries.map(e => ({ kind: 'file', webkitGetAsEntry: () => e, getAsFile: () => e })) }) as unknown as DataTransfer

const read = (found: Dropped[]) => found.map(f => f.file?.name)

it('files in folders come with their paths, all of them', async () => {
  const found = await filesOf(
    dropped(
      fileEntry('a.pdf'),
      folder('inbox', fileEntry('b.txt'), fileEntry('c.txt'), folder('2026', fileEntry('d.eml'), folder('empty'))),
    ),
  )
  expect(found.map(f => f.path)).toEqual(['a.pdf', 'inbox/b.txt', 'inbox/c.txt', 'inbox/2026/d.eml'])
  expect(read(found)).toEqual(['a.pdf', 'b.txt', 'c.txt', 'd.eml'])
})
it('hidden files stay out', async () => {
  expect(await filesOf(dropped(folder('x', fileEntry('.DS_Store'), fileEntry('a'))))).toHaveLength(1)
  const list = [file('.hidden'), file('a.txt')] as unknown as FileList
  expect(filesOfInput(list).map(f => f.path)).toEqual(['a.txt'])
})
it('entries are taken before anything waits: they are gone afterwards', async () => {
  const data = dropped(folder('x', fileEntry('a')), fileEntry('b'))
  const asked = filesOf(data)
  for (const item of Array.from(data.items) as unknown as Record<string, unknown>[]) item.webkitGetAsEntry = () => null
  expect((await asked).map(f => f.path)).toEqual(['x/a', 'b'])
})
it('texts are no files, and a browser without entries gives files', async () => {
  const data = {
    items: [
      { kind: 'string', getAsFile: () => null },
      { kind: 'file', getAsFile: () => file('pasted.png') },
      { kind: 'file', webkitGetAsEntry: () => null, getAsFile: () => file('image.png') },
    ],
  } as unknown as DataTransfer
  expect((await filesOf(data)).map(f => f.path)).toEqual(['pasted.png', 'image.png'])
})
it('a file or folder that can’t be read is named, and does not hold up the others', async () => {
  const broken = { isFile: true, name: 'gone', file: (_: unknown, fail: (e: Error) => void) => fail(new Error('gone')) }
  const closed = {
    isFile: false,
    name: 'closed',
    createReader: () => ({ readEntries: (_: unknown, fail: (e: Error) => void) => fail(new Error('closed')) }),
  }
  const found = await filesOf(dropped(broken, closed, fileEntry('a')))
  expect(found.map(f => f.path)).toEqual(['gone', 'closed', 'a'])
  expect(read(found)).toEqual([undefined, undefined, 'a'])
})
it('files of a chosen folder have paths', () => {
  const chosen = file('a.txt')
  Object.defineProperty(chosen, 'webkitRelativePath', { value: 'inbox/a.txt' })
  expect(filesOfInput([chosen, file('b.txt')] as unknown as FileList).map(f => f.path)).toEqual(['inbox/a.txt', 'b.txt'])
})
it.each([
  ['https://example.org/a.pdf\n', ['https://example.org/a.pdf']],
  ['# a link\r\nhttp://a.org/x\r\nhttps://b.org\r\n', ['http://a.org/x', 'https://b.org']],
  ['see https://example.org', []],
  ['javascript:alert(1)', []],
  ['file:///etc/passwd', []],
  ['https://', []],
  ['', []],
])('addresses of %j', (text, addresses) => expect(addressesOf(text)).toEqual(addresses))
