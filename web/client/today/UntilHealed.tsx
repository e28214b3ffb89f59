/** What ends “when flaking stops”: she can say that it has stopped, and sees what she said last. */
import { signsBefore } from '@needlepoint/contract/triage-report'
import type { HealedAnswer, Pathway } from '@needlepoint/pathway'
import { LinkButton } from '../../shared/components/button.tsx'
import { Stack } from '../../shared/components/page.tsx'
import { Sources } from '../../shared/components/sources.tsx'
import { printList, printMoment } from '../../shared/format/format.ts'
import { signNameOf } from '../check-in/Trend.tsx'
import { type AfterSession, saysSigns } from '../healing/after-session.ts'
import { useClient } from '../shell/client.tsx'
import { t } from '../texts.ts'

export function UntilHealed({
  pathway,
  after,
  healed,
  text,
}: {
  readonly pathway: Pathway
  readonly after: AfterSession
  readonly healed: HealedAnswer
  readonly text: (key: string) => string | undefined
}) {
  const { clinicId } = useClient()
  const nameOf = signNameOf(pathway, text)
  const last = after.reports.findLast(({ report }) => saysSigns(pathway, report))
  const left = Object.entries(signsBefore(pathway, after.reports)).filter(([, severity]) => Number(severity) > 0)
  return (
    <Stack gap={3}>
      {healed.answer === 'yes' ? (
        <p>{healed.says}</p>
      ) : (
        <>
          <p>{t('untilHealed.what')}</p>
          {last && left.length > 0 && (
            <p>
              {t('untilHealed.left', {
                when: printMoment(last.reportedAt, after.session.zone),
                signs: printList(left.map(([item]) => nameOf(item))),
              })}
            </p>
          )}
          {!last && <p>{t('untilHealed.nobodyKnows')}</p>}
          <LinkButton wide to="/c/$clinicId/check-in" params={{ clinicId }} search={{ begin: true }}>
            {t('untilHealed.stopped')}
          </LinkButton>
        </>
      )}
      <Sources claims={pathway.claims(healed.claims)} />
    </Stack>
  )
}
