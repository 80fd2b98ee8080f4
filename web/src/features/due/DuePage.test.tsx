import { describeStates } from '../../shared/test/states'

describeStates('DuePage', {
  address: '/due',
  call: ['get', '/api/v1/due'],
  empty: { answer: { items: [], today: '2026-03-14', incomplete: null }, shows: 'Nothing is due' },
  filled: {
    answer: {
      today: '2026-03-14',
      incomplete: null,
      items: [
        {
          date: '2026-03-10',
          days: -4,
          kind: 'invoice',
          entity_id: 'ent_1',
          entity_type: 'invoice',
          title: 'Invoice 7 of Acme',
          amount: 1200.5,
          currency: 'EUR',
          why: 'not paid',
        },
      ],
    },
    shows: 'Invoice 7 of Acme',
  },
})
