import './editorWords';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { CloudError, type CloudErrorDetails, endpointsOf } from '../../../src/api/index';
import type { Diagnosis } from '../../../src/diagnose/diagnosis';
import { reportOf } from '../../../src/diagnose/report';
import type { Sandbox } from '../../../src/sandbox/index';
import { BITING_NAMES } from '../../../src/sandbox/sample/bitingNames';
import { createFormats } from '../../../src/ui/time';
import { findRoot } from '../../host/launch/root';
import { useSandbox } from '../sandbox/helpers';
import { allAt, clientFor, diagnosed, profileFor, subjectFor } from './scene';
import { certificate, start, stopServers } from './servers';

const HOSTILE = [
  ...BITING_NAMES,
  'a | b | c',
  '`a | b`',
  '\\| x',
  '[run](command:workbench.action.quit)',
  '<img src=x onerror=alert(1)>',
  'https://example.com/x',
];
const HOUR_MS = 3600 * 1000;

describe('diagnosis report', () => {
  const used = useSandbox({ repositories: 12 });
  const sandbox = (): Sandbox => used.current;
  beforeEach(() => {
    sandbox().faults.clear();
  });
  afterEach(stopServers);

  const editor = { name: 'Test Editor', version: '4.5.6', remote: 'ssh-remote', runsRemotely: true };
  const surroundings = { version: '1.2.3', editor };
  const written = (diagnosis: Diagnosis): string => reportOf(diagnosis, surroundings, createFormats('en'));
  const html = (markdown: string): string => {
    const load = createRequire(path.join(findRoot(), 'package.json'));
    const create = load('markdown-it') as (options: object) => { render(text: string): string };
    return create({ html: true, linkify: true }).render(markdown);
  };
  /** As a person reads it. */
  const read = (diagnosis: Diagnosis): string =>
    html(written(diagnosis))
      .replaceAll('\u200b', '')
      .replace(/<[^>]*>/gu, ' ')
      .replaceAll('&amp;', '&')
      .replaceAll('&quot;', '"')
      .replace(/[ \t]+/gu, ' ');

  it('says that there is no problem', async () => {
    const text = read(await diagnosed(subjectFor(sandbox()), allAt(sandbox().url)));
    assert.match(text, /No problem found\./);
    assert.match(text, /✔ the token is valid until/);
    assert.match(text, /✔ may be listed \(\d+ in all\)/);
    assert.match(text, /✔ found, and it belongs to the region cn-north-4/);
    assert.match(text, /Test Editor 4\.5\.6/);
    assert.match(text, /ssh-remote/);
    assert.match(text, /Node\.js : 2\d\./);
    assert.doesNotMatch(text, /✖|⚠|undefined|\{\d\}|\[object/);
  });

  it('says on which computer the extension runs, which the window alone does not tell', async () => {
    const diagnosis = await diagnosed(subjectFor(sandbox()), allAt(sandbox().url));
    const runs = (where: Partial<typeof editor>): string => {
      const markdown = reportOf(diagnosis, { ...surroundings, editor: { ...editor, ...where } }, createFormats('en'));
      return /Where the extension runs\*\*: (.*)/u.exec(markdown)?.[1] ?? '';
    };
    assert.equal(runs({}), 'on a remote computer (ssh-remote), whose network was checked');
    assert.equal(
      runs({ runsRemotely: false }),
      'on this computer, whose network was checked; the window is connected to a remote one (ssh-remote)',
    );
    assert.equal(runs({ remote: '', runsRemotely: false }), 'on this computer');
  });

  it('names the right that is missing, with code and request ID, and who can give it', async () => {
    sandbox().faults.add({
      kind: 'status',
      status: 403,
      body: { error_code: 'APIGW.0302', error_msg: 'not authorized', request_id: 'request-0815' },
      match: { operationId: 'listRegistry' },
    });
    const text = read(await diagnosed(subjectFor(sandbox()), allAt(sandbox().url)));
    assert.match(text, /1 problem found: Right to list image registries \(HSS\)\./);
    assert.match(text, /✖ Problem: .*forbidden · listRegistry · HTTP 403 · APIGW\.0302 · not authorized · request ID/);
    assert.match(text, /HSS ReadOnlyAccess/);
  });

  it('names the sign-in methods of a proxy that VS Code does not support', async () => {
    const challenge = { 'Proxy-Authenticate': ['NTLM', 'Digest realm="work"'] };
    const server = await start((response) => response.writeHead(407, challenge).end());
    const text = read(await diagnosed(subjectFor(sandbox()), { ...allAt(server.url), iam: sandbox().url }));
    assert.match(text, /The proxy only offers NTLM, Digest, which VS Code does not support/);
  });

  it('says once what five services have in common', async () => {
    const server = await start(undefined, await certificate({ name: 'Company Proxy' }));
    const text = read(await diagnosed(subjectFor(sandbox()), { ...allAt(server.url), iam: sandbox().url }));
    assert.match(text, /1 problem found: Certificate \(CodeArts Repo, HSS, ProjectMan, CodeArts Pipeline\)\./);
    assert.match(text, /signed by itself \(DEPTH_ZERO_SELF_SIGNED_CERT\); issued to Company Proxy \(Test Works\)/);
    assert.match(text, /– not checked: the certificate is not trusted/);
    assert.match(text, /– not checked: the service cannot be reached/);
  });

  it('warns of a clock that is off, and calls it a problem when signatures fail for it', async () => {
    for (const [offMs, words] of [
      [HOUR_MS, /1 problem found: Clock .*The clock of this computer is 60 minutes behind/s],
      [-7 * 60_000, /No problem found, but look at this: Clock .*⚠ Warning: .* 7 minutes ahead/s],
    ] as const) {
      const date = new Date(Date.now() + offMs).toUTCString();
      const server = await start((response) => response.writeHead(404, { Date: date }).end());
      assert.match(
        read(await diagnosed(subjectFor(sandbox()), { ...allAt(sandbox().url), pipeline: server.url })),
        words,
      );
    }
  });

  it('tells what is not offered in the region, which is no problem', async () => {
    const endpoints = { ...allAt(sandbox().url), hss: undefined };
    const text = read(await diagnosed(subjectFor(sandbox()), endpoints));
    assert.match(text, /No problem found\./);
    assert.match(text, /HSS\s+– not offered in this region/);
    assert.match(text, /– not checked: the service is not offered in this region/);
  });

  it('takes a name that is not found for a problem, but not behind a proxy', async () => {
    const endpoints = { ...allAt(sandbox().url), repo: 'https://nobody-knows.invalid' };
    const direct = read(await diagnosed(subjectFor(sandbox()), endpoints));
    assert.match(direct, /1 problem found: Name resolution \(CodeArts Repo\)\./);
    assert.match(direct, /– not checked: the name was not found/);
    const proxySettings = { url: 'http://127.0.0.1:1', support: 'override', strictSSL: true, noProxy: [] };
    const proxied = read(await diagnosed(subjectFor(sandbox()), endpoints, { proxySettings }));
    assert.doesNotMatch(proxied, /found: Name resolution/);
    assert.match(proxied, /– not found on this computer \(\w+\), which is no fault/);
  });

  it('tells settings that cannot be used', async () => {
    const unusable = new CloudError('endpoint: is not https', {
      kind: 'invalid',
      reason: 'badInput',
      parameter: 'endpoint',
      operation: 'checkEndpoint',
    });
    const proxySettings = { url: 'user:hunter2@proxy', support: 'override', strictSSL: false, noProxy: [] };
    const text = read(await diagnosed(subjectFor(sandbox()), unusable, { proxySettings }));
    assert.match(text, /1 problem found: Settings\./);
    assert.match(text, /An address in the setting codeartsMirrors\.endpoints cannot be used/);
    assert.match(text, /The address of the proxy in the setting http\.proxy cannot be used/);
    assert.match(text, /– not checked: there is no usable address/);
    assert.doesNotMatch(text, /hunter2/);
  });

  it('tells addresses of the region from those of the settings', async () => {
    const { region } = profileFor(sandbox());
    const stop = new AbortController();
    stop.abort();
    const endpoints = { ...endpointsOf(region), repo: sandbox().url };
    const text = read(await diagnosed(subjectFor(sandbox()), endpoints, {}, stop.signal));
    assert.match(text, /127\.0\.0\.1:\d+ {1,2}\(from the setting codeartsMirrors\.endpoints\)/);
    assert.match(text, /iam\.cn-north-4\.myhuaweicloud\.com {1,2}\(the address of the region\)/);
    assert.match(text, /The check was cancelled/);
    assert.match(text, /– not checked: cancelled/);
  });

  it('shows text from outside as text: no link, no picture, no cell of its own', async () => {
    const server = await start(undefined, await certificate());
    const endpoints = { ...allAt(sandbox().url), pipeline: server.url };
    const diagnosis = await diagnosed(subjectFor(sandbox()), endpoints);
    const withText = (text: string): string => {
      const details = {
        kind: 'forbidden',
        operation: 'listRegistry',
        code: text,
        vendorMessage: text,
        requestId: text,
      };
      const error = new CloudError(text, details as CloudErrorDetails);
      const own = { subject: text, issuer: text, root: `the root of ${text}`, names: text };
      return written({
        ...diagnosis,
        profile: { ...diagnosis.profile, accountName: text, userName: text, region: text },
        proxies: { ...diagnosis.proxies, exceptions: [text], support: text },
        origins: diagnosis.origins.map((facts) => ({
          ...facts,
          certificate: facts.certificate && { ...facts.certificate, ...own },
        })),
        account: { ...diagnosis.account, registries: { kind: 'failed', error } },
      });
    };
    const tags = (text: string): string => (html(withText(text)).match(/<[^>]*>/gu) ?? []).join('');
    const usual = tags('a name');
    assert.match(usual, /<table>/);
    for (const text of HOSTILE) {
      assert.equal(tags(text), usual, text);
    }
    // A cell too many would not be a tag more: the row would end before its text does.
    for (const text of HOSTILE.filter((each) => each.includes('|'))) {
      const page = html(withText(text)).replace(/<[^>]*>/gu, '');
      assert.ok(page.includes(`vouched for by the root of ${text}`), text);
      assert.ok(page.includes(`request ID ${text})`), text);
    }
  });

  it('holds no secret, wherever one was planted', async () => {
    const secrets = ['Pa55word-of-a-person', sandbox().token, 'proxy-password', 'env-password'];
    const [password, token] = secrets as [string, string];
    sandbox().faults.add({
      kind: 'status',
      status: 403,
      body: {
        error_code: 'APIGW.0302',
        error_msg: `see https://me:${password}@example.com and X-Auth-Token: ${token}`,
      },
      match: { operationId: 'listRegistry' },
    });
    const server = await start((response) =>
      response.writeHead(302, { location: `https://me:${password}@evil.example/?token=${token}` }).end(),
    );
    const subject = subjectFor(sandbox(), { client: clientFor(sandbox()) });
    const report = written(
      await diagnosed(
        subject,
        { ...allAt(sandbox().url), pipeline: server.url },
        {
          proxySettings: {
            url: `http://me:${secrets[2]!}@proxy.example:8080`,
            support: 'off',
            strictSSL: true,
            noProxy: [],
          },
          environment: { HTTPS_PROXY: `http://me:${secrets[3]!}@env.example:8080` },
        },
      ),
    );
    assert.match(report, /proxy\.example:8080/);
    assert.match(report, /env\.example:8080/);
    assert.match(report, /evil\.example/);
    for (const secret of secrets) {
      assert.ok(!report.includes(secret), secret.slice(0, 20));
    }
  });
});
