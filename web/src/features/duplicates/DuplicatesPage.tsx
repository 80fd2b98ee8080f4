import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { answer, api } from '../../api/client'
import { useText } from '../../shared/i18n'
import { useMay } from '../../shared/session'
import { Button, ErrorBoundary, ErrorState, notifications, PageHead, SegmentedControl, Stack } from '../../shared/ui'
import { PresentOnly } from '../../shared/ui/PresentOnly'
import classes from './duplicates.module.css'
import { duplicateMessages } from './messages'
import { Pairs } from './Pairs'

const states = ['open', 'merged', 'dismissed', 'all'] as const

/** Pairs that may be the same: to decide about, and those that were decided. */
export function DuplicatesPage() {
  const t = useText(duplicateMessages)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayWrite = useMay('write')
  const { state = 'open' } = useSearch({ strict: false }) as { state?: (typeof states)[number] }
  const search = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/duplicates/find')),
    onSuccess: report => {
      notifications.show({ message: t('found', { count: report.types.reduce((sum, type) => sum + type.new, 0) }) })
      return queries.invalidateQueries({ queryKey: ['duplicates'] })
    },
    onError: error => notifications.show({ message: <ErrorState error={error} />, color: 'red', autoClose: false }),
  })
  return (
    <Stack>
      <PageHead title={t('title')}>
        {mayWrite && (
          <Button variant="default" loading={search.isPending} onClick={() => search.mutate()}>
            {t('find')}
          </Button>
        )}
      </PageHead>
      <PresentOnly />
      <SegmentedControl
        className={classes.states}
        aria-label={t('state')}
        value={state}
        onChange={value =>
          void navigate({
            to: '.',
            search: (before: object) => ({ ...before, state: value === 'open' ? undefined : value }),
            replace: true,
          } as never)
        }
        data={states.map(value => ({ value, label: t(value) }))}
      />
      <ErrorBoundary key={state}>
        <Pairs state={state} />
      </ErrorBoundary>
    </Stack>
  )
}
