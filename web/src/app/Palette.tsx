import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { answer, api, type Schemas } from '../api/client'
import { showKeys, useActiveCommands, useCommands } from '../shared/commands'
import { format, useIntlLocale, useLocale, useText } from '../shared/i18n'
import { useMoment } from '../shared/time'
import { ErrorState, Group, Kbd, Modal, Text, TextInput, useDebouncedValue, VisuallyHidden } from '../shared/ui'
import { formatDate, labelOf } from '../shared/values'
import { appMessages } from './messages'
import classes from './Shell.module.css'

interface Option {
  id: string
  label: string
  detail?: string
  keys?: string
  run: () => void
}

/** Finds commands and everything in the store; ↑ ↓ choose, Enter runs. */
export default function Palette({ close }: { close: () => void }) {
  const t = useText(appMessages)
  const { locale } = useLocale()
  const intl = useIntlLocale()
  const registry = useCommands()
  const active = useActiveCommands()
  const navigate = useNavigate()
  const moment = useMoment()
  const listId = useId()
  const [text, setText] = useState('')
  const [chosen, choose] = useState(0)
  const [asked] = useDebouncedValue(text.trim(), 150)
  const found = useQuery({
    queryKey: ['search', asked, moment, 8],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/search', { params: { query: { text: asked, limit: 8, ...moment } }, signal })),
    enabled: asked.length > 1,
    placeholderData: keepPreviousData,
  })

  const words = text.trim().toLowerCase()
  const commands: Option[] = active
    .filter(b => b.command.id !== 'app.palette')
    .map(b => ({
      id: b.command.id,
      label: format(b.command.messages, locale, b.command.text),
      keys: registry.keysOf(b.command),
      run: b.run,
    }))
    .filter(o => words === '' || o.label.toLowerCase().includes(words))
  const hits: Option[] = words.length > 1 ? (found.data?.items ?? []).map(hit => optionOf(hit)) : []
  const all: Option = {
    id: 'all',
    label: t('searchAll', { text: text.trim() }),
    run: () => void navigate({ to: '/search', search: { ...moment, q: text.trim() } } as never),
  }
  const options = [...hits, ...(words ? [all] : []), ...commands]
  const at = Math.min(chosen, options.length - 1)

  function optionOf(hit: Schemas['SearchHit']): Option {
    const entity = hit.entity
    return entity
      ? {
          id: entity.entity_id,
          label: entity.title ?? entity.entity_id,
          detail: [labelOf(entity.entity_type), hit.date && formatDate(hit.date, intl), hit.amount].filter(Boolean).join(' · '),
          run: () =>
            void navigate({ to: '/entities/$entityId', params: { entityId: entity.entity_id }, search: moment } as never),
        }
      : {
          id: hit.block_id ?? hit.source_id ?? '',
          label: hit.snippet ?? hit.file_name ?? '',
          detail: hit.file_name ?? undefined,
          run: () =>
            void navigate({
              to: '/sources/$sourceId',
              params: { sourceId: hit.source_id },
              search: { ...moment, block: hit.block_id },
            } as never),
        }
  }

  const run = (option: Option | undefined) => {
    if (!option) return
    close()
    option.run()
  }

  return (
    <Modal opened onClose={close} title={t('palette')} size="lg" yOffset="10vh" centered={false}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={t('palette')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={options[at] ? `${listId}-${at}` : undefined}
        value={text}
        onChange={e => {
          setText(e.currentTarget.value)
          choose(0)
        }}
        onKeyDown={e => {
          if (e.nativeEvent.isComposing) return
          if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
            e.preventDefault()
            choose((at + (e.key === 'ArrowDown' ? 1 : options.length - 1)) % Math.max(options.length, 1))
          } else if (e.key === 'Enter') {
            e.preventDefault()
            run(options[at])
          }
        }}
        description={t('paletteHint', { key: '↵' })}
      />
      <VisuallyHidden role="status">{t('hits', { count: options.length })}</VisuallyHidden>
      {found.error && words.length > 1 ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      <div className={classes.results} role="listbox" id={listId} aria-label={t('palette')}>
        {options.map((option, index) => (
          <div
            key={option.id}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={classes.option}
            onClick={() => run(option)}
            onMouseMove={() => choose(index)}
            ref={element => {
              if (index === at) element?.scrollIntoView({ block: 'nearest' })
            }}
          >
            <Group justify="space-between" wrap="nowrap" gap="md">
              <div className="truncate">
                <Text size="sm" className="truncate">
                  {option.label}
                </Text>
                {option.detail && (
                  <Text size="xs" c="dimmed" className="truncate">
                    {option.detail}
                  </Text>
                )}
              </div>
              {option.keys && <Kbd>{showKeys(option.keys)}</Kbd>}
            </Group>
          </div>
        ))}
      </div>
    </Modal>
  )
}
