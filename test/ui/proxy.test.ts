import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createAuthority } from '../support/authority';
import { type ConnectProxy, startConnectProxy } from '../support/connectProxy';
import { startTlsFront, type TlsFront } from '../support/tlsFront';
import { answerWithToken, chooseRegion } from './harness/signIn';
import { screenshotOnFailure, startWorkbench, until, type Workbench } from './harness/workbench';

/** No name server knows it, and VS Code sends what is for this computer past any proxy. */
const HOST = 'cloud.codearts.test';
const CREDENTIALS = 'planted-user:planted-pw';
const VIEW = 'Repositories';
const ASKS =
  'The proxy asks for a user name and a password. They must be part of its address in the setting http.proxy: the editor does not use http.proxyAuthorization for extensions.';
const NOT_REACHED =
  'A proxy or a gateway on the way answered in the place of Huawei Cloud. Try again in a few minutes. If it goes on, check the proxy settings of the editor.';
const REFUSED = 'The proxy refused the connection. Check the proxy settings of the editor.';

describe('behind a proxy, with the certificate of a company', () => {
  describe('that the editor trusts', () => {
    const scene = useScene({ trusted: true });

    it('signs in and lists, through the proxy only', async () => {
      const { workbench, proxy, front } = scene();
      await workbench.clickWelcome(VIEW, 'Sign In to Huawei Cloud');
      await answerWithToken(workbench);
      await workbench.notifications.waitFor('Signed in as sandbox-user');
      await workbench.trees.says('bar', 'failed once');
      await workbench.trees.says('harbor-dev', 'connected');
      await workbench.notifications.clear();
      const opened = () => proxy.tunnels.filter(({ status }) => status === 200);
      // What the server saw came through those tunnels, and the cloud behind it saw nothing else. The server notices a
      // tunnel before the proxy has recorded it.
      await until(() => front.connections === opened().length, 'each connection came through a tunnel');
      await until(() => front.requests.length === workbench.sandbox.requests.length, 'each request came through them');
      assert.deepEqual([...new Set(opened().map(({ authority }) => authority))], [`${HOST}:443`]);
      assert.deepEqual(proxy.others, []);
    });

    it('tells the user and the password to the proxy, and not to the server', () => {
      const { proxy, front } = scene();
      const sent = proxy.tunnels.filter(({ status }) => status === 200).map(({ authorization }) => authorization);
      assert.deepEqual([...new Set(sent)], [`Basic ${Buffer.from(CREDENTIALS).toString('base64')}`]);
      assert.ok(front.requests.length > 0);
      assert.deepEqual(
        front.requests.filter((headers) => headers['proxy-authorization'] !== undefined),
        [],
      );
    });

    it('says what the proxy wants, with a way to its settings', async () => {
      const { workbench, proxy, front } = scene();
      proxy.refuse(407);
      const before = front.connections;
      await workbench.viewAction(VIEW, 'Refresh');
      await workbench.trees.says(ASKS, 'Open Proxy Settings');
      assert.equal(front.connections, before);
      await workbench.screenshot('proxy-refused');
      await (await workbench.trees.row(ASKS)).click();
      await until(async () => (await workbench.editors()).includes('Settings'), 'the settings are open');
      await comesBack(scene(), ASKS);
    });

    it('blames nobody for what a proxy says in the place of the cloud', async () => {
      const { workbench, proxy } = scene();
      proxy.refuse(502);
      await workbench.viewAction(VIEW, 'Refresh');
      await workbench.trees.says(NOT_REACHED, 'Refresh');
      await comesBack(scene(), NOT_REACHED);
    });

    it('says so when the proxy is gone', async () => {
      const { workbench, proxy } = scene();
      await proxy.close();
      await workbench.viewAction('Image Registries', 'Refresh');
      await workbench.trees.says(REFUSED, 'Open Proxy Settings');
    });

    it('shows the password of the proxy nowhere', async () => {
      const { workbench } = scene();
      const tooltip = await workbench.trees.hover(REFUSED);
      const rows = await workbench.trees.visibleRows('Image Registries');
      for (const text of [tooltip, JSON.stringify(rows), JSON.stringify(await workbench.notifications.shown())]) {
        assert.ok(!text.includes('planted'), text);
      }
    });
  });

  describe('that the editor does not trust', () => {
    const scene = useScene({ trusted: false });

    it('says that the certificate is not trusted, and sends nothing', async () => {
      const { workbench, proxy, front } = scene();
      await sendToken(workbench);
      const said = await refusal(workbench);
      assert.match(
        said,
        /certificate of the server is not trusted here.*company proxy.*trust its certificate authority/,
      );
      await workbench.screenshot('certificate-not-trusted');
      assert.ok(proxy.tunnels.some(({ status }) => status === 200));
      assert.ok(front.connections > 0);
      assert.deepEqual(front.requests, []);
      assert.deepEqual(workbench.sandbox.requests, []);
    });
  });

  describe('but not for the hosts of http.noProxy', () => {
    const scene = useScene({ trusted: true, settings: { 'http.noProxy': [HOST] } });

    it('goes past the proxy', async () => {
      const { workbench, proxy } = scene();
      await sendToken(workbench);
      // The name is made up: on the way past the proxy nobody knows it.
      assert.match(await refusal(workbench), /^Huawei Cloud could not be reached/);
      assert.deepEqual(
        proxy.tunnels.filter(({ authority }) => authority.startsWith(HOST)),
        [],
      );
    });
  });
});

