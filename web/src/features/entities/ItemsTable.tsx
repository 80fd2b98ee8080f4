import { useIntlLocale } from '../../shared/i18n'
import { Table } from '../../shared/ui'
import { formatValue, labelOf } from '../../shared/values'
import classes from './entities.module.css'

type Item = Record<string, unknown>

/** Whether a value is a list of records, such as the lines of an invoice. */
export function isItems(value: unknown): value is Item[] {
  return Array.isArray(value) && value.length > 0 && value.every(v => typeof v === 'object' && v !== null && !Array.isArray(v))
}

/** A list of records as a table: words before numbers, as on paper. */
export function ItemsTable({ items, label, currency }: { items: Item[]; label: string; currency?: string }) {
  const locale = useIntlLocale()
  const names = [...new Set(items.flatMap(Object.keys))]
  const isNumber = (name: string) => items.some(i => typeof i[name] === 'number')
  const columns = [...names.filter(n => !isNumber(n)), ...names.filter(isNumber)]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <div className={classes.items} tabIndex={0} role="group" aria-label={label}>
      <Table withRowBorders verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            {columns.map(name => (
              <Table.Th key={name} ta={isNumber(name) ? 'right' : undefined}>
                {labelOf(name)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an item is its place in the list.
            <Table.Tr key={row}>
              {columns.map(name => (
                <Table.Td key={name} ta={isNumber(name) ? 'right' : undefined}>
                  {item[name] === undefined ? '' : formatValue(item[name], locale, name, currency)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}
