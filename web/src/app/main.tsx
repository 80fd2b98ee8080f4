import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { setNonce } from 'get-nonce'
import { createRoot } from 'react-dom/client'
import { CommandProvider } from '../shared/commands'
import { LocaleProvider } from '../shared/i18n'
import '../shared/ui'
import { theme } from '../shared/ui/theme'
import { makeQueries } from './queries'
import { makeRouter } from './router'

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
if (nonce) setNonce(nonce)

const queries = makeQueries()
const router = makeRouter(queries)
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <LocaleProvider>
        <QueryClientProvider client={queries}>
          <CommandProvider>
            <Notifications position="bottom-right" />
            <RouterProvider router={router} />
          </CommandProvider>
        </QueryClientProvider>
      </LocaleProvider>
    </MantineProvider>,
  )
}
