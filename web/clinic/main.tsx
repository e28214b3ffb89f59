import '@mantine/core/styles/default-css-variables.css'
import './clinic.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRouter, RouterProvider } from '@tanstack/react-router'
import { startApp } from '../shared/app/start-app.tsx'
import { colorScheme, resolveVariables, theme } from './mantine.ts'
import { queries } from './queries.ts'
import { routes } from './routes.tsx'
import { startClinicTexts } from './texts.ts'

const router = createRouter({ routeTree: routes, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

await startClinicTexts()
startApp(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={resolveVariables}
    colorSchemeManager={colorScheme}
    defaultColorScheme="auto"
  >
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </MantineProvider>,
)
