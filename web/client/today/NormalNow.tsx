/** What is normal on her day, for her depth and her skin, and what is not: in two lists, beside the drawing. */

import { decideWith } from '@needlepoint/contract/intake'
import type { Course, DisclosedRisk, Pathway } from '@needlepoint/pathway'
import { Sources } from '../../shared/components/sources.tsx'
import { ToneShape } from '../../shared/components/tone.tsx'
import type { AfterSession } from '../healing/after-session.ts'
import { shownIn } from '../healing/Curves.tsx'
import css from '../healing/healing.module.css'
import { todayIn } from '../shell/now.ts'
import { t } from '../texts.ts'

const mostSigns = 6
const mostLikelier = 3

export function NormalNow({
  pathway,
  course,
  after,
  text,
}: {
  readonly pathway: Pathway
  readonly course: Course
  readonly after: AfterSession
  readonly text: (key: string) => string | undefined
}) {
  const signs = shownIn(course).slice(0, mostSigns)
  const likelier = likelierFor(pathway, after).slice(0, mostLikelier)
  return (
    <div className={css.two}>
      <div>
        <h3>{t('normal.yes', { day: course.day })}</h3>
        <ul className={css.plainList}>
          {signs.map(({ effect, name, expectedNow }) => (
            <li key={effect}>
              <ToneShape tone="calm" />
              <span>
                {expectedNow > 0
                  ? t('normal.upTo', {
                      name,
                      severity: t(`severity.${Math.round(expectedNow) as 1}`).toLocaleLowerCase(),
                    })
                  : t('normal.fading', { name })}
              </span>
            </li>
          ))}
          {signs.length === 0 && <li>{t('curves.none')}</li>}
        </ul>
      </div>
      <div>
        <h3>{t('normal.no')}</h3>
        <ul className={css.plainList}>
          {signs.slice(0, 4).map(({ effect, name, whenToWorry }) => (
            <li key={effect}>
              <ToneShape tone="ask" />
              <span>
                <strong>{name}:</strong> {whenToWorry}
              </span>
            </li>
          ))}
          {likelier.map(({ risk, effect, likelier: because }) => (
            <li key={risk}>
              <ToneShape tone="ask" />
              <span>
                <strong>{t('normal.likelier', { name: text(`effects.${effect}.name`) ?? effect })}</strong>{' '}
                {because[0]?.says} {text(`effects.${effect}.whenToWorry`)}
                <Sources claims={pathway.claims(because.flatMap(({ claims }) => claims))} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** What happens more often to somebody like her. */
function likelierFor(pathway: Pathway, { intake, session }: AfterSession): DisclosedRisk[] {
  const day = todayIn(session.zone)
  const { risks } = decideWith(intake, [], (facts) => pathway.consent(facts, day)).decision
  return risks.filter(({ likelier }) => likelier.length > 0)
}
