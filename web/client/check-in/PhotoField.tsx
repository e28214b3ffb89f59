/** A photo of the skin, sent to the clinic by itself. It needs a connection; the report does not wait for it. */
import { useRef, useState } from 'react'
import { api } from '../../shared/api/api.ts'
import { explain } from '../../shared/api/explain.ts'
import { Button } from '../../shared/components/button.tsx'
import { Row } from '../../shared/components/page.tsx'
import { newId } from '../../shared/device/ids.ts'
import { useClient } from '../shell/client.tsx'
import { t } from '../texts.ts'
import css from './check-in.module.css'
import { smaller } from './smaller.ts'

type State = { readonly step: 'ready' | 'sending' | 'sent' } | { readonly step: 'failed'; readonly why: string }

export function PhotoField() {
  const { clinicId, clientId } = useClient()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<State>({ step: 'ready' })
  const [shown, setShown] = useState<string>()

  async function add(file: File) {
    setState({ step: 'sending' })
    try {
      const photo = await smaller(file)
      setShown(URL.createObjectURL(photo))
      await api['file.add']({
        params: { clinicId, clientId, fileId: newId() },
        query: { kind: 'photo', takenAt: new Date(Math.min(Date.now(), file.lastModified)).toISOString() },
        body: photo,
      })
      setState({ step: 'sent' })
    } catch (error) {
      setState({ step: 'failed', why: explain(error) })
    }
  }

  return (
    <div className={css.photo}>
      <p className={css.label}>{t('photo.label')}</p>
      <p className={css.soft}>{t('photo.hint')}</p>
      {shown && <img src={shown} alt={t('photo.alt')} className={css.preview} />}
      <Row>
        <input
          ref={input}
          className="hidden-from-eyes"
          tabIndex={-1}
          aria-label={t('photo.add')}
          type="file"
          accept="image/jpeg,image/png,image/webp"
          onChange={(event) => {
            const [file] = event.target.files ?? []
            if (file) void add(file)
            event.target.value = ''
          }}
        />
        <Button busy={state.step === 'sending'} onClick={() => input.current?.click()}>
          {state.step === 'sent' ? t('photo.another') : t('photo.add')}
        </Button>
      </Row>
      <p role="status">{state.step === 'sent' ? t('photo.sent') : state.step === 'failed' ? state.why : ''}</p>
    </div>
  )
}
