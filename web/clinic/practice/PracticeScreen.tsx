/** How the clinic is run: one part at a time, each shown to whom it concerns. */
import { Link, useParams } from '@tanstack/react-router'
import { EmptyState } from '../../shared/components/notices.tsx'
import { Page } from '../../shared/components/page.tsx'
import { type Permission, useMay } from '../may.ts'
import { t } from '../texts.ts'
import { useWork } from '../workplace.tsx'
import { ApiKeys } from './ApiKeys.tsx'
import { Audit } from './Audit.tsx'
import { ClinicSettings } from './ClinicSettings.tsx'
import { Devices } from './Devices.tsx'
import { Erasures } from './Erasures.tsx'
import { Prices } from './Prices.tsx'
import { ProtocolPart } from './ProtocolPart.tsx'
import css from './practice.module.css'
import { Staff } from './Staff.tsx'
import { Stock } from './Stock.tsx'

const parts = {
  stock: { show: Stock },
  devices: { show: Devices },
  prices: { show: Prices },
  staff: { show: Staff },
  clinic: { show: ClinicSettings },
  protocol: { show: ProtocolPart },
  keys: { show: ApiKeys, permission: 'api-key.manage' },
  erasures: { show: Erasures, permission: 'erasure.read' },
  audit: { show: Audit, permission: 'audit.read' },
} as const satisfies Readonly<Record<string, { show: () => React.ReactNode; permission?: Permission }>>
type Part = keyof typeof parts

export function PracticeScreen() {
  const { part = 'stock' } = useParams({ strict: false }) as { part?: string }
  const { clinicId } = useWork()
  const may = useMay()
  const open = (Object.keys(parts) as Part[]).filter((each) => {
    const of: { readonly show: () => React.ReactNode; readonly permission?: Permission } = parts[each]
    return of.permission === undefined || may(of.permission)
  })
  const chosen = open.find((each) => each === part)
  const Shown = chosen && parts[chosen].show
  return (
    <Page
      broad
      key={part}
      eyebrow={t('practice.title')}
      title={chosen ? t(`practice.parts.${chosen}`) : t('practice.title')}
    >
      <div className={css.practice}>
        <nav aria-label={t('practice.title')} className={css.nav}>
          {open.map((each) => (
            <Link
              key={each}
              to="/clinic/$clinicId/practice/$part"
              params={{ clinicId, part: each }}
              aria-current={each === chosen ? 'page' : undefined}
            >
              {t(`practice.parts.${each}`)}
            </Link>
          ))}
        </nav>
        <div className={css.part}>
          {Shown ? <Shown /> : <EmptyState title={t('problem.pageMissing')}>{t('practice.notForYou')}</EmptyState>}
        </div>
      </div>
    </Page>
  )
}
