/** Line icons on a 24-unit grid, in the colour of the text around them. */
const paths = {
  home: 'M4 11 12 4l8 7v9h-5v-6H9v6H4z',
  file: 'M7 3h7l5 5v13H7zM14 3v5h5',
  files: 'M9 3h6l4 4v10H9zM5 7v14h10',
  rows: 'M4 6h16M4 12h16M4 18h16',
  table: 'M4 5h16v14H4zM4 10h16M10 10v9',
  search: 'M10.500 4a6.500 6.500 0 1 1 0 13 6.500 6.500 0 0 1 0-13zM15.500 15.500 20 20',
  clock: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 8v4l3 2',
  calendar: 'M5 6h14v14H5zM5 10h14M9 3v4M15 3v4',
  twins: 'M4 7h9v13H4zM11 4h9v13h-4',
  gear: 'M12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M18.400 5.600l-2.100 2.100M7.700 16.300l-2.100 2.100',
  upload: 'M12 16V5M8 9l4-4 4 4M5 19h14',
  download: 'M12 5v11M8 12l4 4 4-4M5 19h14',
  check: 'M5 12l5 5 9-10',
  close: 'M6 6l12 12M18 6 6 18',
  warn: 'M12 4 3 20h18zM12 10v5M12 17.500v.5',
  edit: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  undo: 'M9 7 5 11l4 4M5 11h9a5 5 0 0 1 0 10h-3',
  trash: 'M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13',
  more: 'M12 6v.01M12 12v.01M12 18v.01',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  up: 'M6 14l6-6 6 6',
  down: 'M6 10l6 6 6-6',
  merge: 'M6 4v5a4 4 0 0 0 4 4h8M14 9l4 4-4 4M6 20v-4',
  split: 'M5 12h6M11 12c4 0 3-6 8-6M11 12c4 0 3 6 8 6',
  pause: 'M9 6v12M15 6v12',
  play: 'M8 5l11 7-11 7z',
  refresh: 'M19 12a7 7 0 1 1-2-5l2 2M19 4v5h-5',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  person: 'M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 20c1-5 15-5 16 0',
  moon: 'M19 14A8 8 0 0 1 10 5a8 8 0 1 0 9 9z',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  history: 'M5 12a7 7 0 1 0 2-5L5 9M5 4v5h5M12 8v4l3 2',
  filter: 'M4 5h16l-6 8v6l-4-2v-4z',
  sum: 'M17 5H7l6 7-6 7h10',
  key: 'M8 11a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM11 12l8-8M16 7l3 3',
  shield: 'M12 3l7 3v6c0 4-3 7-7 9-4-2-7-5-7-9V6z',
  info: 'M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16zM12 11v5M12 8v.01',
  columns: 'M4 5h16v14H4zM9.500 5v14M14.500 5v14',
  pin: 'M9 4h6l-1 6 3 3H7l3-3zM12 13v7',
} as const

export type IconName = keyof typeof paths

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.8}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={paths[name]} />
    </svg>
  )
}