interface Scene {
  readonly workbench: Workbench;
  readonly proxy: ConnectProxy;
  readonly front: TlsFront;
}

/** A workbench that reaches its cloud only through a proxy, where a TLS server with a private authority stands. */
function useScene({ trusted, settings }: { readonly trusted: boolean; readonly settings?: object }): () => Scene {
  let scene: Scene | undefined;
  const closers: (() => Promise<unknown>)[] = [];
  before(async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'codearts-mirrors-authority-'));
    closers.push(() => rm(folder, { recursive: true, force: true }));
    const authority = await createAuthority();
    const file = path.join(folder, 'authority.pem');
    await writeFile(file, authority.certificate);
    const front = await startTlsFront(await authority.issue(HOST));
    closers.push(() => front.close());
    const proxy = await startConnectProxy({ hosts: { [HOST]: front.port }, credentials: CREDENTIALS });
    closers.push(() => proxy.close());
    const workbench = await startWorkbench({
      signIn: false,
      sandbox: { repositories: 5 },
      endpoint: `https://${HOST}`,
      settings: { ...settings, 'http.proxy': `http://${CREDENTIALS}@127.0.0.1:${proxy.port}` },
      env: trusted ? { NODE_EXTRA_CA_CERTS: file } : {},
    });
    closers.push(() => workbench.close());
    front.forwardTo(workbench.sandbox.url);
    scene = { workbench, proxy, front };
    await workbench.openContainer();
  });
  after(async () => {
    for (const close of closers.reverse()) await close();
  });
  screenshotOnFailure(() => scene?.workbench);
  return () => {
    assert.ok(scene);
    return scene;
  };
}

/** The list is shown without what was said of it, and nothing is under way that another refresh would join. */
async function comesBack({ workbench, proxy }: Scene, said: string): Promise<void> {
  proxy.refuse(undefined);
  await workbench.viewAction(VIEW, 'Refresh');
  await until(
    async () => (await workbench.trees.rows(VIEW)).every(({ label }) => label !== said),
    'what was said of the list is gone',
  );
  await workbench.trees.says('bar', 'failed once');
}

/** Up to the token, which is checked then. */
async function sendToken(workbench: Workbench): Promise<void> {
  const { quickInput } = workbench;
  const asked = (word: string) => until(async () => (await quickInput.title()).includes(word), `${word} is asked for`);
  await workbench.clickWelcome(VIEW, 'Sign In to Huawei Cloud');
  await asked('Method');
  await quickInput.choose('Token', { exact: true });
  await asked('Region');
  await chooseRegion(quickInput);
  await asked('Token');
  await quickInput.type(workbench.sandbox.token);
  await quickInput.accept();
}

/** What the box says of the token, once it has been checked. */
function refusal(workbench: Workbench): Promise<string> {
  return until(async () => {
    const said = await workbench.quickInput.validationMessage();
    return !said.startsWith('Paste an IAM user token') && said;
  }, 'the token was refused');
}
