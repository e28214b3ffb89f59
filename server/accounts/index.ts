export { type Accounts, type AccountsOptions, openAccounts } from './accounts.ts'
export * from './api-keys.ts'
export { asOperator } from './as-operator.ts'
export { basePath } from './auth.ts'
export type { Authenticate, Identity, RequestHead } from './authenticate.ts'
export { askForClientLink, type ClientLinkSettings, endClientAccess, sendClientLink } from './client-links.ts'
export { type Invitation, type Invite, inviteStaff, listInvitations, revokeInvitation } from './invitations.ts'
export { invitationLink, passwordLink } from './links.ts'
export { type Site, siteOf } from './origin.ts'
export type { Me, MyClinic } from './own-endpoints.ts'
export * from './permissions.ts'
export { listRecordViews, type Opened, type RecordView, recordView } from './record-views.ts'
export { rewrapSecret } from './secret.ts'
export {
  addStaff,
  type ChangeStaff,
  changeStaff,
  findStaff,
  listStaff,
  recoverStaff,
  removeSecondFactor,
  type StaffMember,
} from './staff.ts'
