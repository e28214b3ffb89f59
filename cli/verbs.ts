/** All verbs: of care in its order, then of those who run a server. Each is loaded when it is asked for, so that a start does not pay for the others. */
import { nearest } from '@needlepoint/pathway'
import { Stop } from './stop.ts'
import type { Verb } from './verb.ts'

const verbs: Readonly<Record<string, () => Promise<{ readonly verb: Verb }>>> = {
  screen: () => import('./verbs/screen.ts'),
  interview: () => import('./verbs/interview.ts'),
  explain: () => import('./verbs/explain.ts'),
  plan: () => import('./verbs/plan.ts'),
  consent: () => import('./verbs/consent.ts'),
  preflight: () => import('./verbs/preflight.ts'),
  aftercare: () => import('./verbs/aftercare.ts'),
  'may-i': () => import('./verbs/may-i.ts'),
  'check-product': () => import('./verbs/check-product.ts'),
  course: () => import('./verbs/course.ts'),
  'check-in-plan': () => import('./verbs/check-in-plan.ts'),
  triage: () => import('./verbs/triage.ts'),
  healed: () => import('./verbs/healed.ts'),
  journey: () => import('./verbs/journey.ts'),
  replay: () => import('./verbs/replay.ts'),
  impact: () => import('./verbs/impact.ts'),
  tighten: () => import('./verbs/tighten.ts'),
  knowledge: () => import('./verbs/knowledge.ts'),
  schema: () => import('./verbs/schema.ts'),
  serve: () => import('./verbs/serve.ts'),
  demo: () => import('./verbs/demo.ts'),
  user: () => import('./verbs/user.ts'),
  backup: () => import('./verbs/backup.ts'),
  restore: () => import('./verbs/restore.ts'),
  migrate: () => import('./verbs/migrate.ts'),
  audit: () => import('./verbs/audit.ts'),
  'rotate-keys': () => import('./verbs/rotate-keys.ts'),
  help: () => import('./verbs/help.ts'),
  version: () => import('./verbs/version.ts'),
}

export const verbNames: readonly string[] = Object.keys(verbs)

/** @throws Stop with the nearest name */
export async function findVerb(name: string): Promise<Verb> {
  const load = Object.hasOwn(verbs, name) ? verbs[name] : undefined
  if (load) return (await load()).verb
  const close = nearest(name, verbNames)
  throw new Stop(
    `There is no verb \`${name}\`.${close ? ` Did you mean \`${close}\`?` : ''} \`needlepoint help\` lists all verbs.`,
  )
}
