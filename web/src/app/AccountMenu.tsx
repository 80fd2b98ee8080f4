import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { answer, api } from '../api/client'
import { locales, useLocale, useText } from '../shared/i18n'
import { tellOtherTabs, useSession } from '../shared/session'
import { ActionIcon, Icon, Menu, useComputedColorScheme, useMantineColorScheme } from '../shared/ui'
import { appMessages } from './messages'

/** Who is signed in, language, light or dark; opened as it comes. */
export default function AccountMenu({ openHelp }: { openHelp: () => void }) {
  const t = useText(appMessages)
  const session = useSession()
  const queries = useQueryClient()
  const { locale, setLocale } = useLocale()
  const { setColorScheme } = useMantineColorScheme()
  // It came in the place of the button that was pressed.
  const button = useRef<HTMLButtonElement>(null)
  const scheme = useComputedColorScheme('light')
  return (
    <Menu defaultOpened position="bottom-end" width={260} returnFocus={false} onClose={() => button.current?.focus()}>
      <Menu.Target>
        <ActionIcon ref={button} variant="subtle" color="gray" size="lg" aria-label={t('account')}>
          <Icon name="person" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session?.require_tokens ? t('signedInAs', { user: session.user ?? '' }) : t('local')}</Menu.Label>
        <Menu.Item
          leftSection={<Icon name={scheme === 'dark' ? 'sun' : 'moon'} size={16} />}
          onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
        >
          {t('scheme')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="key" size={16} />} onClick={openHelp}>
          {t('help')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('language')}</Menu.Label>
        {locales.map(l => (
          <Menu.Item
            key={l.id}
            lang={l.id}
            onClick={() => setLocale(l.id)}
            leftSection={l.id === locale ? <Icon name="check" size={16} /> : <span style={{ width: 16 }} />}
          >
            {l.name}
          </Menu.Item>
        ))}
        {session?.require_tokens && (
          <>
            <Menu.Divider />
            <Menu.Item
              onClick={async () => {
                await answer(api.DELETE('/api/v1/session'))
                queries.clear()
                tellOtherTabs()
                location.assign('/')
              }}
            >
              {t('signOut')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
