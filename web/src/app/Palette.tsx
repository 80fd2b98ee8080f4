import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useState } from 'react'
import { answer, api, type Schemas } from '../api/client'
import { showKeys, useActiveCommands, useCommands } from '../shared/commands'
import { format, useIntlLocale, useLocale, useText } from '../shared/i18n'
import { useMoment } from '../shared/time'
import { ErrorState, Group, Kbd, Loader, Modal, Text, TextInput, useDebouncedValue, VisuallyHidden } from '../shared/ui'
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

/** Where in the name of a command the text stands: at its beginning, at that of a word, within one, or nowhere. */
function placeIn(label: string, text: string): 0 | 1 | 2 | undefined {
  const name = label.toLowerCase()
  if (name.startsWith(text)) return 0
  if (name.split(/[^\p{L}\p{N}]+/u).some(word => word.startsWith(text))) return 1
  return name.includes(text) ? 2 : undefined
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
  const [chosen, choose] = useState<string>()
  const [awaitsHits, setAwaitsHits] = useState(false)
  const wanted = text.trim()
  const [asked] = useDebouncedValue(wanted, 150)
  const found = useQuery({
    queryKey: ['search', asked, moment, 8],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/v1/search', { params: { query: { text: asked, limit: 8, ...moment } }, signal })),
    enabled: asked.length > 1,
  })

  const words = wanted.toLowerCase()
  const searches = wanted.length > 1
  const isAnswered = !searches || (asked === wanted && !found.isPending)
  const commands = active
    .filter(b => b.command.id !== 'app.palette')
    .flatMap(b => {
      const label = format(b.command.messages, locale, b.command.text)
      const place = placeIn(label, words)
      const option: Option = { id: b.command.id, label, keys: registry.keysOf(b.command), run: b.run }
      return place === undefined ? [] : [{ option, place }]
    })
    .sort((a, b) => a.place - b.place)
  const all: Option = {
    id: 'all',
    label: t('searchAll', { text: wanted }),
    run: () => void navigate({ to: '/search', search: { ...moment, q: wanted } } as never),
  }
  const hits = isAnswered && searches ? (found.data?.items ?? []).map(optionOf) : []
  const groups = [
    { name: t('entitiesFound'), options: words ? [...hits, all] : [] },
    { name: t('commands'), options: commands.map(c => c.option) },
  ].filter(g => g.options.length > 0)
  const isCommandMeant = commands[0] !== undefined && commands[0].place < 2
  if (isCommandMeant) groups.reverse()
  const options = groups.flatMap(g => g.options)
  const at = Math.max(
    options.findIndex(o => o.id === chosen),
    0,
  )

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

  // Enter pressed before the hits came means the first of them.
  useEffect(() => {
    if (awaitsHits && isAnswered) run(options[at])
  })

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
          choose(undefined)
          setAwaitsHits(false)
        }}
        onKeyDown={e => {
          if (e.nativeEvent.isComposing) return
          if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
            e.preventDefault()
            setAwaitsHits(false)
            choose(options[(at + (e.key === 'ArrowDown' ? 1 : options.length - 1)) % Math.max(options.length, 1)]?.id)
          } else if (e.key === 'Enter') {
            e.preventDefault()
            if (isAnswered || isCommandMeant || chosen !== undefined) run(options[at])
            else setAwaitsHits(true)
          }
        }}
        description={t('paletteHint', { key: '↵' })}
        rightSection={awaitsHits && <Loader size="xs" />}
      />
      <VisuallyHidden role="status">{t('hits', { count: options.length })}</VisuallyHidden>
      {found.error && words.length > 1 ? <ErrorState error={found.error} retry={() => void found.refetch()} /> : null}
      <div className={classes.results} role="listbox" id={listId} aria-label={t('palette')}>
        {groups.map(group => (
          <div key={group.name} role="group" aria-label={group.name}>
            <Text size="xs" c="dimmed" fw={600} px="sm" pt="xs" aria-hidden>
              {group.name}
            </Text>
            {group.options.map(option => {
              const index = options.indexOf(option)
              return (
                <div
                  key={option.id}
                  id={`${listId}-${index}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={index === at}
                  className={classes.option}
                  onClick={() => run(option)}
                  onMouseMove={() => choose(option.id)}
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
              )
            })}
          </div>
        ))}
      </div>
    </Modal>
  )
}
