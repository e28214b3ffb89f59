/** Mantine in our house: our type, our radius, our colours for light and dark, our switch. */
import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorScheme,
  type MantineColorSchemeManager,
} from '@mantine/core'
import { theme as chosenTheme, setTheme } from '../shared/device/theme.ts'

export const theme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--sans)', fontWeight: '650' },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
})

const ours = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-anchor': 'var(--thread)',
  '--mantine-color-error': 'var(--stop)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-default': 'var(--paper-raised)',
  '--mantine-color-default-hover': 'var(--thread-wash)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-primary-color-filled': 'var(--thread)',
  '--mantine-primary-color-filled-hover': 'var(--thread-deep)',
  '--mantine-primary-color-contrast': 'var(--on-thread)',
  '--mantine-primary-color-light': 'var(--thread-wash)',
  '--mantine-primary-color-light-color': 'var(--thread)',
}

export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: ours, dark: ours })

const toScheme = { device: 'auto', light: 'light', dark: 'dark' } as const
const fromScheme = { auto: 'device', light: 'light', dark: 'dark' } as const

export const colorScheme: MantineColorSchemeManager = {
  get: () => toScheme[chosenTheme()],
  set: (value: MantineColorScheme) => setTheme(fromScheme[value]),
  subscribe: () => {},
  unsubscribe: () => {},
  clear: () => setTheme('device'),
}
