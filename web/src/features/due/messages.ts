import { defineMessages } from '../../shared/i18n'

export const dueMessages = defineMessages(
  {
    title: 'Due',
    overdue: 'Overdue',
    soon: 'Next two weeks',
    later: 'Later',
    empty: 'Nothing is due',
    emptyHint: 'Invoices without a payment, notices of contracts and tasks with a date appear here.',
    daysLate: '{days, plural, one {# day late} other {# days late}}',
    inDays: '{days, plural, =0 {today} one {tomorrow} other {in # days}}',
    incomplete: 'More is due: {reason}',
    invoice: 'Invoice',
    notice: 'Notice',
    task: 'Task',
    count: '{count, plural, one {# item} other {# items}}',
  },
  {
    title: 'Fällig',
    overdue: 'Überfällig',
    soon: 'Nächste zwei Wochen',
    later: 'Später',
    empty: 'Nichts ist fällig',
    emptyHint: 'Rechnungen ohne Zahlung, Kündigungsfristen und Aufgaben mit Datum stehen hier.',
    daysLate: '{days, plural, one {# Tag zu spät} other {# Tage zu spät}}',
    inDays: '{days, plural, =0 {heute} one {morgen} other {in # Tagen}}',
    incomplete: 'Es ist mehr fällig: {reason}',
    invoice: 'Rechnung',
    notice: 'Frist',
    task: 'Aufgabe',
    count: '{count, plural, one {# Sache} other {# Sachen}}',
  },
)
