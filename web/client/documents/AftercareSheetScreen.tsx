/** Her aftercare on paper: what to do and what to leave with the days, who to call, and from which knowledge it was made. */
import type { InstructionNow } from '@needlepoint/pathway'
import { Button } from '../../shared/components/button.tsx'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page, Row, Section } from '../../shared/components/page.tsx'
import { usePathway } from '../../shared/engine/use-pathway.ts'
import { printDay } from '../../shared/format/format.ts'
import { aftercareAt } from '../healing/after-session.ts'
import { endOf } from '../healing/Rules.tsx'
import { useAfterSession } from '../healing/use-after-session.ts'
import { WhoToCall } from '../healing/WhoToCall.tsx'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { useNow } from '../shell/now.ts'
import { t } from '../texts.ts'
import css from './documents.module.css'

export function AftercareSheetScreen() {
  const { clinicId } = useClient()
  const pathway = usePathway(clinicId)
  const after = useAfterSession()
  const now = useNow()
  const back = (
    <BackLink to="/c/$clinicId/documents" params={{ clinicId }}>
      {t('documents.title')}
    </BackLink>
  )
  if (!after)
    return (
      <Page title={t('sheet.title')} back={back}>
        <EmptyState title={t('sheet.none')}>{t('sheet.noneSays')}</EmptyState>
      </Page>
    )
  const { zone, at } = after.session
  const care = aftercareAt(pathway, after, now)
  const list = (kind: InstructionNow['kind'], rules: readonly InstructionNow[]) => {
    const all = [...rules, ...care.later.filter((rule) => rule.kind === kind)]
    return (
      all.length > 0 && (
        <Section title={t(`sheet.${kind}`)}>
          <ul className={css.sheet}>
            {all.map((rule) => (
              <li key={rule.instruction}>
                <p className={css.name}>{rule.says}</p>
                <p className={css.when}>{endOf(rule, now, zone)}</p>
                <p>{rule.why}</p>
              </li>
            ))}
          </ul>
        </Section>
      )
    )
  }
  return (
    <Page title={t('sheet.title')} lead={t('sheet.lead', { date: printDay(at, zone, 'full') })} back={back}>
      <WhoToCall />
      {list('dont', care.dont)}
      {list('do', care.do)}
      <p className={css.hash}>{t('sheet.version', { hash: care.protocol })}</p>
      <div className={css.noPrint}>
        <Row>
          <Button kind="primary" onClick={() => print()}>
            {t('sheet.print')}
          </Button>
        </Row>
      </div>
    </Page>
  )
}
