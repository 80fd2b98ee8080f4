import { defineMessages } from '../../shared/i18n'

export const timelineMessages = defineMessages(
  {
    title: 'Timeline',
    from: 'From',
    to: 'To',
    type: 'Kind',
    allTypes: 'All kinds',
    empty: 'Nothing happened in that time',
    emptyHint: 'Choose other days, or another kind.',
    more: 'Show later',
    today: 'Today',
    recurs: 'recurring',
    count: '{count, plural, one {# event} other {# events}}',
  },
  {
    title: 'Zeitleiste',
    from: 'Von',
    to: 'Bis',
    type: 'Art',
    allTypes: 'Alle Arten',
    empty: 'In dieser Zeit war nichts',
    emptyHint: 'Wählen Sie andere Tage oder eine andere Art.',
    more: 'Spätere zeigen',
    today: 'Heute',
    recurs: 'wiederkehrend',
    count: '{count, plural, one {# Ereignis} other {# Ereignisse}}',
  },
)
