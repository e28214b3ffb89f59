/**
 * Which of better-auth's endpoints are open at all, and to whom. What has no line here answers 404, so that an update of
 * better-auth opens nothing by itself.
 */

/**
 * `anyone`; `enrolling`: signed in, and either fully or with no second factor to show yet; `signed-in`: with the second
 * factor and not locked; `returning`: signed in and perhaps locked.
 */
export type Door = 'anyone' | 'enrolling' | 'signed-in' | 'returning'

const doors: Readonly<Record<string, Door>> = {
  'POST /sign-in/email': 'anyone',
  'POST /sign-out': 'anyone',
  'POST /request-password-reset': 'anyone',
  'POST /reset-password': 'anyone',
  'POST /change-password': 'signed-in',

  'POST /two-factor/enable': 'enrolling',
  // Both before there is a session, and to confirm a new app.
  'POST /two-factor/verify-totp': 'anyone',
  'POST /two-factor/verify-backup-code': 'anyone',
  'POST /two-factor/generate-backup-codes': 'signed-in',
  'POST /two-factor/disable': 'signed-in',

  'GET /passkey/generate-authenticate-options': 'anyone',
  'POST /passkey/verify-authentication': 'anyone',
  'GET /passkey/generate-register-options': 'enrolling',
  'POST /passkey/verify-registration': 'enrolling',
  'GET /passkey/list-user-passkeys': 'signed-in',
  'POST /passkey/update-passkey': 'signed-in',
  'POST /passkey/delete-passkey': 'signed-in',

  // Ours.
  'GET /me': 'anyone',
  'POST /link/open': 'anyone',
  'POST /link/ask': 'anyone',
  'POST /invitation/look': 'anyone',
  'POST /invitation/accept': 'anyone',
  'GET /sessions': 'signed-in',
  'POST /sessions/end': 'signed-in',
  'POST /session/lock': 'returning',
  'POST /session/unlock': 'returning',
  'POST /demo/enter': 'anyone',
}

export function doorOf(method: string, path: string): Door | undefined {
  return Object.hasOwn(doors, `${method} ${path}`) ? doors[`${method} ${path}`] : undefined
}

export const openEndpoints = Object.keys(doors)
