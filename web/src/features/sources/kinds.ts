import type { sourceMessages } from './messages'

type Text = (key: keyof (typeof sourceMessages)['en']) => string

const openXml = 'application/vnd.openxmlformats-officedocument'
const openDocument = 'application/vnd.oasis.opendocument'

/** Media types by which the list can be narrowed, with their names. */
const kinds: [string, string | { text: Parameters<Text>[0] }][] = [
  ['application/pdf', 'PDF'],
  [`${openXml}.wordprocessingml.document`, 'Word (DOCX)'],
  [`${openXml}.spreadsheetml.sheet`, 'Excel (XLSX)'],
  [`${openXml}.presentationml.presentation`, 'PowerPoint (PPTX)'],
  [`${openDocument}.text`, 'OpenDocument (ODT)'],
  [`${openDocument}.spreadsheet`, 'OpenDocument (ODS)'],
  ['application/rtf', 'RTF'],
  ['text/plain', { text: 'kindText' }],
  ['text/markdown', 'Markdown'],
  ['text/csv', 'CSV'],
  ['application/json', 'JSON'],
  ['text/html', 'HTML'],
  ['message/rfc822', { text: 'kindMail' }],
  ['text/calendar', { text: 'kindCalendar' }],
  ['text/vcard', { text: 'kindContacts' }],
  ['application/epub+zip', 'EPUB'],
  ['image/*', { text: 'kindPictures' }],
  ['application/zip', 'ZIP'],
]

const labelled = (label: (typeof kinds)[number][1], t: Text) => (typeof label === 'string' ? label : t(label.text))

export const kindChoices = (t: Text) => kinds.map(([value, label]) => ({ value, label: labelled(label, t) }))

/** The name of a media type; one without a name is its own. */
export function kindOf(mediaType: string, t: Text): string {
  const label = kinds.find(([type]) => type === mediaType)?.[1]
  return label ? labelled(label, t) : mediaType
}
