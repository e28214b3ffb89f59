/** Every address of the clinic's app. A page is loaded when it is first opened. */
import { createRootRoute, createRoute, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { RouteFailed, RouteMissing, RoutePending } from '../shared/app/fallbacks.tsx'
import { Toasts } from '../shared/components/toasts.tsx'
import { Door } from './shell/door.tsx'

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toasts />
    </>
  ),
  errorComponent: (props) => (
    <Door>
      <RouteFailed {...props} />
    </Door>
  ),
  notFoundComponent: () => (
    <Door>
      <RouteMissing />
    </Door>
  ),
})

/** Pages before somebody is signed in. */
const door = createRoute({
  getParentRoute: () => root,
  id: 'door',
  component: () => (
    <Door>
      <Outlet />
    </Door>
  ),
})
const signIn = createRoute({
  getParentRoute: () => door,
  path: '/sign-in',
  // Only ways within the app: a link must not send anybody elsewhere after signing in.
  validateSearch: (search: Record<string, unknown>): { next?: string } =>
    typeof search.next === 'string' && /^\/(clinic|invitation)(\/|$)/.test(search.next) ? { next: search.next } : {},
  component: lazyRouteComponent(() => import('./accounts/SignInScreen.tsx'), 'SignInScreen'),
})
const invitation = createRoute({
  getParentRoute: () => door,
  path: '/invitation/$clinicId',
  component: lazyRouteComponent(() => import('./accounts/InvitationScreen.tsx'), 'InvitationScreen'),
})
const newPassword = createRoute({
  getParentRoute: () => door,
  path: '/new-password',
  component: lazyRouteComponent(() => import('./accounts/NewPasswordScreen.tsx'), 'NewPasswordScreen'),
})
const choose = createRoute({
  getParentRoute: () => door,
  path: '/clinic',
  component: lazyRouteComponent(() => import('./accounts/ChooseClinicScreen.tsx'), 'ChooseClinicScreen'),
})

const demo = createRoute({
  getParentRoute: () => door,
  path: '/demo',
  component: lazyRouteComponent(() => import('./demo/DemoScreen.tsx'), 'DemoScreen'),
})

/** Pages of one clinic. */
const clinic = createRoute({
  getParentRoute: () => root,
  path: '/clinic/$clinicId',
  component: lazyRouteComponent(() => import('./shell/ClinicShell.tsx'), 'ClinicShell'),
  errorComponent: RouteFailed,
  pendingComponent: RoutePending,
})
const today = createRoute({
  getParentRoute: () => clinic,
  path: '/',
  component: lazyRouteComponent(() => import('./today/TodayScreen.tsx'), 'TodayScreen'),
})
const clients = createRoute({
  getParentRoute: () => clinic,
  path: '/clients',
  component: lazyRouteComponent(() => import('./clients/ClientsScreen.tsx'), 'ClientsScreen'),
})
const addClient = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/new',
  // With what somebody has sent: it becomes her intake.
  validateSearch: ({ enquiry }): { enquiry?: string } => (typeof enquiry === 'string' ? { enquiry } : {}),
  component: lazyRouteComponent(() => import('./clients/AddClientScreen.tsx'), 'AddClientScreen'),
})
const client = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId',
  component: lazyRouteComponent(() => import('./clients/ClientScreen.tsx'), 'ClientScreen'),
})
const photos = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/photos',
  component: lazyRouteComponent(() => import('./photos/PhotosScreen.tsx'), 'PhotosScreen'),
})
const amendClient = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/details',
  component: lazyRouteComponent(() => import('./clients/AmendClientScreen.tsx'), 'AmendClientScreen'),
})
const enquiries = createRoute({
  getParentRoute: () => clinic,
  path: '/enquiries',
  component: lazyRouteComponent(() => import('./enquiries/EnquiriesScreen.tsx'), 'EnquiriesScreen'),
})
const enquiry = createRoute({
  getParentRoute: () => clinic,
  path: '/enquiries/$enquiryId',
  component: lazyRouteComponent(() => import('./enquiries/EnquiryScreen.tsx'), 'EnquiryScreen'),
})
const recordScreening = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/screen',
  component: lazyRouteComponent(() => import('./screening/RecordScreeningScreen.tsx'), 'RecordScreeningScreen'),
})
const screening = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/screenings/$screeningId',
  component: lazyRouteComponent(() => import('./screening/ScreeningScreen.tsx'), 'ScreeningScreen'),
})
const newPlan = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/plan',
  component: lazyRouteComponent(() => import('./planning/NewPlanScreen.tsx'), 'NewPlanScreen'),
})
const plan = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/plans/$planId',
  component: lazyRouteComponent(() => import('./planning/PlanScreen.tsx'), 'PlanScreen'),
})
const takeConsent = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/plans/$planId/consent',
  component: lazyRouteComponent(() => import('./consent/TakeConsentScreen.tsx'), 'TakeConsentScreen'),
})
const consent = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/consents/$consentId',
  component: lazyRouteComponent(() => import('./consent/ConsentScreen.tsx'), 'ConsentScreen'),
})
const newPreflight = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/plans/$planId/preflight',
  component: lazyRouteComponent(() => import('./treatment/NewPreflightScreen.tsx'), 'NewPreflightScreen'),
})
const preflight = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/preflights/$preflightId',
  component: lazyRouteComponent(() => import('./treatment/PreflightScreen.tsx'), 'PreflightScreen'),
})
const chart = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/preflights/$preflightId/session',
  component: lazyRouteComponent(() => import('./treatment/ChartScreen.tsx'), 'ChartScreen'),
})
const session = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/sessions/$sessionId',
  component: lazyRouteComponent(() => import('./treatment/SessionScreen.tsx'), 'SessionScreen'),
})
const amendSession = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/sessions/$sessionId/amend',
  component: lazyRouteComponent(() => import('./treatment/AmendSessionScreen.tsx'), 'AmendSessionScreen'),
})
const checkIn = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/check-ins/$checkInId',
  component: lazyRouteComponent(() => import('./recovery/CheckInScreen.tsx'), 'CheckInScreen'),
})
const messages = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/messages',
  component: lazyRouteComponent(() => import('./messages/MessagesScreen.tsx'), 'MessagesScreen'),
})
const appointment = createRoute({
  getParentRoute: () => clinic,
  path: '/clients/$clientId/appointments/$appointmentId',
  component: lazyRouteComponent(() => import('./appointments/AppointmentScreen.tsx'), 'AppointmentScreen'),
})
const practice = createRoute({
  getParentRoute: () => clinic,
  path: '/practice',
  component: lazyRouteComponent(() => import('./practice/PracticeScreen.tsx'), 'PracticeScreen'),
})
const practicePart = createRoute({
  getParentRoute: () => clinic,
  path: '/practice/$part',
  component: lazyRouteComponent(() => import('./practice/PracticeScreen.tsx'), 'PracticeScreen'),
})
const account = createRoute({
  getParentRoute: () => clinic,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/AccountScreen.tsx'), 'AccountScreen'),
})

export const routes = root.addChildren([
  door.addChildren([signIn, invitation, newPassword, choose, demo]),
  clinic.addChildren([
    today,
    clients,
    addClient,
    client,
    photos,
    amendClient,
    enquiries,
    enquiry,
    recordScreening,
    screening,
    newPlan,
    plan,
    takeConsent,
    consent,
    newPreflight,
    preflight,
    chart,
    session,
    amendSession,
    checkIn,
    messages,
    appointment,
    practice,
    practicePart,
    account,
  ]),
])
