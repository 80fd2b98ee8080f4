import { Breadcrumbs, Group, Stack, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { defineMessages, useText } from '../i18n'
import { PageLink } from './links'

export const headMessages = defineMessages({ path: 'Breadcrumb' }, { path: 'Brotkrumen' })

export interface Crumb {
  label: string
  to: string
  search?: Record<string, string>
}

/** A screen's heading: where one is, what it is, and what can be done. */
export function PageHead({ title, crumbs, children }: { title: string; crumbs?: Crumb[]; children?: ReactNode }) {
  const t = useText(headMessages)
  useDocumentTitle(`${title} · Strata`)
  return (
    <Stack gap={4}>
      {crumbs && (
        <nav aria-label={t('path')}>
          <Breadcrumbs separatorMargin={6} fz="sm">
            {crumbs.map(c => (
              <PageLink key={c.to + c.label} to={c.to} search={c.search}>
                {c.label}
              </PageLink>
            ))}
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" gap="sm" align="center">
        <Title order={1} className="wrap" flex="1 1 16rem">
          {title}
        </Title>
        {children && <Group gap="xs">{children}</Group>}
      </Group>
    </Stack>
  )
}
