import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { Link, type LinkProps, Navigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useMoment } from '../time'

interface Target {
  to: string
  params?: Record<string, string>
  search?: Record<string, string | undefined>
  children?: ReactNode
  'aria-label'?: string
  onClick?: () => void
}

/** Links inside the page, of the size of the text around them unless told; what time it shows goes along. */
export function PageLink({ to, params, search, ...rest }: Target & AnchorProps) {
  const moment = useMoment()
  const fz = rest.size ? undefined : 'inherit'
  return <Anchor fz={fz} {...({ component: Link, to, params, search: { ...moment, ...search } } as object)} {...rest} />
}

export function PageButton({ to, params, search, ...rest }: Target & ButtonProps) {
  const moment = useMoment()
  return <Button {...({ component: Link, to, params, search: { ...moment, ...search } } as object)} {...rest} />
}

/** A link without looks of its own: cards and rows. */
export function PlainLink({ to, params, search, className, ...rest }: Target & { className?: string }) {
  const moment = useMoment()
  return <Link {...({ to, params, search: { ...moment, ...search }, className, ...rest } as unknown as LinkProps)} />
}

/** Leads on at once, at the moment that the page shows; the address that led here does not stay in the history. */
export function LeadTo({ to, params, search }: Pick<Target, 'to' | 'params' | 'search'>) {
  const moment = useMoment()
  return <Navigate {...({ to, params, search: { ...moment, ...search }, replace: true } as unknown as { to: string })} />
}
