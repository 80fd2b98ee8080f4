import type { Shape } from './api'

const at = '2026-03-14T09:26:00Z'

export const stats: Shape<'StatsView'> = {
  seq: 42,
  sources: 1,
  documents: 1,
  runs: 1,
  observations: 3,
  decisions: 0,
  entities: 2,
  merged: 0,
  types: [{ entity_type: 'invoice', entities: 2 }],
}

export const usage: Shape<'UsageView'> = {
  plan: 'local',
  month: '2026-03',
  storage: { used: 1200, limit: null },
  interpretations: { used: 3, limit: null },
}

export const run: Shape<'RunView'> = {
  run_id: 'run_1',
  source_id: 'src_1',
  interpreter: 'text',
  provider: 'rules',
  status: 'completed',
  extraction_completeness: 'complete',
  configuration: {},
  started_at: at,
  attempt: 1,
  block_count: 2,
  observation_count: 1,
  entity_count: 1,
  skipped_count: 0,
  unknown_field_count: 0,
  confidence: 0.9,
}

export const source: Shape<'SourceView'> = {
  source_id: 'src_1',
  digest: 'ab12',
  file_name: 'invoice-7.txt',
  media_type: 'text/plain',
  byte_size: 1200,
  storage_status: 'stored',
  observed_at: at,
  recorded_at: at,
  runs: [run],
}

export const document: Shape<'DocumentView'> = {
  document_id: 'doc_1',
  source_id: 'src_1',
  media_type: 'text/plain',
  parser: 'text',
  parser_version: 1,
  encoding: 'utf-8',
  is_records: false,
  locator_in: 'source',
  block_count: 2,
  complete: true,
  facts: {},
  recorded_at: at,
}

const block = { type: 'paragraph', locator: { start: 0, length: 9 }, locator_in: 'source' } as const
export const blocks: Shape<'PageOfBlockView'> = {
  items: [
    { ...block, block_id: 'doc_1/0', index: 0, text: 'Invoice 7 of Acme' },
    { ...block, block_id: 'doc_1/1', index: 1, text: 'Total 1,200.50 EUR' },
  ],
  next_cursor: null,
}

export const observation: Shape<'ObservationView'> = {
  observation_id: 'obs_1',
  seq: 5,
  entity_id: 'ent_1',
  entity_type: 'invoice',
  class: 'interpretation',
  fields: { vendor: 'Acme', total: 1200.5, currency: 'EUR' },
  doubts: { total: 'two amounts' },
  evidence: {
    total: {
      document_id: 'doc_1',
      block: 1,
      locator: { start: 24, length: 8 },
      quote: '1,200.50',
      quote_before: 'Total ',
      quote_after: ' EUR',
      quote_verified: true,
    },
  },
  schema_version: 1,
  observed_at: at,
  recorded_at: at,
  source_id: 'src_1',
}

const provenance: Shape<'FieldProvenance'> = {
  field: 'total',
  value: 1200.5,
  observation_id: 'obs_1',
  class: 'interpretation',
  priority: 1,
  specificity: 1,
  confidence: 0.91,
  observed_at: at,
  recorded_at: at,
  source_id: 'src_1',
  file_name: 'invoice-7.txt',
  document_id: 'doc_1',
  block: 1,
  quote: '1,200.50',
  quote_before: 'Total ',
  quote_after: ' EUR',
  quote_verified: true,
}

export const entity: Shape<'EntityView'> = {
  entity_id: 'ent_1',
  entity_type: 'invoice',
  title: 'Invoice 7 of Acme',
  state: 'active',
  fields: { vendor: 'Acme', total: 1200.5, currency: 'EUR' },
  doubtful: { total: 'two amounts' },
  schema_version: 1,
  reducer_version: 1,
  seq: 5,
  hash: 'ab12',
  observation_count: 2,
  created_at: at,
  updated_at: at,
  provenance: { total: provenance, vendor: { ...provenance, field: 'vendor', value: 'Acme', quote: 'Acme' } },
}

export const other: Shape<'EntityView'> = {
  ...entity,
  entity_id: 'ent_2',
  title: 'Invoice 7, Acme Ltd',
  fields: { vendor: 'Acme Ltd', total: 1200.5, currency: 'EUR' },
}

export const fieldProvenance = provenance

export const pair: Shape<'DuplicateView'> = {
  entity_id: 'ent_1',
  other_id: 'ent_2',
  entity_type: 'invoice',
  title: 'Invoice 7 of Acme',
  other_title: 'Invoice 7, Acme Ltd',
  state: 'open',
  probability: 0.93,
  reason: 'search',
}

/** A last page: the server leaves out what is null. */
export const page = <T = never>(...items: T[]) => ({ items }) as { items: T[]; next_cursor: null }
