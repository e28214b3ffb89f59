/** What stands below the text in a sealed copy, by language. Words in braces are filled in. */

const en = {
  signature: 'Signature',
  drawn: 'The signature of {name}, drawn by hand.',
  typed: 'Signed by typing the name: {name}',
  evidence: 'How it was signed',
  signedBy: 'Signed by',
  asGuardian: '{name}, parent or guardian',
  signedAt: 'Signed at',
  received: 'Reached the server at',
  witness: 'Signed on a device of the clinic before',
  ownDevice: 'Signed on a device of her own',
  yes: 'yes',
  address: 'Network address',
  device: 'Program',
  understood: 'Asked about before signing',
  number: 'Number of the consent',
  protocol: 'Version of the knowledge',
  hash: 'SHA-256 of the text',
  seal: 'How to check this copy',
  sealSays:
    'This copy was sealed once, soon after it was signed. The clinic’s records hold the SHA-256 of this whole file, and the client reads it in her app beside the consent. Choose the file there under “Documents”, and the app says if one letter of it was changed. The exact text is attached to this file as consent.md. Its SHA-256 is the one above.',
}
export type CopyTexts = typeof en

const de: CopyTexts = {
  signature: 'Unterschrift',
  drawn: 'Die Unterschrift von {name}, von Hand gezeichnet.',
  typed: 'Unterschrieben durch Eintippen des Namens: {name}',
  evidence: 'Wie unterschrieben wurde',
  signedBy: 'Unterschrieben von',
  asGuardian: '{name}, Elternteil oder Vormund',
  signedAt: 'Unterschrieben am',
  received: 'Auf dem Server eingegangen am',
  witness: 'Unterschrieben auf einem Gerät der Klinik vor',
  ownDevice: 'Unterschrieben auf einem eigenen Gerät',
  yes: 'ja',
  address: 'Netzwerkadresse',
  device: 'Programm',
  understood: 'Vor der Unterschrift gefragt nach',
  number: 'Nummer der Einwilligung',
  protocol: 'Stand des Wissens',
  hash: 'SHA-256 des Textes',
  seal: 'So prüfen Sie diese Kopie',
  sealSays:
    'Diese Kopie wurde einmal versiegelt, gleich nach der Unterschrift. Die Akte der Klinik enthält den SHA-256 dieser ganzen Datei, und die Kundin liest ihn in ihrer App bei der Einwilligung. Wählen Sie die Datei dort unter „Dokumente“ aus: Die App sagt, ob auch nur ein Buchstabe verändert wurde. Der genaue Text ist dieser Datei als consent.md angehängt. Sein SHA-256 steht oben.',
}

const es: CopyTexts = {
  signature: 'Firma',
  drawn: 'La firma de {name}, hecha a mano.',
  typed: 'Firmado escribiendo el nombre: {name}',
  evidence: 'Cómo se firmó',
  signedBy: 'Firmado por',
  asGuardian: '{name}, madre, padre o tutor',
  signedAt: 'Firmado el',
  received: 'Recibido en el servidor el',
  witness: 'Firmado en un aparato de la clínica ante',
  ownDevice: 'Firmado en un aparato propio',
  yes: 'sí',
  address: 'Dirección de red',
  device: 'Programa',
  understood: 'Preguntado antes de firmar sobre',
  number: 'Número del consentimiento',
  protocol: 'Versión del conocimiento',
  hash: 'SHA-256 del texto',
  seal: 'Cómo comprobar esta copia',
  sealSays:
    'Esta copia se selló una sola vez, poco después de la firma. El expediente de la clínica guarda el SHA-256 de todo este archivo, y la clienta lo lee en su aplicación junto al consentimiento. Elija allí el archivo en «Documentos» y la aplicación dirá si se cambió una sola letra. El texto exacto va adjunto a este archivo como consent.md. Su SHA-256 es el de arriba.',
}

const languages: Readonly<Record<string, CopyTexts>> = { en, de, es }

export const copyTextsIn = (language: string): CopyTexts => languages[language.split('-', 1)[0] ?? ''] ?? en
