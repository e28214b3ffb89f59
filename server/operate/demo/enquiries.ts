/** In the demo the clinic takes enquiries, and one waits: somebody who asked herself at night whether it is for her. */
import { dateAt } from '@needlepoint/pathway'
import { newId } from '../../ids.ts'
import { changeDoor } from '../../screening/enquiry-door.ts'
import { receiveEnquiry } from '../../screening/receive-enquiry.ts'
import { ofTheClient, screeningAnswers } from './answers.ts'
import { act, type Script } from './script.ts'

export function letEnquire(script: Script): void {
  script.add(
    script.day(149, '09:00'),
    ({ owner }) => owner,
    async (context) => {
      await act(context, 'enquiry.set-door', changeDoor, { body: { open: true } })
    },
  )
  script.add(script.day(1, '23:40'), { kind: 'system' }, async (context) => {
    const { pathway, zone, now } = context
    const day = dateAt(now, zone)
    const answers = screeningAnswers(pathway, { herpesHistory: 'yes', isotretinoin: 'never' }, day)
    await act(context, 'enquiry.send', (received, input) => receiveEnquiry(received, input, '127.0.0.1'), {
      body: {
        id: newId(now),
        name: 'Eva Enquiry',
        contact: { email: 'eva.enquiry@demo.invalid', phone: '+1 202 555 0142' },
        language: 'en',
        zone,
        words: 'I work until five. Is a Friday afternoon possible?',
        decidedOn: day,
        facts: ofTheClient(pathway, { ...answers, setting: 'clinic' }),
      },
    })
  })
}
