import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api, type Schemas } from '../../api/client'
import { useIntlLocale, useText } from '../../shared/i18n'
import { useMay, useSession } from '../../shared/session'
import {
  Alert,
  Badge,
  Button,
  Code,
  CopyButton,
  ErrorState,
  Group,
  Modal,
  QueryState,
  Select,
  Stack,
  TextInput,
} from '../../shared/ui'
import { formatTime } from '../../shared/values'
import { Confirm } from './Confirm'
import { DataTable } from './DataTable'
import { operationMessages } from './messages'

const scopes = ['read', 'review', 'write', 'admin'] as const
type Scope = (typeof scopes)[number]

/** The last moment of a day, as the clocks here show it. */
const endOf = (day: string) => new Date(`${day}T23:59:59.999`)

/** Who may come in: tokens are made, replaced and ended here. */
export function Tokens() {
  const t = useText(operationMessages)
  const locale = useIntlLocale()
  const queries = useQueryClient()
  const isAdmin = useMay('admin')
  const session = useSession()
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<Schemas['NewToken']>()
  const [revoking, setRevoking] = useState<Schemas['UserToken']>()
  const tokens = useQuery({
    queryKey: ['tokens'],
    queryFn: () => answer(api.GET('/api/v1/tokens', { params: { query: { limit: 1000 } } })),
  })
  const refresh = () => queries.invalidateQueries({ queryKey: ['tokens'] })
  const revoke = useMutation({
    mutationFn: (id: string) => answer(api.DELETE('/api/v1/tokens/{token_id}', { params: { path: { token_id: id } } })),
    onSuccess: () => {
      setRevoking(undefined)
      return refresh()
    },
  })
  const rotate = useMutation({
    mutationFn: (id: string) =>
      answer(api.POST('/api/v1/tokens/{token_id}/rotate', { params: { path: { token_id: id } }, body: {} })),
    onSuccess: token => {
      setMade(token)
      return refresh()
    },
  })
  const time = (at: string | null | undefined) => (at ? formatTime(at, locale) : t('never'))
  return (
    <Stack>
      {isAdmin && (
        <Group justify="flex-end">
          <Button onClick={() => setMaking(true)}>{t('makeToken')}</Button>
        </Group>
      )}
      {rotate.error && <ErrorState error={rotate.error} />}
      <QueryState query={tokens}>
        {data => (
          <DataTable
            empty={t('noTokens')}
            rows={data.items}
            rowKey={token => token.token_id}
            columns={[
              {
                head: t('name'),
                cell: token => (
                  <Group gap="xs">
                    {token.name}
                    {token.token_id === session?.token_id && (
                      <Badge variant="light" autoContrast>
                        {t('thisSession')}
                      </Badge>
                    )}
                  </Group>
                ),
              },
              { head: t('scope'), cell: token => t(token.scope) },
              { head: t('created'), cell: token => time(token.created_at) },
              { head: t('lastUsed'), cell: token => time(token.last_used_at) },
              { head: t('expires'), cell: token => (token.revoked_at ? t('ended') : time(token.expires_at)) },
              {
                head: t('actions'),
                quiet: true,
                cell: token =>
                  isAdmin &&
                  !token.revoked_at && (
                    <Group gap={4} wrap="nowrap" justify="flex-end">
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('rotateToken', { name: token.name })}
                        onClick={() => rotate.mutate(token.token_id)}
                      >
                        {t('rotate')}
                      </Button>
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('revokeToken', { name: token.name })}
                        onClick={() => {
                          revoke.reset()
                          setRevoking(token)
                        }}
                      >
                        {t('revoke')}
                      </Button>
                    </Group>
                  ),
              },
            ]}
          />
        )}
      </QueryState>
      {making && (
        <Make
          close={() => setMaking(false)}
          done={token => {
            setMaking(false)
            setMade(token)
            void refresh()
          }}
        />
      )}
      {revoking && (
        <Confirm
          title={t('revokeToken', { name: revoking.name })}
          action={t('revoke')}
          asked={revoke}
          confirm={() => revoke.mutate(revoking.token_id)}
          close={() => setRevoking(undefined)}
        >
          {t('revokeHint')} {revoking.token_id === session?.token_id && t('revokeOwnHint')}
        </Confirm>
      )}
      {made && (
        <Modal opened closeOnClickOutside={false} onClose={() => setMade(undefined)} title={t('newToken')}>
          <Stack>
            <Alert color="orange" variant="light">
              {t('tokenOnce')}
            </Alert>
            <Code block className="wrap">
              {made.token}
            </Code>
            <Group justify="flex-end">
              <CopyButton value={made.token}>
                {({ copied, copy }) => (
                  <Button variant="default" onClick={copy}>
                    {copied ? t('copied') : t('copy')}
                  </Button>
                )}
              </CopyButton>
              <Button onClick={() => setMade(undefined)}>{t('done')}</Button>
            </Group>
          </Stack>
        </Modal>
      )}
    </Stack>
  )
}

function Make({ close, done }: { close: () => void; done: (token: Schemas['NewToken']) => void }) {
  const t = useText(operationMessages)
  const [name, setName] = useState('')
  const [scope, setScope] = useState<Scope>('read')
  const [until, setUntil] = useState('')
  const make = useMutation({
    mutationFn: () =>
      answer(api.POST('/api/v1/tokens', { body: { name, scope, expires_at: until ? endOf(until).toISOString() : undefined } })),
    onSuccess: done,
  })
  return (
    <Modal opened onClose={close} title={t('makeToken')}>
      <form
        onSubmit={e => {
          e.preventDefault()
          make.mutate()
        }}
      >
        <Stack>
          <TextInput data-autofocus label={t('name')} required value={name} onChange={e => setName(e.currentTarget.value)} />
          <Select
            label={t('scope')}
            data={scopes.map(s => ({ value: s, label: t(s) }))}
            value={scope}
            onChange={value => value && setScope(value as Scope)}
            allowDeselect={false}
          />
          <TextInput type="date" label={t('expiresOn')} value={until} onChange={e => setUntil(e.currentTarget.value)} />
          {make.error && <ErrorState error={make.error} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('cancel')}
            </Button>
            <Button type="submit" loading={make.isPending} disabled={!name.trim()}>
              {t('makeToken')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
