/** Her data: to take along, and to have erased as far as the law lets it go. */
import { Page } from '../../shared/components/page.tsx'
import { BackLink } from '../shell/back.tsx'
import { useClient } from '../shell/client.tsx'
import { t } from '../texts.ts'
import { Erasure } from './Erasure.tsx'
import { TakeAlong } from './TakeAlong.tsx'

export function DataScreen() {
  const { clinicId } = useClient()
  return (
    <Page
      title={t('data.title')}
      back={
        <BackLink to="/c/$clinicId/more" params={{ clinicId }}>
          {t('nav.more')}
        </BackLink>
      }
    >
      <TakeAlong />
      <Erasure />
    </Page>
  )
}
