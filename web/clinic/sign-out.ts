import { auth } from '../shared/api/api.ts'
import { explain } from '../shared/api/explain.ts'
import { toast } from '../shared/components/toasts.tsx'
import { forgetEverything } from '../shared/device/store.ts'

/** Ends the session, forgets what the device kept, and loads the app anew, so that nothing of hers stays in memory. */
export async function signOut(): Promise<void> {
  try {
    await auth.post('/sign-out')
    await forgetEverything()
    location.assign('/sign-in')
  } catch (error) {
    toast(explain(error))
  }
}
