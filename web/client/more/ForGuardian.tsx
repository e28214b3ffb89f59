/** For whoever acts for a child: what she sees and may do, and for how long; and the way to another child of hers. */
import { Button } from '../../shared/components/button.tsx'
import { Row, Section, Stack } from '../../shared/components/page.tsx'
import { chooseChild } from '../shell/children.ts'
import { useClient } from '../shell/client.tsx'
import { useRecord } from '../shell/record.tsx'
import { t } from '../texts.ts'
import css from './more.module.css'

const points = ['sees', 'does', 'noted', 'ends'] as const

export function ForGuardian() {
  const { guardian, clinicId, children } = useClient()
  const { client } = useRecord()
  if (!guardian) return null
  return (
    <Section title={t('guardianView.title', { name: client.name })}>
      <Stack gap={4}>
        <ul className={css.kept}>
          {points.map((point) => (
            <li key={point}>{t(`guardianView.${point}`, { name: client.name })}</li>
          ))}
        </ul>
        {children > 1 && (
          <Row>
            <Button onClick={() => chooseChild(clinicId, undefined)}>{t('guardianView.other')}</Button>
          </Row>
        )}
      </Stack>
    </Section>
  )
}
