import { memo, useEffect, useRef } from 'react'
import { useIntlLocale, useText } from '../../shared/i18n'
import { Badge, Button } from '../../shared/ui'
import { formatNumber } from '../../shared/values'
import classes from './duplicates.module.css'
import { duplicateMessages } from './messages'
import { type Duplicate, isOpen, keyOf, namesOf, type Standing } from './verdicts'

interface Props {
  list: Duplicate[]
  standingOf: (pair: Duplicate) => Standing
  at: number
  choose: (index: number) => void
  /** Where the server has more. */
  more?: () => void
  loading: boolean
}

/** All pairs in their order. A decision draws two of them again, not the two hundred. */
export function PairList({ list, standingOf, at, choose, more, loading }: Props) {
  const t = useText(duplicateMessages)
  return (
    <nav aria-label={t('pairs')} className={classes.list}>
      {list.map((pair, index) => (
        <Item key={keyOf(pair)} pair={pair} standing={standingOf(pair)} index={index} current={index === at} choose={choose} />
      ))}
      {more && (
        <Button variant="subtle" fullWidth loading={loading} onClick={more}>
          {t('more')}
        </Button>
      )}
    </nav>
  )
}

interface ItemProps {
  pair: Duplicate
  standing: Standing
  index: number
  current: boolean
  choose: (index: number) => void
}

const Item = memo(function PlainItem({ pair, standing, index, current, choose }: ItemProps) {
  const t = useText(duplicateMessages)
  const locale = useIntlLocale()
  const { title, other } = namesOf(pair)
  const item = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (current) item.current?.scrollIntoView({ block: 'nearest' })
  }, [current])
  return (
    <button
      ref={item}
      type="button"
      className={classes.item}
      data-decided={isOpen(standing) ? undefined : true}
      aria-current={current ? 'true' : undefined}
      onClick={() => choose(index)}
    >
      <span className={classes.names}>
        {title} ↔ {other}
      </span>
      {standing === 'merged' || standing === 'dismissed' ? (
        <Badge size="sm" variant="light" color="gray" autoContrast flex="none">
          {t(standing)}
        </Badge>
      ) : (
        <span className={classes.percent}>
          {formatNumber(pair.probability, locale, { style: 'percent', maximumFractionDigits: 0 })}
        </span>
      )}
    </button>
  )
})
