/** The clients of the demo: somebody at every step of the pathway, and somebody for each way in which it does not go straight on. */
import type { Practice } from './practice.ts'
import type { Script } from './script.ts'
import { type Somebody, tell } from './story.ts'

export function fillWithPeople(script: Script, practice: Practice): void {
  const day = (daysAgo: number, time: string) => script.day(daysAgo, time)
  let number = 0
  const person = (title: string, shows: string, more: Partial<Somebody> = {}) => {
    number++
    return tell(script, practice, { number, title, shows, ...more })
  }
  /** Treated some days ago, after all that comes before. */
  const treated = (
    title: string,
    shows: string,
    daysAgo: number,
    more: Parameters<ReturnType<typeof person>['treated']>[1] = {},
  ) => prepared(person(title, shows), daysAgo).treated(day(daysAgo, '11:00'), more)
  const prepared = (somebody: ReturnType<typeof person>, daysAgo: number) =>
    somebody
      .added(day(daysAgo + 9, '09:10'))
      .invited(day(daysAgo + 9, '09:15'))
      .screened(day(daysAgo + 6, '10:00'))
      .planned(day(daysAgo + 6, '10:20'))
      .consented(day(daysAgo + 4, '18:00'))

  // Before anything is planned.
  person('Added', 'Added yesterday. Nobody has asked her anything yet.').added(day(1, '16:00'))
  person('Invited', 'Has a link to her record and has not opened it.').added(day(2, '14:00')).invited(day(2, '14:05'))
  person('Half way', 'Has answered her part at home. What the clinic judges is still open, so nothing is decided.')
    .added(day(3, '11:00'))
    .invited(day(3, '11:05'))
    .answered(day(1, '20:30'))
  person('Proceed', 'Screened: may be treated. The next step is a plan.')
    .added(day(4, '09:00'))
    .screened(day(3, '09:20'))
  person('With care', 'Screened: may be treated, with precautions for darker skin and because she smokes.')
    .added(day(4, '09:30'))
    .screened(day(3, '10:10'), { sunReaction: 'tans-easily', fitzpatrick: 'IV', smoker: true })
  person('In review', 'Takes a blood thinner: a clinician has to look before anybody goes on.')
    .added(day(3, '15:00'))
    .screened(day(2, '15:30'), { bloodThinner: ['aspirin'] })
  person('Overridden', 'Had cold sores years ago. A clinician reviewed it, decided, and said why.')
    .added(day(6, '13:00'))
    .screened(day(5, '13:20'), { herpesHistory: 'yes' })
    .overridden(
      day(4, '17:00'),
      'proceed-with-precautions',
      'Last cold sore eight years ago. Preventive medicine is prescribed and starts two days before.',
    )
  person('Not now', 'Is pregnant: she is told to wait, and until when.')
    .added(day(5, '10:00'))
    .screened(day(5, '10:20'), { pregnancy: 'yes' })
  person('Not here', 'Gets keloid scars: the decision is not to treat, with the sources behind it.')
    .added(day(7, '10:00'))
    .screened(day(7, '10:30'), { keloid: 'yes' })
  person('Minor', 'Is 16. Her guardian has the link, answers and signs; needling is not for her.', { age: 16 })
    .added(day(6, '15:30'))
    .guarded(day(6, '15:35'))
    .invited(day(6, '15:40'))
    .screened(day(5, '15:30'))

  // On the way to the chair.
  person('Planned', 'Has a plan with depth, dates and price, and has not signed yet.')
    .added(day(8, '09:00'))
    .screened(day(6, '09:30'))
    .planned(day(6, '09:50'))
    .invited(day(6, '09:55'))
    .expected(day(6, '10:00'), 8, '10:00', { what: 'consultation', minutes: 30 })
    .mayBeWrittenTo(day(5, '20:00'), 'appointments')
  person('Consented', 'Has read and signed. Her appointment is next.')
    .added(day(8, '11:00'))
    .screened(day(6, '11:30'))
    .planned(day(6, '11:50'))
    .consented(day(4, '19:00'))
    .consented(day(4, '19:05'), 'photos')
    .expected(day(4, '10:00'), 2, '09:00')
    .moved(day(1, '09:30'), 3, '09:30', 'The device comes back a day later. Please come without make-up.')
  person('Withdrawn', 'Signed, thought again, and took her consent back.')
    .added(day(9, '12:00'))
    .screened(day(8, '12:30'))
    .planned(day(8, '12:50'))
    .consented(day(6, '18:30'))
    .withdrew(day(3, '21:00'), 'I want to think about it until spring.')
  prepared(person('Cold sore', 'Came with a cold sore today: the pre-flight says not ready.'), 0).checked(
    script.minutesAgo(50),
    { coldSoreToday: true },
  )
  prepared(person('Ready', 'Sits in the chair: everything is checked, and the first pass may be made.'), 0).checked(
    script.now,
    { depthMm: 0.75 },
  )

  // Healing.
  prepared(person('Just treated', 'Was treated two hours ago. Her aftercare has begun.'), 0)
    .consented(script.minutesAgo(180), 'photos')
    .treated(script.minutesAgo(120))
    .photographed(script.minutesAgo(118), 0.9)
  treated('Day 1 calm', 'Day 1: red and a little swollen, as expected. Nobody has read it yet.', 1).reported(
    script.minutesAgo(35),
    { redness: 2, swelling: 1, tightness: 2, dryness: 1 },
  )
  treated(
    'Day 1 alarm',
    'Day 1: has trouble breathing. She was told to call an ambulance; the clinic sees it first.',
    1,
  ).reported(script.minutesAgo(4), { breathingTrouble: true }, 'My throat feels tight since an hour.')
  treated('Day 3 calm', 'Day 3: dry and flaking a little, as expected. Nobody has read it yet.', 3)
    .reported(day(2, '19:00'), { redness: 2, swelling: 1, tightness: 1, dryness: 1 })
    .read(day(1, '09:05'))
    .reported(script.minutesAgo(25), { redness: 1, dryness: 1, peeling: 1 })
    .wrote(script.minutesAgo(22), 'Would it be all right to go to the pool on Sunday? Only for an hour.')
  treated('Day 3 worry', 'Day 3: redness spreads, warm, with pus. Somebody has to see her today.', 3)
    .reported(day(2, '20:00'), { redness: 2, swelling: 1, tightness: 1 })
    .read(day(1, '09:10'))
    .reported(
      script.minutesAgo(12),
      { redness: 2, warmth: 2, pain: 2, spreadingRedness: true, pus: true, worried: true },
      'It was better yesterday.',
    )
  treated('Day 7 watch', 'Day 7: has picked at her skin. Something to keep an eye on.', 7)
    .reported(day(4, '18:00'), { redness: 1, dryness: 1, peeling: 1 })
    .read(day(3, '09:00'))
    .reported(script.minutesAgo(90), { peeling: 1, pickedSkin: true })
  treated('Day 7 call', 'Day 7: still red and itching, longer than usual. The clinic calls her.', 7)
    .reported(day(4, '19:00'), { redness: 1, dryness: 1 })
    .read(day(3, '09:02'))
    .expected(day(3, '09:05'), 1, '11:00', { what: 'review', minutes: 20 })
    .reported(script.minutesAgo(60), { redness: 2, itching: 1 })
    .wrote(
      script.minutesAgo(55),
      'I cannot come tomorrow, I have to work. Is there a time in the evening?',
      'appointment',
      true,
    )
  treated(
    'Day 14 calm',
    'Day 14: nothing is left of it. All her check-ins but the last have been read; she has photos.',
    14,
  )
    .consented(day(14, '10:45'), 'photos')
    .photographed(day(14, '10:50'), 0)
    .photographed(day(14, '11:10'), 1)
    .reported(day(13, '18:00'), { redness: 2, swelling: 1 })
    .read(day(12, '09:00'))
    .reported(day(11, '18:00'), { redness: 1, dryness: 1, peeling: 1 })
    .read(day(10, '09:00'), 'All as it should be.')
    .reported(day(7, '18:00'))
    .read(day(6, '09:00'))
    .mayBeWrittenTo(day(14, '08:00'), 'care')
    .mayBeWrittenTo(day(14, '08:01'), 'appointments')
    .mayBeWrittenTo(day(14, '08:02'), 'marketing')
    .mayBeWrittenTo(day(9, '20:00'), 'marketing', 'withdrawn')
    .expected(day(20, '09:00'), -14, '10:00')
    .expected(day(6, '09:10'), 17, '10:00')
    .wrote(day(5, '21:40'), 'My skin feels tight when I smile. Is the cream that I have enough?')
    .wasAnswered(day(4, '08:20'), 'Yes. Put it on again whenever it feels tight, as often as you like.')
    .readTheAnswer(day(4, '12:00'))
    .wrote(day(3, '19:00'), 'Can the next appointment be a little later in the day?', 'appointment')
    .wasAnswered(day(2, '09:00'), 'We have noted eleven o’clock if that suits you better. Tell us.', 'appointment')
    .reported(script.minutesAgo(80))
    .photographed(script.minutesAgo(75), 0.1)
  treated('Day 14 marks', 'Day 14: dark marks have come. To be watched, with sun protection.', 14)
    .reported(day(11, '18:30'), { redness: 1, dryness: 1, peeling: 1 })
    .read(day(10, '09:10'))
    .reported(script.minutesAgo(70), { darkening: 2 }, 'They came over the weekend.')
  treated('Recalled lot', 'Was treated ten days ago with a cartridge lot that has been recalled since.', 10, {
    lot: practice.recalled,
  })
    .reported(day(7, '18:10'), { redness: 1, dryness: 1 })
    .read(day(6, '09:20'))
  treated('Amended', 'Her chart named the wrong depth. It was corrected, with the reason; both versions stay.', 5, {
    depthMm: 1,
  })
    .amended(day(5, '17:30'), 'Depth was 0.5 mm on the whole face; 1 mm was typed by mistake.', { depthMm: 0.5 })
    .reported(day(4, '18:20'), { redness: 1 })
    .read(day(3, '09:15'))
  prepared(person('Far away', 'Lives in another time zone: her days are counted there.', { zone: 'Asia/Tokyo' }), 2)
    .treated(day(2, '11:00'))
    .expected(day(2, '11:30'), 12, '16:30', { what: 'review', minutes: 20, place: 'By video' })
    .reported(script.minutesAgo(45), { redness: 1, dryness: 1 })
  treated('Healed', 'Was treated more than three months ago, and healed without anything to tell.', 100)
    .reported(day(97, '18:00'), { redness: 1, dryness: 1 })
    .read(day(96, '09:00'))
    .reported(day(10, '18:00'), { satisfaction: 'happy' })
    .read(day(9, '09:30'))
  treated(
    'Leaving',
    'Has moved away and asks for her data to be erased. The owner answers, and says what has to stay.',
    60,
  )
    .photographed(day(60, '10:50'), 0)
    .reported(day(57, '18:00'), { redness: 1, dryness: 1 })
    .read(day(56, '09:00'))
    .askedToErase(day(1, '17:00'), 'I have moved away and will not come back.')
}
