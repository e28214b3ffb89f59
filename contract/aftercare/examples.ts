import { type Examples, ids, protocol } from '../http/example.ts'
import type { aftercareEndpoints } from './endpoints.ts'

const at = '2026-12-02T08:00:00Z'
const healed = { answer: 'no', says: 'Your skin is still healing.', ask: [], claims: ['TC-001'], protocol }
const moment = { sessionId: ids.session, at, healed }
const noMakeup = {
  instruction: 'no-makeup',
  kind: 'dont',
  says: 'Leave make-up off until tomorrow afternoon.',
  why: 'The channels are still open.',
  until: '2026-12-02T14:05:00Z',
  untilHealed: false,
  claims: ['AC-002'],
  disagree: [],
}

export const aftercareExamples: Examples<typeof aftercareEndpoints> = {
  'aftercare.today': {
    response: { ...moment, aftercare: { day: 1, do: [], dont: [noMakeup], later: [], over: [], protocol } },
  },
  'aftercare.may-i': {
    body: { activity: 'gym', at },
    response: {
      ...moment,
      mayI: {
        answer: 'no',
        activity: 'gym',
        name: 'Sport that makes you sweat',
        until: '2026-12-03T14:05:00Z',
        untilHealed: false,
        because: [{ instruction: 'no-sweat', says: 'No sport for two days.', why: 'Sweat stings and carries germs.' }],
        says: '',
        claims: ['AC-005'],
        ask: [],
        similar: [],
        also: [],
        protocol,
      },
    },
  },
  'aftercare.check-product': {
    body: { label: 'Aqua, Glycerin, Retinol', at },
    response: {
      ...moment,
      product: {
        answer: 'no',
        until: '2026-12-08T14:05:00Z',
        untilHealed: true,
        because: [{ ingredient: 'Retinol', inci: 'Retinol', answer: 'no', classes: ['retinoid'] }],
        ingredients: [
          { ingredient: 'Aqua', inci: 'Aqua', answer: 'yes', classes: [] },
          { ingredient: 'Glycerin', inci: 'Glycerin', answer: 'yes', classes: ['humectant'] },
          { ingredient: 'Retinol', inci: 'Retinol', answer: 'no', classes: ['retinoid'] },
        ],
        unknown: [],
        claims: ['AC-009'],
        protocol,
      },
    },
  },
}
