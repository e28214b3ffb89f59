/**
 * What stands in a consent besides the knowledge's own sentences, in English. Words in braces are filled in. Plain words, “you”:
 * whoever signs must be able to say it back.
 */
import type { ConsentTexts } from '../texts.ts'

export const en: ConsentTexts = {
  title: 'Consent to microneedling',
  at: 'At {clinic}.',
  takeYourTime: 'Read this in your own time. Ask about all that is not clear. Sign only if you want to.',
  planned: 'What is planned',
  goal: '{goal}: {sessions}, {interval} apart.',
  sessions: '{from} to {to} sessions',
  sameSessions: '{from} sessions',
  interval: '{from} to {to}',
  where: 'Where: {areas}.',
  with: 'With: {device}.',
  depth: 'How deep: up to {depth}.',
  results: 'What you can expect',
  risks: 'What can happen',
  riskOrder:
    'This list is made for you. It names what applies to you, and what may apply. What happens most often comes first.',
  frequencies: {
    'very-common': 'Very common: more than 10 in 100 people',
    common: 'Common: 1 to 10 in 100 people',
    uncommon: 'Uncommon: 1 to 10 in 1,000 people',
    rare: 'Rare: fewer than 1 in 1,000 people, or single reports',
    'not-known': 'Nobody has counted how often',
  },
  likelier: 'For you: {why}',
  uncertain: 'We do not know yet if this applies to you. One of your answers is still open.',
  whenToCall: 'When to call us: {when}',
  toDo: 'What you do before a session',
  before: 'From {before} before: {says}',
  choice: 'Your choice',
  choices: [
    'You can say no. You can also choose another treatment, or none. Ask us about other ways.',
    'You can stop at any time, also in the middle of a session. We still look after you.',
    'You can take this consent back at any time, in the app or by telling us. It then covers nothing that comes later.',
    'Tell us when your health, your medicines or your plans change. You then get a new text to read.',
    'You get a copy of this text to keep.',
  ],
  signing:
    'By signing you say that you have read and understood this, that you could ask, and that you want what is planned.',
  guardian: 'A parent or guardian signs for a child. “You” is the child then.',
  photos: {
    record: {
      title: 'Consent to photos for your record',
      paragraphs: [
        'We take photos of the treated skin before and after. They show if the treatment works and if your skin heals as it should.',
        'They stay in your record, encrypted. You see them, and those who look after you here.',
      ],
    },
    teaching: {
      title: 'Consent to photos for teaching',
      paragraphs: [
        'We may show photos of your skin to people whom we train. We do not say your name.',
        'Who knows your face may still know it on a photo.',
      ],
    },
    publication: {
      title: 'Consent to photos for publication',
      paragraphs: [
        'We may print photos of your skin in a journal or show them in a talk. We do not say your name.',
        'Who knows your face may still know it on a photo. What is printed cannot be called back.',
      ],
    },
    marketing: {
      title: 'Consent to photos for marketing',
      paragraphs: [
        'We may show photos of your skin on our pages and in our adverts. We do not say your name.',
        'Who knows your face may still know it on a photo. What others have copied cannot be called back.',
      ],
    },
  },
  photoChoices: [
    'This is about this one use. We ask about every other use by itself.',
    'You can say no. Your treatment does not depend on it.',
    'You can take this consent back at any time, in the app or by telling us. We then use no photo for it from that time on.',
    'You get a copy of this text to keep.',
  ],
  photoSigning:
    'By signing you say that you have read and understood this, that you could ask, and that you allow this use.',
}
