import { useQuery } from '@tanstack/react-query'
import { answer, api } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { EmptyState, PlainLink, QueryState, SimpleGrid, Stack, Text, Title } from '../../shared/ui'
import { formatNumber, labelOf } from '../../shared/values'
import classes from './home.module.css'
import { homeMessages } from './messages'

/** How much of each kind is held, with the way to it. */
export function Holdings() {
  const t = useText(homeMessages)
  const locale = useIntlLocale()
  const stats = useQuery({ queryKey: ['stats'], queryFn: () => answer(api.GET('/api/v1/stats')) })
  return (
    <Stack component="section" gap="sm" aria-label={t('memory')}>
      <Title order={2}>{t('memory')}</Title>
      <QueryState query={stats}>
        {data =>
          data.sources === 0 ? (
            <EmptyState icon="files" title={t('empty')}>
              {t('emptyHint')}
            </EmptyState>
          ) : (
            <SimpleGrid cols={{ base: 2, sm: 3, lg: 4 }} spacing="sm">
              {data.types.map(type => (
                <PlainLink
                  key={`${type.entity_type} ${type.untyped}`}
                  className={classes.card}
                  to="/entities"
                  search={{ type: type.untyped && type.entity_type !== 'generic' ? `?${type.entity_type}` : type.entity_type }}
                >
                  <div>
                    <Text fw={650} size="xl">
                      {formatNumber(type.entities, locale)}
                    </Text>
                    <Text size="sm" c="dimmed">
                      {labelOf(type.entity_type)}
                      {type.untyped && type.entity_type !== 'generic' ? ` (${t('suggested')})` : ''}
                    </Text>
                  </div>
                </PlainLink>
              ))}
              <PlainLink className={classes.card} to="/sources">
                <div>
                  <Text fw={650} size="xl">
                    {formatNumber(data.sources, locale)}
                  </Text>
                  <Text size="sm" c="dimmed">
                    {t('sources', { count: data.sources })}
                  </Text>
                </div>
              </PlainLink>
            </SimpleGrid>
          )
        }
      </QueryState>
    </Stack>
  )
}
