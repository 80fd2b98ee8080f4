import type { Schemas } from '../../api/client'

export type Place = Schemas['PlaceView']

/** A value with where it was read: what the viewer draws a ring around. */
export interface PlacedValue {
  /** Names it in the address: obs_603.total. */
  key: string
  entityId: string
  entityType: string
  field: string
  value: unknown
  /** Of the same record, for amounts. */
  currency?: string
  doubt?: string
  /** Whether the entity's type declares no such field. */
  undeclared?: boolean
  documentId?: string
  block?: number
  places: Place[]
  /** Of the whole row or paragraph around the quote. */
  around: Place[]
  quote?: string
  before?: string
  after?: string
  /** False where the bytes, read again, are not what was recorded. */
  verified?: boolean
}

/** Returns the values of what a document stated, those of undeclared fields last. */
export function valuesOf(observation: Schemas['ObservationView']): PlacedValue[] {
  const evidence = (observation.evidence ?? {}) as Record<string, Schemas['EvidenceView']>
  const declared = Object.entries(observation.fields as Record<string, unknown>).map(([field, value]) => {
    const at = evidence[field]
    return {
      key: `${observation.observation_id}.${field}`,
      entityId: observation.entity_id,
      entityType: observation.entity_type,
      field,
      value,
      currency: textOf(observation.fields, 'currency'),
      doubt: (observation.doubts as Record<string, string> | null | undefined)?.[field],
      documentId: at?.document_id ?? undefined,
      block: at?.block ?? undefined,
      places: at?.places ?? [],
      around: at?.parent ?? [],
      quote: at?.quote ?? undefined,
      before: at?.quote_before ?? undefined,
      after: at?.quote_after ?? undefined,
      verified: at?.quote_verified ?? undefined,
    }
  })
  const undeclared = Object.entries(observation.fragments ?? {}).map(([field, fragment]) => ({
    key: `${observation.observation_id}.${field}`,
    entityId: observation.entity_id,
    entityType: observation.entity_type,
    field,
    value: fragment.value,
    undeclared: true,
    places: fragment.places ?? [],
    around: [],
  }))
  return [...declared, ...undeclared]
}

/** Returns the value of a field of an entity, with where it was read. */
export function placedValueOf(entity: Schemas['EntityView'], field: string, from: Schemas['FieldProvenance']): PlacedValue {
  return {
    key: `${from.observation_id}.${field}`,
    entityId: entity.entity_id,
    entityType: entity.entity_type,
    field,
    value: from.value,
    currency: textOf(entity.fields, 'currency'),
    doubt: from.doubt ?? undefined,
    documentId: from.document_id ?? undefined,
    block: from.block ?? undefined,
    places: from.places ?? [],
    around: from.parent ?? [],
    quote: from.quote ?? undefined,
    before: from.quote_before ?? undefined,
    after: from.quote_after ?? undefined,
    verified: from.quote_verified ?? undefined,
  }
}

/** Where a value stands, in words: page 1; line 22; sheet budget, C4. */
export function placeNames(places: Place[]): { page?: number; sheet?: string; cells?: string; part?: string } {
  const first = places[0]
  return {
    page: first?.page ?? undefined,
    sheet: first?.sheet ?? undefined,
    cells: first?.cells ?? undefined,
    part: first?.path ?? undefined,
  }
}

export const hasBox = (value: PlacedValue) => value.places.some(p => p.page && p.box)

function textOf(fields: unknown, name: string): string | undefined {
  const value = (fields as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : undefined
}
