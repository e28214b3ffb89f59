/** A guardian of several children says whose page she wants: nobody answers for the wrong child. */
import { api, forClient, type OutputOf } from '../../shared/api/api.ts'
import { Button } from '../../shared/components/button.tsx'
import { ErrorNotice } from '../../shared/components/notices.tsx'
import { Page, Stack } from '../../shared/components/page.tsx'
import { Skeleton } from '../../shared/components/waiting.tsx'
import { useCopy } from '../../shared/device/use-copy.ts'
import { printDate } from '../../shared/format/format.ts'
import { chooseChild } from '../shell/children.ts'
import { t } from '../texts.ts'

type Child = Pick<OutputOf<'client.show'>, 'id' | 'name' | 'born'>

async function readChildren(clinicId: string, clientIds: readonly string[]): Promise<Child[]> {
  return await Promise.all(
    clientIds.map(async (clientId) => {
      const { id, name, born } = await api['client.show']({ params: { clinicId, clientId } }, forClient(clientId))
      return { id, name, born }
    }),
  )
}

export function ChooseChildScreen({
  clinicId,
  clinicName,
  clientIds,
}: {
  readonly clinicId: string
  readonly clinicName: string
  readonly clientIds: readonly string[]
}) {
  const key = `children ${[...clientIds].sort().join(' ')}`
  const children = useCopy(key, () => readChildren(clinicId, clientIds))
  return (
    <Page title={t('children.title')} lead={t('children.lead', { clinic: clinicName })}>
      {children.value ? (
        <Stack gap={3}>
          {children.value.map(({ id, name, born }) => (
            <Button key={id} wide onClick={() => chooseChild(clinicId, id)}>
              {born ? t('children.bornOn', { name, date: printDate(born) }) : name}
            </Button>
          ))}
        </Stack>
      ) : children.state === 'loading' ? (
        <Skeleton lines={3} />
      ) : (
        <ErrorNotice error={children.error} retry={children.reload} />
      )}
    </Page>
  )
}
