import { type ComponentType, type LazyExoticComponent, lazy, type ReactNode, Suspense, useState } from 'react'

/** The code of a part of the page could not be fetched. */
export class NotLoaded extends Error {}

/** Vite takes a style sheet that is in the page for loaded, even if loading it failed. */
function dropFailedStyles() {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')) if (!link.sheet) link.remove()
}

type Part<P> = ComponentType<P> | LazyExoticComponent<ComponentType<P>>

function Later<P extends object>({ part, props, fallback }: { part: () => Part<P>; props: P; fallback?: ReactNode }) {
  // Outside of what suspends, so that it is asked for once each time it is shown.
  const [Shown] = useState(part as () => ComponentType<P>)
  return (
    <Suspense fallback={fallback}>
      <Shown {...props} />
    </Suspense>
  )
}

/** A component whose code is fetched when it is first shown; what failed is fetched again the next time, unlike with React.lazy alone. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, fallback?: ReactNode) {
  let loaded: ComponentType<P> | undefined
  const fetch = async () => {
    try {
      loaded = await load()
      return { default: loaded }
    } catch (error) {
      dropFailedStyles()
      throw new NotLoaded(error instanceof Error ? error.message : String(error))
    }
  }
  const part = () => loaded ?? lazy(fetch)
  return Object.assign((props: P) => <Later part={part} props={props} fallback={fallback} />, {
    /** Fetches it before it is shown; a failure is told when it is shown. */
    preload: async () => {
      if (!loaded) await fetch().catch(() => {})
    },
  })
}
