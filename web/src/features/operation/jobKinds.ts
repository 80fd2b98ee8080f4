import type { Schemas } from '../../api/client'

export type JobKind = Schemas['JobRequest']['kind']

/** Kinds of jobs that can be started and scheduled. */
export const jobKinds: readonly JobKind[] = ['verify', 'chain', 'index', 'duplicates', 'payments', 'sweep', 'archive']
