/** Secrets as people choose them: with every sign that means something in an address, in JSON, in HTML or in a form. */
export const SECRETS = [
  'S3cr3tPw',
  'Pa/ss9wörd',
  'a#b2024c',
  '2024/Sneaky',
  '12?Zx9',
  'x&y=z1Q',
  `q"u'o1te`,
  'p@ss:w0rd',
  'le<s>s7',
  '50%25off+1A',
];

export interface Form {
  readonly name: string;
  /** What is written, and the part of it that must not be seen. */
  readonly write: (secret: string) => string;
  /** Secrets that cannot be written in this form. */
  readonly not?: RegExp;
}

const strict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
const html = (text: string): string =>
  text.replace(/[^A-Za-z0-9]/g, (sign) => `&#x${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()};`);
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const unicode = (text: string): string =>
  text.replace(/[^A-Za-z0-9 ]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const encodings: Readonly<Record<string, (text: string) => string>> = {
  percent: encodeURIComponent,
  strict,
  'lower-case hex': (text) => strict(text).replace(/%../g, (escape) => escape.toLowerCase()),
  twice: (text) => encodeURIComponent(encodeURIComponent(text)),
  form: (text) => new URLSearchParams([['', text]]).toString().slice(1),
  html,
  json,
  unicode,
  'json twice': (text) => json(json(text)),
  'html in json': (text) => json(html(text)),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
  'base64 of user:secret': (text) => Buffer.from(`someone:${text}`).toString('base64'),
  'base64url of user:secret': (text) => Buffer.from(`a.user:${text}`).toString('base64url'),
  'base64 of us:secret, goes on': (text) => Buffer.from(`us:${text}\nhost=x`).toString('base64'),
  hex: (text) => Buffer.from(text).toString('hex'),
};

/** Forms that are recognised without knowing the secret. */
export const FORMS: readonly Form[] = [
  ...['alice', 'tenant%2Fdev.user', 'a%23b', 'a%3Fb', 'a%26b', 'me%40corp.example', 'oauth2', ''].map((user) => ({
    name: `address of ${user === '' ? 'nobody' : user}`,
    write: (secret: string) => `https://${user}:${secret}@git.example.com/acme/app.git`,
    not: user === '' ? /^\d/ : undefined,
  })),
  { name: 'address of a plain host', write: (secret) => `http://alice:${secret}@proxy:3128` },
  { name: 'address by number', write: (secret) => `http://alice:${secret}@10.1.2.3:3128/` },
  {
    name: 'address of an unescaped mail user',
    write: (secret) => `https://me@corp.example:${secret}@git.example.com/`,
  },
  { name: 'address without a scheme', write: (secret) => `//alice:${secret}@git.example.com/x`, not: /[/"'<#?]/ },
  { name: 'no address', write: (secret) => `oauth2:${secret}@gitlab.com/x.git`, not: /["'<]/ },
  {
    name: 'percent-encoded password',
    write: (secret) => `https://alice:${encodeURIComponent(secret)}@git.example.com/x`,
  },
  {
    name: 'percent-encoded address',
    write: (secret) => encodeURIComponent(`https://alice:${secret}@git.example.com/x`),
  },
  {
    name: 'twice encoded address',
    write: (secret) => encodeURIComponent(encodeURIComponent(`https://a:${secret}@h.example/`)),
  },
  {
    name: 'address with JSON slashes',
    write: (secret) => `https:\\/\\/alice:${json(secret)}@git.example.com\\/x`,
    not: /["\\]/,
  },
  { name: 'HTML-escaped address', write: (secret) => html(`https://alice:${secret}@git.example.com/x`) },
  { name: 'address in \\u escapes', write: (secret) => unicode(`https://alice:${secret}@git.example.com/x`) },
  ...[
    'private_token',
    'access_token',
    'accessToken',
    'api_key',
    'apikey',
    'sig',
    'secret_key',
    'X-Amz-Security-Token',
    'X-Amz-Signature',
    'client_secret',
    'job_token',
    'password',
    'passwd',
    'sk',
    'user[password]',
    'AWSAccessKeyId',
    'AccountKey',
    'deploy_key',
    'client_assertion',
  ].flatMap((name) => [
    {
      name: `parameter ${name}`,
      write: (secret: string) => `https://h.example/x?a=1&${name}=${encodeURIComponent(secret)}&b=2`,
    },
    { name: `fragment ${name}`, write: (secret: string) => `https://h.example/#${name}=${strict(secret)}` },
    {
      name: `escaped parameter ${name}`,
      write: (secret: string) => `go?to=x%3F${name}%3D${encodeURIComponent(encodeURIComponent(secret))}`,
    },
    {
      name: `JSON-escaped parameter ${name}`,
      write: (secret: string) => `x?a=1\\u0026${name}=${encodeURIComponent(secret)}\\u0026b`,
    },
    {
      name: `HTML-escaped parameter ${name}`,
      write: (secret: string) => `x?a=1&amp;${name}=${encodeURIComponent(secret)}&amp;b`,
    },
  ]),
  ...['password', 'passWord', 'accessToken', 'secret_key', 'private-token', 'sk', 'registry_password', 'auth'].flatMap(
    (name) => [
      { name: `field ${name}`, write: (secret: string) => `{"a":1,"${name}":${JSON.stringify(secret)},"b":"c"}` },
      { name: `spaced field ${name}`, write: (secret: string) => `{ "${name}" : ${JSON.stringify(secret)} }` },
      {
        name: `field ${name} in JSON in JSON`,
        write: (secret: string) => JSON.stringify(`{"${name}":${JSON.stringify(secret)}}`),
      },
    ],
  ),
  ...[
    'X-Auth-Token',
    'X-Subject-Token',
    'PRIVATE-TOKEN',
    'JOB-TOKEN',
    'Cookie',
    'Set-Cookie',
    'X-Api-Key',
    'Proxy-Authorization',
    'X-Security-Token',
    'X-Gitlab-Token',
    'Ocp-Apim-Subscription-Key',
    'Authorization',
  ].flatMap((name) => [
    { name: `header ${name}`, write: (secret: string) => `${name}: ${secret}\nHost: x`, not: undefined },
    {
      name: `header ${name} in a list`,
      write: (secret: string) => `{"${name}":[${JSON.stringify(`Bearer ${secret}`)}],"Host":["x"]}`,
    },
    { name: `header ${name} in pairs`, write: (secret: string) => `["${name}",${JSON.stringify(secret)},"Host","x"]` },
    { name: `header ${name} in a Go map`, write: (secret: string) => `map[${name}:[${secret}] Host:[x]]` },
    { name: `header ${name} of curl`, write: (secret: string) => `curl -H "${name}: ${secret}" https://x`, not: /"/ },
  ]),
  { name: 'Token token=', write: (secret) => `Authorization: Token token="${secret}", x`, not: /"/ },
  { name: 'bare token=', write: (secret) => `Token token="${secret}"`, not: /"/ },
  { name: 'bare Bearer', write: (secret) => `sent Bearer ${encodeURIComponent(secret)} to it` },
  { name: 'bare Basic', write: (secret) => `sent Basic ${Buffer.from(`alice:${secret}`).toString('base64')} to it` },
  { name: 'assignment', write: (secret) => `username=alice password=${secret}`, not: /["'<&]/ },
  { name: 'environment', write: (secret) => `GITLAB_TOKEN='${secret}' HOME=/x`, not: /'/ },
  ...['-u alice:', '-su alice:', '-ualice:', '--user alice:', '--user=alice:', '--proxy-user alice:', '-U alice:'].map(
    (option) => ({
      name: `curl ${option}`,
      write: (secret: string) => `curl -s ${option}${secret} -o x https://git.example.com/a.git`,
      not: /["'<]/,
    }),
  ),
  {
    name: 'curl -u in quotes',
    write: (secret) => `curl -u'alice:${secret}' https://x.example`,
    not: /'/,
  },
  {
    name: 'curl --user in quotes',
    write: (secret) => `curl --user "alice:${secret} z" https://x.example`,
    not: /"/,
  },
  {
    name: 'arguments of curl',
    write: (secret) => JSON.stringify(['curl', '-u', `alice:${secret}`, 'https://x']),
  },
  {
    name: 'wget',
    write: (secret) => `wget --user=alice --password=${secret} https://x`,
    not: /["'<&]/,
  },
  {
    name: 'wget through a proxy',
    write: (secret) => `wget --proxy-password='${secret}' https://x`,
    not: /'/,
  },
  ...[
    '密码：',
    '密码:',
    '口令：',
    '令牌： ',
    '访问令牌为 ',
    '密码为 ',
    '密码是',
    '密码（password）：',
    '密钥＝',
  ].flatMap((label) => [
    {
      name: label,
      write: (secret: string) => `用户名：alice，${label}${secret}`,
      not: /["'<]/,
    },
    {
      name: `${label} in a sentence`,
      write: (secret: string) => `您的${label}${secret}，请妥善保管。`,
      not: /["'<]/,
    },
    {
      name: `${label} in quotes`,
      write: (secret: string) => `${label}“${secret}”已生成`,
    },
  ]),
  ...['password is', 'Password:', 'new token is', 'passphrase was', 'secret:', 'API key is'].flatMap((label) => [
    {
      name: label,
      write: (secret: string) => `The ${label} ${secret}`,
      not: /["'<]/,
    },
    {
      name: `${label} in a sentence`,
      write: (secret: string) => `Your ${label} ${secret}, keep it. Bye`,
      not: /["'<]/,
    },
    {
      name: `${label} in quotes`,
      write: (secret: string) => `The ${label} "${secret}" for alice`,
      not: /"/,
    },
  ]),
  {
    name: 'token before a host',
    write: (secret) => `https://${secret}@git.example.com/acme/app.git`,
    not: /[/]/,
  },
  {
    name: 'token with signs',
    write: (secret) => `https://to?${secret}@git.example.com/acme/app.git`,
    not: /[/<]/,
  },
  {
    name: 'token with a fragment',
    write: (secret) => `https://to#${secret}@git.example.com`,
    not: /[/<"'=]/,
  },
  { name: 'option', write: (secret) => `git x --password ${secret} --verbose`, not: /["'<]/ },
  {
    name: 'address with a quoted password',
    write: (secret) => `https://alice:'${secret}'@git.example.com/acme/app.git`,
    not: /["'<]/,
  },
  { name: 'two fields', write: (secret) => `{"name":"CI_TOKEN","value":${JSON.stringify(secret)}}` },
  { name: 'two spaced fields', write: (secret) => `{ "key": "password", "value": ${JSON.stringify(secret)} }` },
  { name: 'two attributes', write: (secret) => `<add key="apiKey" value="${html(secret)}"/>` },
  { name: 'lines of .netrc', write: (secret) => `machine h.example\n  login alice\n  password ${secret}\n` },
  { name: 'XML', write: (secret) => `<Password>${html(secret)}</Password>` },
];

/** Texts that hold a form, as the product meets them. */
export const CARRIERS: Readonly<Record<string, (form: string) => string>> = {
  plain: (form) => form,
  'message of Git': (form) => `fatal: unable to access '${form}': The requested URL returned error: 403`,
  JSON: (form) => JSON.stringify({ error_code: 'CH.1', error_msg: form }),
  'JSON in JSON': (form) => JSON.stringify({ last_error: JSON.stringify({ msg: form, code: '7' }) }),
  query: (form) => `https://x.example/go?to=${encodeURIComponent(form)}&n=1`,
  header: (form) => `Location: ${form}`,
  HTML: (form) =>
    `<a href="${form.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')}">here</a>`,
};
