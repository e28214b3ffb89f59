import './client.css'
import { createRouter, RouterProvider } from '@tanstack/react-router'
import { api } from '../shared/api/api.ts'
import { startApp } from '../shared/app/start-app.tsx'
import { sendOutbox } from '../shared/device/outbox.ts'
import { routes } from './routes.tsx'
import { workOffline } from './shell/work-offline.ts'
import { startClientTexts } from './texts.ts'

const router = createRouter({ routeTree: routes, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

// What was written without a connection leaves as soon as there is one.
const send = () =>
  void sendOutbox(api)
    .catch(() => false)
    .then(async () => (await import('../shared/device/photo-outbox.ts')).sendPhotos())
    .catch(() => undefined)
addEventListener('online', send)
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send())
// The server may be away while the connection is there: then nothing above happens.
setInterval(send, 60_000)
send()
workOffline()

await startClientTexts()
startApp(<RouterProvider router={router} />)
