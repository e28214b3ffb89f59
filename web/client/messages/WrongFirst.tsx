/**
 * Before any message: what must not wait. Nobody weighs the words of a message, and a search for words of danger would calm
 * people for no reason; the check-in asks what matters and answers at once.
 */
import { LinkButton } from '../../shared/components/button.tsx'
import { useAfterSession } from '../healing/use-after-session.ts'
import { WhoToCall } from '../healing/WhoToCall.tsx'
import { useClient } from '../shell/client.tsx'
import { t } from '../texts.ts'
import css from './messages.module.css'

export function WrongFirst() {
  const { clinicId } = useClient()
  const after = useAfterSession()
  return (
    <div className={css.wrong}>
      <p>{after ? t('messages.wrongSays') : t('messages.wrongCall')}</p>
      {after && (
        <LinkButton wide to="/c/$clinicId/check-in" params={{ clinicId }} search={{ wrong: true }}>
          {t('today.wrong')}
        </LinkButton>
      )}
      <WhoToCall />
    </div>
  )
}
