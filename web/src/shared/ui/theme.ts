import { createTheme, type MantineColorsTuple } from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#eef6f9',
  '#dceaf0',
  '#b6d3df',
  '#8cbacd',
  '#68a4bd',
  '#4f95b2',
  '#3a85a4',
  '#1f6480',
  '#1b5468',
  '#123f50',
]

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 7 },
  colors: { petrol },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: { fontWeight: '650', sizes: { h1: { fontSize: '1.5rem' }, h2: { fontSize: '1.15rem' }, h3: { fontSize: '1rem' } } },
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withinPortal: true } },
    // Within its landmark, and nothing in it but items: who hears the page is told where the menu is.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false, returnFocus: true } },
    // The same, and within the dialog that it belongs to.
    Select: { defaultProps: { comboboxProps: { withinPortal: false }, rightSectionProps: { 'aria-hidden': true } } },
    Modal: { defaultProps: { centered: true } },
    // A page has one header.
    ModalHeader: { defaultProps: { component: 'div' } },
    Button: { defaultProps: { size: 'sm' } },
    Badge: { defaultProps: { tt: 'none', fw: 550 } },
  },
})
