/** Five tones of urgency, each with a colour and a shape of its own; the word stands beside them always. */
import type { Decision, Level, Readiness } from '@needlepoint/pathway'
import css from './tone.module.css'

export const tones = ['calm', 'note', 'ask', 'urgent', 'stop'] as const
export type Tone = (typeof tones)[number]

export const toneOfLevel: Readonly<Record<Level, Tone>> = {
  expected: 'calm',
  watch: 'note',
  'contact-clinic': 'ask',
  'same-day': 'urgent',
  emergency: 'stop',
}
export const toneOfDecision: Readonly<Record<Decision, Tone>> = {
  proceed: 'calm',
  'proceed-with-precautions': 'note',
  'clinician-review': 'ask',
  defer: 'urgent',
  'do-not-treat': 'stop',
}
export const toneOfReadiness: Readonly<Record<Readiness, Tone>> = {
  ready: 'calm',
  'ready-with-precautions': 'note',
  'not-ready': 'stop',
}

/** Dot, ring with a dot, diamond, triangle, octagon: told apart without colour, and at arm's length. */
const shapes: Readonly<Record<Tone, React.ReactNode>> = {
  calm: <circle cx="8" cy="8" r="6" />,
  note: (
    <>
      <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" />
      <circle cx="8" cy="8" r="2" />
    </>
  ),
  ask: <path d="M8 1 15 8 8 15 1 8Z" />,
  urgent: <path d="M8 1.5 15.2 14.5H0.8Z" />,
  stop: (
    <>
      <path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2Z" />
      <path d="M8 4.2v4.6M8 10.6v1.6" stroke="var(--mark-gap, var(--paper))" strokeWidth="2" />
    </>
  ),
}

export function ToneShape({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  return (
    <svg className={css[tone]} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" fill="currentColor">
      {shapes[tone]}
    </svg>
  )
}

/** Shape and word in one line: for tables and headings. */
export function ToneWord({ tone, children }: { readonly tone: Tone; readonly children: React.ReactNode }) {
  return (
    <span className={`${css.word} ${css[tone]}`}>
      <ToneShape tone={tone} />
      {children}
    </span>
  )
}
