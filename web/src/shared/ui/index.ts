/** The one place where the component library comes in; everything else imports from here. */
import './mantine'
import './styles.css'

export {
  ActionIcon,
  Alert,
  Anchor,
  AppShell,
  Badge,
  Box,
  Breadcrumbs,
  Burger,
  Button,
  Card,
  Checkbox,
  Code,
  CopyButton,
  Divider,
  Drawer,
  Group,
  Kbd,
  List,
  Loader,
  Menu,
  NavLink,
  NumberInput,
  Paper,
  PasswordInput,
  Popover,
  Progress,
  ScrollArea,
  SegmentedControl,
  Select,
  SimpleGrid,
  Skeleton,
  Stack,
  Switch,
  Table,
  Tabs,
  Text,
  Textarea,
  TextInput,
  Title,
  Tooltip,
  UnstyledButton,
  useComputedColorScheme,
  useMantineColorScheme,
  VisuallyHidden,
} from '@mantine/core'
export {
  useDebouncedCallback,
  useDebouncedValue,
  useDisclosure,
  useDocumentTitle,
  useLocalStorage,
  useMediaQuery,
} from '@mantine/hooks'
export { notifications } from '@mantine/notifications'
export * from './Icon'
export * from './later'
export * from './links'
export * from './Modal'
export * from './PageHead'
export * from './states'
