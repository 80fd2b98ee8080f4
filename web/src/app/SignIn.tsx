import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type RefObject, useEffect, useId, useRef, useState } from 'react'
import { answer, api } from '../api/client'
import { useCommandsOff } from '../shared/commands'
import { useText } from '../shared/i18n'
import { startsAs, tellOtherTabs } from '../shared/session'
import { Button, ErrorState, Paper, PasswordInput, Stack, Text, Title, useReturnFocus } from '../shared/ui'
import { appMessages } from './messages'
import classes from './Shell.module.css'

/** Lets nothing but the element be used: neither the page nor dialogs, which stand beside it in the body. */
function useNothingElse(element: RefObject<HTMLElement | null>) {
  useEffect(() => {
    const others: Element[] = []
    for (let at: Element | null = element.current; at && at !== document.body; at = at.parentElement)
      for (const other of at.parentElement?.children ?? []) if (other !== at && !other.hasAttribute('inert')) others.push(other)
    for (const other of others) other.setAttribute('inert', '')
    return () => {
      for (const other of others) other.removeAttribute('inert')
    }
  }, [element])
}

/** Asks for a token; over the page where a session ended, so that nothing typed there is lost. */
export function SignIn({ expired, done }: { expired: boolean; done: () => void }) {
  const t = useText(appMessages)
  const queries = useQueryClient()
  const [token, setToken] = useState('')
  const root = useRef<HTMLDivElement>(null)
  const heading = useId()
  useNothingElse(root)
  useReturnFocus()
  useCommandsOff()
  const signIn = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/session', { body: { token } })),
    onSuccess: async session => {
      const before = queries.getQueryData<{ user?: string | null }>(['session'])
      if (before?.user && before.user !== session.user) {
        queries.clear()
        sessionStorage.clear()
      }
      queries.setQueryData(['session'], startsAs(session))
      tellOtherTabs()
      done()
      await queries.invalidateQueries()
    },
  })
  return (
    <div
      ref={root}
      className={classes.signin}
      {...(expired && { role: 'dialog', 'aria-modal': true, 'aria-labelledby': heading })}
    >
      <Paper component={expired ? 'div' : 'main'} p="xl" withBorder w="100%" maw={420} shadow="sm">
        <form
          onSubmit={event => {
            event.preventDefault()
            signIn.mutate()
          }}
        >
          <Stack>
            <Title order={1} id={heading}>
              {t('signInTitle')}
            </Title>
            <Text size="sm">{expired ? t('expired') : t('signInHint')}</Text>
            <PasswordInput
              label={t('token')}
              autoFocus
              autoComplete="current-password"
              required
              value={token}
              onChange={e => setToken(e.currentTarget.value)}
              visibilityToggleButtonProps={{ 'aria-label': t('showToken') }}
            />
            {signIn.error && <ErrorState error={signIn.error} />}
            <Button type="submit" loading={signIn.isPending} disabled={!token.trim()}>
              {t('signIn')}
            </Button>
          </Stack>
        </form>
      </Paper>
    </div>
  )
}
