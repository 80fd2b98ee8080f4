import { defineMessages } from '../i18n'

export const evidenceMessages = defineMessages(
  {
    page: 'Page {page}',
    pageOf: 'Page {page} of {pages}',
    boxName: '{field} {value}, page {page}',
    zoomIn: 'Enlarge',
    zoomOut: 'Reduce',
    fit: 'Fit the width',
    previous: 'Previous page',
    next: 'Next page',
    changed: 'The source no longer says this: its bytes, read again just now, are not the recorded quote.',
    noPlace: 'Computed or entered: there is no place for it in a document.',
    noPicture: 'This page can’t be drawn here.',
    quote: 'In the source',
    open: 'Open {name}',
  },
  {
    page: 'Seite {page}',
    pageOf: 'Seite {page} von {pages}',
    boxName: '{field} {value}, Seite {page}',
    zoomIn: 'Vergrößern',
    zoomOut: 'Verkleinern',
    fit: 'Auf Breite',
    previous: 'Vorige Seite',
    next: 'Nächste Seite',
    changed: 'Die Quelle sagt das nicht mehr: Ihre Bytes, eben neu gelesen, sind nicht das festgehaltene Zitat.',
    noPlace: 'Berechnet oder eingegeben: In einem Dokument hat es keine Stelle.',
    noPicture: 'Diese Seite lässt sich hier nicht zeichnen.',
    quote: 'In der Quelle',
    open: '{name} öffnen',
  },
)
