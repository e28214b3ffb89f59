/** What our messages say, in Spanish. Words in braces are filled in. Nobody's health is mentioned: mail can be read over a shoulder. */
import type { MessageTexts, MessageWords } from '../messages.ts'

export const es: MessageTexts = {
  'client-link': {
    subject: 'Su página en {clinic}',
    paragraphs: [
      'Hola:',
      '{clinic} ha hecho una página para usted. Allí contesta sus preguntas y lee lo que tienen para usted.',
      'El enlace sirve una vez y hasta el {until}. No se lo pase a nadie, por favor.',
    ],
    button: 'Abrir mi página',
    after: ['Si no conoce {clinic}, puede borrar este mensaje.'],
  },
  'guardian-link': {
    subject: 'La página de la persona que usted cuida en {clinic}',
    paragraphs: [
      'Hola:',
      '{clinic} ha hecho una página para alguien de quien usted es tutor legal. Allí contesta y firma por esa persona.',
      'El enlace sirve una vez y hasta el {until}. No se lo pase a nadie, por favor.',
    ],
    button: 'Abrir la página',
    after: ['Si no conoce {clinic}, puede borrar este mensaje.'],
  },
  invitation: {
    subject: '{clinic} le invita a Needlepoint',
    paragraphs: [
      'Hola:',
      '{inviter} le invita a trabajar con {clinic} en Needlepoint. Allí sería: {roles}.',
      'Elige una contraseña y crea un segundo factor: una aplicación que muestra códigos, o una llave de acceso. El enlace sirve hasta el {until}.',
    ],
    button: 'Aceptar la invitación',
    after: ['Si no esperaba esto, puede borrar este mensaje. Sin usted no pasa nada.'],
  },
  'password-reset': {
    subject: 'Una contraseña nueva para Needlepoint',
    paragraphs: [
      'Hola:',
      'Alguien pidió una contraseña nueva para esta dirección. Si fue usted, elija una. El enlace sirve una hora.',
      'Su segundo factor se queda como está.',
    ],
    button: 'Elegir una contraseña nueva',
    after: ['Si no fue usted, puede borrar este mensaje. Su contraseña se queda como está.'],
  },
  'password-changed': {
    subject: 'Su contraseña de Needlepoint ha cambiado',
    paragraphs: [
      'Hola:',
      'Su contraseña acaba de cambiar, y su sesión se cerró en todos los demás dispositivos.',
      'Si no fue usted, pida enseguida al titular de su clínica que bloquee su cuenta.',
    ],
  },
  'second-factor-reset': {
    subject: 'Se quitó su segundo factor de Needlepoint',
    paragraphs: [
      'Hola:',
      'El titular de {clinic} quitó su segundo factor, porque usted ya no podía usarlo. Su sesión se cerró en todas partes.',
      'La próxima vez que inicie sesión crea uno nuevo. Si no lo pidió, hable antes con el titular.',
    ],
  },
  'message-waiting': {
    subject: 'Un mensaje en {clinic}',
    paragraphs: [
      'Hola:',
      'Una persona que {clinic} atiende ha escrito. El mensaje espera hasta que alguien lo lea.',
      'Este correo no dice quién escribió ni qué: las dos cosas están en la lista.',
    ],
    button: 'Abrir la lista',
    after: ['Por todo lo que espera de una persona recibe un solo correo.'],
  },
  'message-answered': {
    subject: '{clinic} le ha escrito',
    paragraphs: ['Hola:', 'Hay un mensaje de {clinic} para usted. Lo lee en su página.'],
    button: 'Leer el mensaje',
    after: [
      'Por favor, no responda a este correo: nadie lo lee. Si algo va mal, llame a la clínica.',
      'En su página, en «Sobre mí», puede elegir si podemos enviarle correos como este.',
    ],
  },
  'appointments-changed': {
    subject: 'Sus citas en {clinic}',
    paragraphs: ['Hola:', '{clinic} ha anotado, cambiado o cancelado una cita suya. La ve en su página.'],
    button: 'Ver mis citas',
    after: ['En su página, en «Sobre mí», puede elegir si podemos enviarle correos como este.'],
  },
  'erasure-requested': {
    subject: 'Un cliente de {clinic} pide que se borren sus datos',
    paragraphs: [
      'Hola:',
      'Un cliente de {clinic} pidió que se borren sus datos. Quién es, y qué hay que guardar, lo lee después de iniciar sesión.',
      'Contéstele dentro del plazo que le da su ley, por favor. En la Unión Europea es un mes.',
    ],
    button: 'Leer la petición',
  },
  'data-erased': {
    subject: '{clinic} ha borrado sus datos',
    paragraphs: [
      'Hola:',
      'Usted pidió a {clinic} que borrara sus datos. Ya está hecho: sus respuestas, su expediente, sus fotos y sus datos de contacto se borraron, y su página ya no se puede abrir.',
      'Solo queda que usted lo pidió y que se hizo. Ahí no dice nada sobre usted.',
      'Las copias de seguridad se van cuando la clínica las descarta.',
    ],
  },
  'data-held': {
    subject: '{clinic} ha borrado sus datos hasta donde puede',
    paragraphs: [
      'Hola:',
      'Usted pidió a {clinic} que borrara sus datos. Sus datos de contacto y todo lo que puede irse se borraron, y su página ya no se puede abrir.',
      'Su expediente de tratamiento hay que guardarlo hasta el {until}. Está cerrado: nadie lo cambia, y al día siguiente se borra solo.',
      'El motivo que da la clínica: {reason}',
      'Si tiene preguntas o no está de acuerdo, escriba a la clínica. También puede acudir a la autoridad de protección de datos de su país.',
    ],
  },
  'erasure-refused': {
    subject: '{clinic} le ha respondido',
    paragraphs: [
      'Hola:',
      'Usted pidió a {clinic} que borrara sus datos. La clínica no los ha borrado.',
      'El motivo que da la clínica: {reason}',
      'Si no está de acuerdo, escriba a la clínica. También puede acudir a la autoridad de protección de datos de su país.',
    ],
    button: 'Abrir su página',
  },
  'enquiry-received': {
    subject: 'Alguien escribió a {clinic}',
    paragraphs: [
      'Hola:',
      'Alguien espera una respuesta de {clinic}. Quién es y qué dice, lo lee después de iniciar sesión.',
      'Este mensaje llega una vez por todo lo que entra en una hora.',
    ],
    button: 'Abrir las consultas',
  },
  'second-factor-added': {
    subject: 'Una forma nueva de entrar en Needlepoint',
    paragraphs: [
      'Hola:',
      'Se creó un segundo factor nuevo para su cuenta: {factor}.',
      'Si no fue usted, pida enseguida al titular de su clínica que bloquee su cuenta.',
    ],
  },
  'check-in-urgent': {
    subject: 'Urgente: un control en {clinic}',
    paragraphs: [
      'Hola:',
      'En {clinic} ha llegado un control que no puede esperar. Mírelo ahora, por favor.',
      'Este mensaje no dice de quién es ni qué dice: las dos cosas están en la lista.',
    ],
    button: 'Abrir la lista',
    after: [
      'Reciben este mensaje todas las personas que pueden contestar controles. Márquelo como leído, para que las demás lo sepan.',
    ],
  },
  'check-in-waiting': {
    subject: 'Un control en {clinic}',
    paragraphs: [
      'Hola:',
      'En {clinic} ha llegado un control que alguien debe mirar.',
      'Este mensaje no dice de quién es ni qué dice: las dos cosas están en la lista.',
    ],
    button: 'Abrir la lista',
    after: [
      'Reciben este mensaje todas las personas que pueden contestar controles. Márquelo como leído, para que las demás lo sepan.',
    ],
  },
  'check-in-overdue': {
    subject: 'Nadie ha leído un control en {clinic}',
    paragraphs: [
      'Hola:',
      'Un control en {clinic} ha esperado más de lo debido, y nadie lo ha leído. Mírelo ahora, por favor.',
      'Este mensaje no dice de quién es ni qué dice: las dos cosas están en la lista.',
    ],
    button: 'Abrir la lista',
    after: ['Reciben este mensaje el titular y los responsables clínicos, una vez por cada control.'],
  },
}

export const words: MessageWords = {
  roles: {
    owner: 'titular',
    clinician: 'responsable clínico',
    practitioner: 'profesional',
    'front-desk': 'recepción',
    auditor: 'auditoría',
  },
  factors: { passkey: 'una llave de acceso', app: 'una aplicación que muestra códigos' },
}
