import { type ReactNode, useEffect, useRef } from 'react'
import { Box, Table, Text, VisuallyHidden } from '../../shared/ui'

interface Column<T> {
  head: string
  /** Whether the head is told to readers only. */
  quiet?: boolean
  className?: string
  cell: (row: T) => ReactNode
}

interface Props<T> {
  columns: Column<T>[]
  rows: T[]
  rowKey: (row: T) => string
  /** Said in place of a table without rows. */
  empty?: string
}

/** A plain table, which scrolls sideways where it is wider than the page. The focus stays in it when the row or button that had it goes. */
export function DataTable<T>({ columns, rows, rowKey, empty }: Props<T>) {
  const box = useRef<HTMLDivElement>(null)
  const focused = useRef<Element>(null)
  useEffect(() => {
    if (!focused.current || focused.current.isConnected) return
    focused.current = null
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true })
  })
  return (
    <Box
      ref={box}
      tabIndex={-1}
      onFocus={event => {
        focused.current = event.target
      }}
    >
      {rows.length === 0 ? (
        empty && <Text c="dimmed">{empty}</Text>
      ) : (
        <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                {columns.map(({ head, quiet }) => (
                  <Table.Th key={head}>{quiet ? <VisuallyHidden>{head}</VisuallyHidden> : head}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(row => (
                <Table.Tr key={rowKey(row)}>
                  {columns.map(({ head, className, cell }) => (
                    <Table.Td key={head} className={className}>
                      {cell(row)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Box>
  )
}
