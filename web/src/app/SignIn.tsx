import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { answer, api } from '../api/client'
import { useText } from '../shared/i18n'
import { Button, ErrorState, Paper, PasswordInput, Stack, Text, Title } from '../shared/ui'
import { appMessages } from './messages'
import classes from './Shell.module.css'

/** Asks for a token; over the page where a session ended, so that nothing typed there is lost. */
export function SignIn({ expired, done }: { expired: boolean; done: () => void }) {
  const t = useText(appMessages)
  const queries = useQueryClient()
  const [token, setToken] = useState('')
  const signIn = useMutation({
    mutationFn: () => answer(api.POST('/api/v1/session', { body: { token } })),
    onSuccess: async session => {
      const before = queries.getQueryData<{ user?: string | null }>(['session'])
      if (before?.user && before.user !== session.user) {
        queries.clear()
        sessionStorage.clear()
      }
      queries.setQueryData(['session'], session)
      done()
      await queries.invalidateQueries()
    },
  })
  return (
    <div className={classes.signin}>
      <Paper component="main" p="xl" withBorder w="100%" maw={420} shadow="sm">
        <form
          onSubmit={event => {
            event.preventDefault()
            signIn.mutate()
          }}
        >
          <Stack>
            <Title order={1}>{t('signInTitle')}</Title>
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
