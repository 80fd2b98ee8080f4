import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useIntlLocale, useText } from '../i18n'
import { ActionIcon, Group, Icon, Text, Tooltip } from '../ui'
import { formatValue, labelOf } from '../values'
import type { Place, PlacedValue } from '.'
import classes from './evidence.module.css'
import { evidenceMessages } from './messages'

const steps = [200, 900, 1800, 2700]

/** The smallest picture that is sharp at that width on this display. */
export function widthStep(shown: number): number {
  const needed = shown * Math.min(globalThis.devicePixelRatio || 1, 2)
  return steps.find(step => step >= needed * 0.9) ?? 2700
}

interface Shown {
  documentId: string
  pages: number
  values: PlacedValue[]
  chosen?: string
  choose?: (value: PlacedValue) => void
  /** The value under the pointer, wherever that is. */
  hovered?: string
  hover?: (key: string | undefined) => void
  /** Only these pages; all if left out. */
  only?: number[]
}

/** Pages as pictures by the server, with a button over the place of each value. */
export function PageView({ documentId, pages, values, chosen, choose, hovered, hover, only }: Shown) {
  const t = useText(evidenceMessages)
  const frame = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(700)
  const [zoom, setZoom] = useState(1)

  useLayoutEffect(() => {
    const element = frame.current
    if (!element) return
    const observer = new ResizeObserver(() => setWidth(Math.max(element.clientWidth - 26, 200)))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  // The chosen place comes into the middle, not merely into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new size moves it.
  useEffect(() => {
    if (!chosen) return
    const timer = setTimeout(() => {
      const element = frame.current
      const box = element?.querySelector('[data-chosen]')?.getBoundingClientRect()
      if (!element || !box) return
      const within = element.getBoundingClientRect()
      element.scrollTop += box.top + box.height / 2 - (within.top + within.height / 2)
      element.scrollLeft += box.left < within.left || box.right > within.right ? box.left - within.left - 40 : 0
      if (within.bottom < 60 || within.top > window.innerHeight - 60) element.scrollIntoView({ block: 'nearest' })
    }, 30)
    return () => clearTimeout(timer)
  }, [chosen, width, zoom, pages])

  const numbers = only ?? Array.from({ length: pages }, (_, i) => i + 1)
  return (
    <div>
      <div className={classes.bar}>
        <Text size="sm" c="dimmed">
          {numbers.length === 1 ? t('pageOf', { page: numbers[0], pages }) : t('pageOf', { page: `1–${pages}`, pages })}
        </Text>
        <Group gap={4}>
          <Tooltip label={t('zoomOut')}>
            <ActionIcon variant="default" aria-label={t('zoomOut')} onClick={() => setZoom(z => Math.max(0.5, z / 1.25))}>
              <Icon name="minus" size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('fit')}>
            <ActionIcon variant="default" aria-label={t('fit')} onClick={() => setZoom(1)} w={56}>
              <Text size="xs">{Math.round(zoom * 100)} %</Text>
            </ActionIcon>
          </Tooltip>
          <Tooltip label={t('zoomIn')}>
            <ActionIcon variant="default" aria-label={t('zoomIn')} onClick={() => setZoom(z => Math.min(4, z * 1.25))}>
              <Icon name="plus" size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <div ref={frame} className={classes.pages} tabIndex={0} role="group" aria-label={t('pageOf', { page: numbers[0], pages })}>
        {numbers.map(page => (
          <Page
            key={`${documentId} ${page}`}
            documentId={documentId}
            page={page}
            width={width * zoom}
            values={values}
            chosen={chosen}
            choose={choose}
            hovered={hovered}
            hover={hover}
          />
        ))}
      </div>
    </div>
  )
}

function Page({
  documentId,
  page,
  width,
  values,
  chosen,
  choose,
  hovered,
  hover,
}: Omit<Shown, 'pages' | 'only'> & { page: number; width: number }) {
  const t = useText(evidenceMessages)
  const locale = useIntlLocale()
  const [failed, setFailed] = useState(false)
  const here = values.flatMap(value => boxesOf(value, page).map((place, index) => ({ value, place, index })))
  const size =
    here.map(h => h.place.box).find(b => b) ??
    values
      .flatMap(v => v.places)
      .map(p => p.box)
      .find(b => b)
  const ratio = size ? size.page_height / size.page_width : Math.SQRT2
  return (
    <div className={classes.page} style={{ width, minHeight: failed ? 120 : width * ratio }}>
      {failed ? (
        <Text p="md" c="dark">
          {t('noPicture')}
        </Text>
      ) : (
        <img
          src={`/api/v1/documents/${documentId}/pages/${page}.png?width=${widthStep(width)}`}
          alt={t('page', { page })}
          loading="lazy"
          decoding="async"
          onError={() => setFailed(true)}
        />
      )}
      {!failed &&
        values
          .filter(v => v.key === chosen)
          .flatMap(v => v.around.filter(p => p.page === page))
          .map(
            place =>
              place.box && (
                <div key={`${place.box.left} ${place.box.top}`} className={classes.parent} style={positionOf(place.box, 4)} />
              ),
          )}
      {!failed &&
        here.map(({ value, place, index }) => {
          const box = place.box
          if (!box) return null
          const name = t('boxName', {
            field: labelOf(value.field),
            value: formatValue(value.value, locale, value.field, value.currency),
            page,
          })
          return (
            <button
              type="button"
              key={`${value.key} ${index}`}
              className={classes.box}
              data-place
              data-chosen={value.key === chosen || undefined}
              data-hovered={value.key === hovered || undefined}
              onMouseEnter={() => hover?.(value.key)}
              onMouseLeave={() => hover?.(undefined)}
              data-doubtful={value.doubt ? true : undefined}
              aria-label={name}
              title={name}
              aria-pressed={value.key === chosen}
              tabIndex={index === 0 ? 0 : -1}
              aria-hidden={index > 0 || undefined}
              onClick={() => choose?.(value)}
              style={positionOf(box, 1.5)}
            />
          )
        })}
    </div>
  )
}

/** A box in parts of its page, a little larger than the words in it. */
const positionOf = (box: NonNullable<Place['box']>, pad: number) => ({
  left: `${(100 * (box.left - pad)) / box.page_width}%`,
  top: `${(100 * (box.top - pad)) / box.page_height}%`,
  width: `${(100 * (box.width + 2 * pad)) / box.page_width}%`,
  height: `${(100 * (box.height + 2 * pad)) / box.page_height}%`,
})

/** The boxes of a value on a page: words beside each other in one line become one. */
export function boxesOf(value: PlacedValue, page: number): Place[] {
  const merged: Place[] = []
  for (const place of value.places) {
    if (place.page !== page || !place.box) continue
    const last = merged.at(-1)?.box
    const box = place.box
    if (last && Math.abs(last.top - box.top) < 2 && box.left - (last.left + last.width) < last.height * 6) {
      const left = Math.min(last.left, box.left)
      merged[merged.length - 1] = {
        ...place,
        box: {
          ...last,
          left,
          width: Math.max(last.left + last.width, box.left + box.width) - left,
          height: Math.max(last.height, box.height),
        },
      }
    } else {
      merged.push(place)
    }
  }
  return merged
}
