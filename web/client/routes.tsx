/** Every address of the client's app. A page is loaded when it is first opened. */
import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router'
import { RouteFailed, RouteMissing, RoutePending } from '../shared/app/fallbacks.tsx'
import { Toasts } from '../shared/components/toasts.tsx'
import { Plain } from './shell/plain.tsx'
import { clinicOnThisDevice } from './start/own-page.ts'

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
  errorComponent: (props) => (
    <Plain>
      <RouteFailed {...props} />
    </Plain>
  ),
  notFoundComponent: () => (
    <Plain>
      <RouteMissing />
    </Plain>
  ),
})

/** Pages that anybody may see. */
const plain = createRoute({
  getParentRoute: () => root,
  id: 'plain',
  component: () => (
    <Plain>
      <Outlet />
    </Plain>
  ),
})
const start = createRoute({
  getParentRoute: () => plain,
  path: '/',
  validateSearch: (search): { app?: true } => (search.app ? { app: true } : {}),
  // The installed app opens here, which is one address for everybody.
  beforeLoad: async ({ search }) => {
    const clinicId = search.app && (await clinicOnThisDevice())
    if (clinicId) throw redirect({ to: '/c/$clinicId', params: { clinicId }, replace: true })
  },
  component: lazyRouteComponent(() => import('./start/StartScreen.tsx'), 'StartScreen'),
})
const open = createRoute({
  getParentRoute: () => plain,
  path: '/c/$clinicId/open',
  component: lazyRouteComponent(() => import('./start/OpenLinkScreen.tsx'), 'OpenLinkScreen'),
})

const screen = createRoute({
  getParentRoute: () => plain,
  path: '/screen',
  // By a clinic's code: what is answered can be sent there.
  validateSearch: ({ clinic }): { clinic?: string } =>
    typeof clinic === 'string' && /^[0-9a-f-]{36}$/.test(clinic) ? { clinic } : {},
  component: lazyRouteComponent(() => import('./screen/ScreenScreen.tsx'), 'ScreenScreen'),
})

/** The guide is not of this app; its pages come from the server. Without a connection a page that was never opened leads here. */
const notHere = createRoute({
  getParentRoute: () => plain,
  path: '/guide/$',
  component: lazyRouteComponent(() => import('./start/NotHereScreen.tsx'), 'NotHereScreen'),
})

