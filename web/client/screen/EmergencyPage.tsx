/** She ticked something that cannot wait: whom to call, why, and nothing else. */
import type { ISODate, Pathway } from '@needlepoint/pathway'
import { AnchorButton, Button } from '../../shared/components/button.tsx'
import { CareCard } from '../../shared/components/care-card.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { emergencyNumber } from '../../shared/engine/emergency-number.ts'
import { zoneOfDevice } from '../../shared/format/format.ts'
import { textOf } from '../questions/fact-texts.ts'
import { BackButton } from '../shell/back.tsx'
import { t } from '../texts.ts'
import type { Place } from './place.ts'
import css from './screen.module.css'
import { emergencySigns } from './self-screening.ts'

export interface EmergencyPageProps {
  readonly pathway: Pathway
  readonly day: ISODate
  /** Facts that she ticked. */
  readonly signs: readonly string[]
  readonly place: Place | undefined
  readonly onBack: () => void
  readonly onOver: () => void
}

export function EmergencyPage({ pathway, day, signs, place, onBack, onOver }: EmergencyPageProps) {
  const text = textOf(pathway, day)
  const zone = zoneOfDevice()
  const number = emergencyNumber(zone, place ?? { zone: '' })
  const chosen = emergencySigns(pathway).filter(({ fact }) => signs.includes(fact))
  const rules = Object.values(pathway.protocol.recovery.rules)
  return (
    <Page title={t('screen.emergencyTitle')} back={<BackButton onClick={onBack}>{t('back')}</BackButton>}>
      <Stack gap={6}>
        <CareCard tone="stop" word={text('levels.emergency.name') ?? t('screen.emergencyTitle')} announce>
          <p>{t('screen.emergencySays', { number })}</p>
          <AnchorButton kind="danger" wide href={`tel:${number}`}>
            {t('call.now', { number })}
          </AnchorButton>
        </CareCard>
        <ul className={css.reasons}>
          {chosen.map(({ fact, says }) => (
            <li key={fact}>
              <p>{text(`rules.${says}.reason`)}</p>
              <Sources
                claims={pathway.claims(rules.find((rule) => rule.says === says)?.cites ?? [])}
                disagree={pathway.claims(rules.find((rule) => rule.says === says)?.disagree ?? [])}
              />
            </li>
          ))}
        </ul>
        <Stack gap={2}>
          <p className={css.soft}>{t('screen.emergencyOverSays')}</p>
          <Button wide onClick={onOver}>
            {t('screen.emergencyOver')}
          </Button>
        </Stack>
      </Stack>
    </Page>
  )
}
