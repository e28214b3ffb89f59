/** Password, then the second factor; or a passkey, which is both. What comes next is what the server says is lacking. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { askWhoIsThere, meQuery } from '../session.ts'
import { CodeStep } from './CodeStep.tsx'
import { PasskeyStep } from './PasskeyStep.tsx'
import { PasswordStep } from './PasswordStep.tsx'
import { SetUpStep } from './SetUpStep.tsx'

export function SignInScreen() {
  const { next } = useSearch({ from: '/door/sign-in' })
  const navigate = useNavigate()
  const { data: me, isPending } = useQuery(meQuery)
  // After the password, better-auth keeps a cookie and no session until the code comes.
  const [wantsCode, setWantsCode] = useState(false)

  async function done() {
    const now = await askWhoIsThere()
    if (now?.kind !== 'staff' || (now.lacking !== null && now.lacking !== 'unlocking')) return
    if (next) location.assign(next)
    else await navigate({ to: '/clinic', replace: true })
  }

  if (isPending) return <Skeleton title lines={4} />
  if (wantsCode) return <CodeStep onDone={done} onStartOver={() => setWantsCode(false)} />
  if (me?.kind === 'staff' && me.lacking === 'a second factor set up') return <SetUpStep onDone={done} />
  if (me?.kind === 'staff' && me.lacking === 'second factor') return <PasskeyStep onDone={done} />
  return <PasswordStep onCode={() => setWantsCode(true)} onDone={done} />
}
