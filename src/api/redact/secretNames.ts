/** Names of parameters, fields and headers whose value is secret, by the words they end with. */
const SECRET_ENDS = new Set(
  (
    'token password passwd passwort pwd pass passphrase passcode passkey secret signature sig sk ak apikey accesskey secretkey ' +
    'privatekey credential credentials authorization auth cookie jwt otp totp'
  ).split(' '),
);
const SECRET_PAIRS = new Set(
  (
    'apikey accesskey secretkey privatekey sharedkey signingkey encryptionkey sessionkey accesskeyid keyid sessionid ' +
    'accesskeysecret accountkey deploykey subscriptionkey authcode clientassertion password passphrase passcode'
  ).split(' '),
);
const SECRET_TAIL =
  /(?:token|password|passwd|passphrase|secret|signature|credentials?|apikey|accesskey|secretkey|privatekey|accesskeyid)$/;
/** Ordinary words, too, or parts of messages that are no secret. */
const WEAK = new Set([
  'ak',
  'sk',
  'sig',
  'auth',
  'pass',
  'pwd',
  'otp',
  'totp',
  'jwt',
  'cookie',
  'credential',
  'credentials',
]);
const HEADERS = new Set(['authorization', 'cookie', 'setcookie', 'xapikey', 'apikey']);

export interface SecretName {
  /** The name is hardly used for anything else. */
  readonly strong: boolean;
  /** HTTP knows a header of this name, whose value may hold blanks. */
  readonly header: boolean;
}

/** What a name says about its value; `undefined` when nothing secret: `accessToken`, `user[password]`, `X-Auth-Token`. */
export function secretName(name: string): SecretName | undefined {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  const last = words.at(-1);
  if (last === undefined) {
    return undefined;
  }
  const whole = words.join('');
  if (
    !SECRET_ENDS.has(last) &&
    !SECRET_PAIRS.has(words.slice(-2).join('')) &&
    !SECRET_PAIRS.has(words.slice(-3).join('')) &&
    !SECRET_TAIL.test(last)
  ) {
    return undefined;
  }
  return {
    strong: words.length > 1 || !WEAK.has(last),
    header: HEADERS.has(whole) || (words.length > 1 && /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+$/.test(name)),
  };
}
