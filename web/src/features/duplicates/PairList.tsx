import { memo, useEffect, useRef } from 'react'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Badge } from '../../shared/ui'
import { formatNumber } from '../../shared/values'
import type { Duplicate, Verdict } from './DuplicatesPage'
import classes from './duplicates.module.css'
import { keyOf } from './keys'
import { duplicateMessages } from './messages'

interface Props {
  list: Duplicate[]
  verdicts: Record<string, Verdict>
  at: number
  choose: (index: number) => void
}

/** All pairs in their order. A decision draws two of them again, not the two hundred. */
export function PairList({ list, verdicts, at, choose }: Props) {
  const t = useText(duplicateMessages)
  return (
    <nav aria-label={t('pairs')} className={classes.list}>
      {list.map((pair, index) => (
        <Item
          key={keyOf(pair)}
          pair={pair}
          verdict={verdicts[keyOf(pair)] ?? (pair.state === 'open' ? undefined : pair.state)}
          index={index}
          current={index === at}
          choose={choose}
        />
      ))}
    </nav>
  )
}

interface ItemProps {
  pair: Duplicate
  verdict: Verdict | undefined
  index: number
  current: boolean
  choose: (index: number) => void
}

const Item = memo(function PlainItem({ pair, verdict, index, current, choose }: ItemProps) {
  const t = useText(duplicateMessages)
  const locale = useIntlLocale()
  const item = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (current) item.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <button
      ref={item}
      type="button"
      className={classes.item}
      data-decided={verdict && verdict !== 'skipped' ? true : undefined}
      aria-current={current ? 'true' : undefined}
      onClick={() => choose(index)}
    >
      <span className="wrap">
        {pair.title ?? pair.entity_id} ↔ {pair.other_title ?? pair.other_id}
      </span>
      {verdict && verdict !== 'skipped' ? (
        <Badge size="sm" variant="light" color="gray" autoContrast>
          {t(verdict)}
        </Badge>
      ) : (
        <span className={classes.percent}>
          {formatNumber(pair.probability, locale, { style: 'percent', maximumFractionDigits: 0 })}
        </span>
      )}
    </button>
  )
})
