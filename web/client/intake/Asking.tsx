/** One page of questions after the other, for as long as an answer can still change the decision; back and forth as she likes. */
import type { ISODate, Pathway } from '@needlepoint/pathway'
import { type ReactNode, useMemo } from 'react'
import type { FieldMessage } from '../../shared/api/explain.ts'
import { Dots } from '../../shared/components/dots.tsx'
import { factTexts } from '../questions/fact-texts.ts'
import { backward, forward } from '../questions/path.ts'
import { QuestionStep } from '../questions/QuestionStep.tsx'
import { type Filled, fillList, type Layout, type Step, ticksOf } from '../questions/steps.ts'
import { TickList } from '../questions/TickList.tsx'
import { Above, BackButton } from '../shell/back.tsx'
import { t } from '../texts.ts'
import { type Decided, decideIntake, type IntakeDraft, settle } from './intake.ts'
import { listTitles } from './layout.ts'
import { SoFar } from './SoFar.tsx'

export interface AskingProps {
  readonly pathway: Pathway
  readonly draft: IntakeDraft
  readonly onChange: (draft: IntakeDraft) => void
  /** Back from the first page. */
  readonly onLeave: () => void
  /** The order in which it is asked, where it is another. */
  readonly layout?: Layout
  /** Below each question. */
  readonly below?: ReactNode
  /** When there is nothing left to ask. */
  readonly done: (result: {
    readonly draft: IntakeDraft
    readonly decided: Decided
    readonly onBack: () => void
  }) => ReactNode
}

export function Asking({ pathway, draft, onChange, onLeave, layout, below, done }: AskingProps) {
  const { path, at, day } = draft
  // A draft from an older version of the knowledge, or of another day, may hold what does not go together any more.
  const settled = useMemo(() => settle(pathway, draft, [], day).filled, [pathway, draft, day])
  const decided = useMemo(() => decideIntake(pathway, settled, day, layout), [pathway, settled, day, layout])
  const step = at === null ? decided.ahead[0] : path[at]
  const previous = backward(draft)
  const onBack = () => (previous === undefined ? onLeave() : onChange({ ...draft, at: previous }))
  if (!step) return done({ draft: { ...draft, ...settled }, decided, onBack })
  const position = at ?? path.length
  const total = Math.max(path.length + decided.ahead.length, position + 1)
  return (
    <AskStep
      key={`${position} ${step.facts.join(' ')}`}
      pathway={pathway}
      filled={settled}
      step={step}
      day={day}
      above={
        <Above>
          <BackButton onClick={onBack}>{t('back')}</BackButton>
          <Dots done={position} total={total} label={t('intake.progress', { done: position + 1, total })} />
        </Above>
      }
      below={
        <>
          <SoFar pathway={pathway} screening={decided.screening} day={day} left={decided.ahead.length} />
          {below}
        </>
      }
      onFilled={(filled) => onChange({ ...draft, ...filled, ...forward(draft, step) })}
    />
  )
}

export interface AskStepProps {
  readonly pathway: Pathway
  readonly filled: Filled
  readonly step: Step
  readonly day: ISODate
  readonly above?: ReactNode
  readonly below?: ReactNode
  readonly onFilled: (filled: Filled) => void
}

/** One page of it. An answer that cannot go with another one is told in place. */
export function AskStep({ pathway, filled, step, day, above, below, onFilled }: AskStepProps) {
  const { protocol } = pathway
  const [first = ''] = step.facts

  function take(next: Filled): readonly FieldMessage[] {
    const result = settle(pathway, next, step.facts, day)
    const [clash] = result.clashes
    if (clash) {
      const other = clash.facts.find((each) => !step.facts.includes(each))
      const field = step.list ? 'ticks' : first
      const hint = other ? ` ${t('intake.clash', { question: factTexts(pathway, other, day).question })}` : ''
      return [{ field, message: clash.reason + hint }]
    }
    onFilled(result.filled)
    return []
  }

  if (step.list) {
    const title = listTitles[first as keyof typeof listTitles] ?? 'intake.list.other'
    const isKnown = step.facts.some((each) => each in filled.facts || filled.open.includes(each))
    return (
      <TickList
        pathway={pathway}
        day={day}
        above={above}
        below={below}
        facts={step.facts}
        title={t(title)}
        before={isKnown ? ticksOf(protocol.facts, filled, step) : undefined}
        onAnswer={(ticked, unsure) => take(fillList(protocol.facts, filled, step, ticked, unsure))}
      />
    )
  }
  return (
    <QuestionStep
      pathway={pathway}
      day={day}
      above={above}
      below={below}
      id={first}
      value={filled.facts[first]}
      onAnswer={(answer) =>
        take({ facts: { ...filled.facts, [first]: answer }, open: filled.open.filter((each) => each !== first) })
      }
    />
  )
}