/** A client's own pages: they know who she is. */
const own = createRoute({
  getParentRoute: () => root,
  path: '/c/$clinicId',
  component: lazyRouteComponent(() => import('./shell/ClientShell.tsx'), 'ClientShell'),
  errorComponent: RouteFailed,
  pendingComponent: RoutePending,
})
const today = createRoute({
  getParentRoute: () => own,
  path: '/',
  component: lazyRouteComponent(() => import('./today/TodayScreen.tsx'), 'TodayScreen'),
})
const mayI = createRoute({
  getParentRoute: () => own,
  path: '/may-i',
  component: lazyRouteComponent(() => import('./may-i/MayIScreen.tsx'), 'MayIScreen'),
})
const checkIn = createRoute({
  getParentRoute: () => own,
  path: '/check-in',
  validateSearch: (search): { wrong?: true; more?: string; begin?: true } => ({
    ...(search.begin ? { begin: true as const } : {}),
    ...(search.wrong ? { wrong: true as const } : {}),
    ...(typeof search.more === 'string' ? { more: search.more } : {}),
  }),
  component: lazyRouteComponent(() => import('./check-in/CheckInScreen.tsx'), 'CheckInScreen'),
})
const more = createRoute({
  getParentRoute: () => own,
  path: '/more',
  component: lazyRouteComponent(() => import('./more/MoreScreen.tsx'), 'MoreScreen'),
})
const intake = createRoute({
  getParentRoute: () => own,
  path: '/intake',
  component: lazyRouteComponent(() => import('./intake/IntakeScreen.tsx'), 'IntakeScreen'),
})
const answers = createRoute({
  getParentRoute: () => own,
  path: '/answers',
  component: lazyRouteComponent(() => import('./more/AnswersListScreen.tsx'), 'AnswersListScreen'),
})
const answer = createRoute({
  getParentRoute: () => own,
  path: '/answers/$screeningId',
  component: lazyRouteComponent(() => import('./intake/AnswersScreen.tsx'), 'AnswersScreen'),
})
const plan = createRoute({
  getParentRoute: () => own,
  path: '/plan',
  component: lazyRouteComponent(() => import('./plan/PlanScreen.tsx'), 'PlanScreen'),
})
const papers = createRoute({
  getParentRoute: () => own,
  path: '/papers',
  component: lazyRouteComponent(() => import('./consent/PapersScreen.tsx'), 'PapersScreen'),
})
const sign = createRoute({
  getParentRoute: () => own,
  path: '/consent/$paper',
  component: lazyRouteComponent(() => import('./consent/SignScreen.tsx'), 'SignScreen'),
})
const signed = createRoute({
  getParentRoute: () => own,
  path: '/papers/$consentId',
  component: lazyRouteComponent(() => import('./consent/SignedScreen.tsx'), 'SignedScreen'),
})
const product = createRoute({
  getParentRoute: () => own,
  path: '/product',
  component: lazyRouteComponent(() => import('./product/ProductScreen.tsx'), 'ProductScreen'),
})
const checkInResult = createRoute({
  getParentRoute: () => own,
  path: '/check-ins/$checkInId',
  component: lazyRouteComponent(() => import('./check-in/CheckInResultScreen.tsx'), 'CheckInResultScreen'),
})
const photos = createRoute({
  getParentRoute: () => own,
  path: '/photos',
  component: lazyRouteComponent(() => import('./photos/PhotosScreen.tsx'), 'PhotosScreen'),
})
const takePhotos = createRoute({
  getParentRoute: () => own,
  path: '/photos/take',
  component: lazyRouteComponent(() => import('./photos/TakePhotosScreen.tsx'), 'TakePhotosScreen'),
})
const photo = createRoute({
  getParentRoute: () => own,
  path: '/photos/$photoId',
  component: lazyRouteComponent(() => import('./photos/PhotoScreen.tsx'), 'PhotoScreen'),
})
const messages = createRoute({
  getParentRoute: () => own,
  path: '/messages',
  component: lazyRouteComponent(() => import('./messages/MessagesScreen.tsx'), 'MessagesScreen'),
})
const writeMessage = createRoute({
  getParentRoute: () => own,
  path: '/messages/new',
  validateSearch: (search): { cannot?: string } =>
    typeof search.cannot === 'string' && /^[0-9a-f-]{36}$/.test(search.cannot) ? { cannot: search.cannot } : {},
  component: lazyRouteComponent(() => import('./messages/WriteScreen.tsx'), 'WriteScreen'),
})
const appointments = createRoute({
  getParentRoute: () => own,
  path: '/appointments',
  component: lazyRouteComponent(() => import('./appointments/AppointmentsScreen.tsx'), 'AppointmentsScreen'),
})
const profile = createRoute({
  getParentRoute: () => own,
  path: '/profile',
  component: lazyRouteComponent(() => import('./more/ProfileScreen.tsx'), 'ProfileScreen'),
})
const views = createRoute({
  getParentRoute: () => own,
  path: '/views',
  component: lazyRouteComponent(() => import('./more/ViewsScreen.tsx'), 'ViewsScreen'),
})
const data = createRoute({
  getParentRoute: () => own,
  path: '/data',
  component: lazyRouteComponent(() => import('./more/DataScreen.tsx'), 'DataScreen'),
})

const documents = createRoute({
  getParentRoute: () => own,
  path: '/documents',
  component: lazyRouteComponent(() => import('./documents/DocumentsScreen.tsx'), 'DocumentsScreen'),
})
const aftercareSheet = createRoute({
  getParentRoute: () => own,
  path: '/aftercare-sheet',
  component: lazyRouteComponent(() => import('./documents/AftercareSheetScreen.tsx'), 'AftercareSheetScreen'),
})

export const routes = root.addChildren([
  plain.addChildren([start, open, screen, notHere]),
  own.addChildren([
    today,
    intake,
    answers,
    answer,
    plan,
    papers,
    sign,
    signed,
    documents,
    aftercareSheet,
    mayI,
    product,
    checkIn,
    checkInResult,
    more,
    photos,
    takePhotos,
    photo,
    messages,
    writeMessage,
    appointments,
    profile,
    views,
    data,
  ]),
])
