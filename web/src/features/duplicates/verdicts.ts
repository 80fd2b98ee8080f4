import type { Schemas } from '../../api/client'

export type Duplicate = Schemas['DuplicateView']

/** Where a pair stands: what the server says of it, unless it was decided or put off here since. */
export type Standing = Schemas['DuplicateState'] | 'skipped'

/** Names a pair. */
export const keyOf = (pair: Duplicate) => `${pair.entity_id} ${pair.other_id}`

export const isOpen = (standing: Standing) => standing === 'open' || standing === 'skipped'

export const namesOf = (pair: Duplicate) => ({
  title: pair.title ?? pair.entity_id,
  other: pair.other_title ?? pair.other_id,
})
