import type { Schemas } from '../../api/client'

/** Names a pair. */
export const keyOf = (pair: Schemas['DuplicateView']) => `${pair.entity_id} ${pair.other_id}`
