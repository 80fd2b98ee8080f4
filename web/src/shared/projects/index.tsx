import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { defineMessages, useText } from '../i18n'
import { Select } from '../ui'

export const projectMessages = defineMessages(
  { project: 'Project', anyProject: 'Any project' },
  { project: 'Projekt', anyProject: 'Jedes Projekt' },
)

/** Narrows a list to a project, by id or name; not shown where there are no projects. */
export function ProjectFilter({ value, change }: { value: string | undefined; change: (id: string | undefined) => void }) {
  const t = useText(projectMessages)
  const projects = useQuery({
    queryKey: ['projects', 'choices'],
    queryFn: () => answer(api.GET('/api/v1/projects', { params: { query: { limit: 1000 } } })),
  })
  const all = projects.data?.items ?? []
  if (all.length === 0) return null
  return (
    <Select
      aria-label={t('project')}
      placeholder={t('anyProject')}
      data={all.map(p => ({ value: p.project_id, label: p.name }))}
      value={all.find(p => p.project_id === value || p.name === value)?.project_id ?? null}
      onChange={id => change(id ?? undefined)}
      clearable
      w={180}
    />
  )
}
