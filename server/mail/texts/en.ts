/** What our messages say, in English. Words in braces are filled in. Nobody's health is mentioned: mail can be read over a shoulder. */
import type { MessageTexts, MessageWords } from '../messages.ts'

export const en: MessageTexts = {
  'client-link': {
    subject: 'Your page at {clinic}',
    paragraphs: [
      'Hello,',
      '{clinic} has made a page for you. There you answer their questions and read what they have for you.',
      'The link works once and until {until}. Please do not pass it on.',
    ],
    button: 'Open my page',
    after: ['If you do not know {clinic}, you can delete this message.'],
  },
  'guardian-link': {
    subject: 'The page of the person you look after at {clinic}',
    paragraphs: [
      'Hello,',
      '{clinic} has made a page for someone you are the guardian of. You answer and sign there for them.',
      'The link works once and until {until}. Please do not pass it on.',
    ],
    button: 'Open the page',
    after: ['If you do not know {clinic}, you can delete this message.'],
  },
  invitation: {
    subject: '{clinic} invites you to Needlepoint',
    paragraphs: [
      'Hello,',
      '{inviter} invites you to work with {clinic} on Needlepoint. There you would be: {roles}.',
      'You choose a password and set up a second factor: an app that shows codes, or a passkey. The link works until {until}.',
    ],
    button: 'Accept the invitation',
    after: ['If you did not expect this, you can delete this message. Nothing happens without you.'],
  },
  'password-reset': {
    subject: 'A new password for Needlepoint',
    paragraphs: [
      'Hello,',
      'Somebody asked for a new password for this address. If that was you, choose one. The link works for one hour.',
      'Your second factor stays as it is.',
    ],
    button: 'Choose a new password',
    after: ['If it was not you, you can delete this message. Your password stays as it is.'],
  },
  'password-changed': {
    subject: 'Your password for Needlepoint was changed',
    paragraphs: [
      'Hello,',
      'Your password was changed just now, and you were signed out everywhere else.',
      'If that was not you, ask the owner of your clinic to lock your account right away.',
    ],
  },
  'second-factor-reset': {
    subject: 'Your second factor for Needlepoint was removed',
    paragraphs: [
      'Hello,',
      'The owner of {clinic} removed your second factor, because you could no longer use it. You were signed out everywhere.',
      'At your next sign-in you set up a new one. If you did not ask for this, talk to the owner before you do.',
    ],
  },
  'erasure-requested': {
    subject: 'A client of {clinic} asks for her data to be erased',
    paragraphs: [
      'Hello,',
      'A client of {clinic} asked for her data to be erased. Who, and what has to be kept, you read after signing in.',
      'Please answer her within the time that your law gives you. In the European Union that is one month.',
    ],
    button: 'Read the request',
  },
  'data-erased': {
    subject: '{clinic} has erased your data',
    paragraphs: [
      'Hello,',
      'You asked {clinic} to erase your data. That has been done: your answers, records, photos and contact details are gone, and your page cannot be opened any more.',
      'What stays is that you asked and that it was done. It does not say anything about you.',
      'Copies in backups go when the clinic discards them.',
    ],
  },
  'data-held': {
    subject: '{clinic} has erased your data as far as it may',
    paragraphs: [
      'Hello,',
      'You asked {clinic} to erase your data. Your contact details and all that may go are erased, and your page cannot be opened any more.',
      'Your record has to be kept until {until}. It is closed: nobody changes it, and it is erased by itself on the day after.',
      'The clinic’s reason: {reason}',
      'If you have questions or do not agree, write to the clinic. You can also turn to the data protection authority of your country.',
    ],
  },
  'erasure-refused': {
    subject: '{clinic} has answered you',
    paragraphs: [
      'Hello,',
      'You asked {clinic} to erase your data. The clinic has not erased it.',
      'The clinic’s reason: {reason}',
      'If you do not agree, write to the clinic. You can also turn to the data protection authority of your country.',
    ],
    button: 'Open your page',
  },
  'enquiry-received': {
    subject: 'Somebody wrote to {clinic}',
    paragraphs: [
      'Hello,',
      'Somebody asks to be answered by {clinic}. Who it is and what it says, you read after signing in.',
      'You get this message once for all that come in within an hour.',
    ],
    button: 'Open the enquiries',
  },
  'second-factor-added': {
    subject: 'A new way to sign in to Needlepoint',
    paragraphs: [
      'Hello,',
      'A new second factor was set up for your account: {factor}.',
      'If that was not you, ask the owner of your clinic to lock your account right away.',
    ],
  },
  'message-waiting': {
    subject: 'A message at {clinic}',
    paragraphs: [
      'Hello,',
      'A client of {clinic} has written. The message waits until somebody has read it.',
      'This e-mail says neither who wrote nor what: you find both in the list.',
    ],
    button: 'Open the list',
    after: ['For all that waits from one person you get one e-mail.'],
  },
  'message-answered': {
    subject: '{clinic} has written to you',
    paragraphs: ['Hello,', 'There is a message for you from {clinic}. You read it on your page.'],
    button: 'Read the message',
    after: [
      'Please do not answer this e-mail: nobody reads it. If something is wrong, call the clinic.',
      'You can choose on your page, under “About me”, whether we may send you e-mails like this.',
    ],
  },
  'appointments-changed': {
    subject: 'Your appointments at {clinic}',
    paragraphs: ['Hello,', '{clinic} has noted, moved or cancelled an appointment of yours. You see it on your page.'],
    button: 'See my appointments',
    after: ['You can choose on your page, under “About me”, whether we may send you e-mails like this.'],
  },
  'check-in-urgent': {
    subject: 'Urgent: a check-in at {clinic}',
    paragraphs: [
      'Hello,',
      'A check-in has come in at {clinic} that cannot wait. Please look at it now.',
      'This message says neither whose it is nor what it says: you find both in the list.',
    ],
    button: 'Open the list',
    after: ['Everybody who may answer check-ins gets this message. Mark it as read, so that the others know.'],
  },
  'check-in-waiting': {
    subject: 'A check-in at {clinic}',
    paragraphs: [
      'Hello,',
      'A check-in has come in at {clinic} that somebody should look at.',
      'This message says neither whose it is nor what it says: you find both in the list.',
    ],
    button: 'Open the list',
    after: ['Everybody who may answer check-ins gets this message. Mark it as read, so that the others know.'],
  },
  'check-in-overdue': {
    subject: 'Nobody has read a check-in at {clinic}',
    paragraphs: [
      'Hello,',
      'A check-in at {clinic} has waited for longer than it should, and nobody has read it. Please look at it now.',
      'This message says neither whose it is nor what it says: you find both in the list.',
    ],
    button: 'Open the list',
    after: ['The owner and the clinicians get this message, once for each check-in.'],
  },
}

export const words: MessageWords = {
  roles: {
    owner: 'owner',
    clinician: 'clinician',
    practitioner: 'practitioner',
    'front-desk': 'front desk',
    auditor: 'auditor',
  },
  factors: { passkey: 'a passkey', app: 'an app that shows codes' },
}
