import assert from 'node:assert/strict';
import { screenshotOnFailure, startWorkbench, type Workbench } from './harness/workbench';

describe('the connection report', () => {
  let workbench: Workbench | undefined;
  afterEach(() => workbench?.close());
  screenshotOnFailure(() => workbench);

  it('is opened from the palette, and says what is wrong and what to do', async () => {
    workbench = await startWorkbench({ sandbox: { repositories: 12 }, signIn: true });
    await workbench.openContainer();
    await workbench.trees.row('0109test');
    workbench.sandbox.faults.add({
      kind: 'status',
      status: 403,
      body: { error_code: 'APIGW.0302', error_msg: 'The IAM user is not authorized', request_id: 'f2c0f2a4' },
      match: { operationId: 'listRegistry' },
    });
    await workbench.runCommand('CodeArts Mirrors: Diagnose Connection');
    const page = await workbench.documentText('Time in UTC');
    assert.match(page, /1 problem found: Right to list image registries \(HSS\)\./);
    assert.match(page, /HSS ReadOnlyAccess/);
    assert.ok((await workbench.editors()).some((title) => title.includes('Connection report')));
    await workbench.screenshot('diagnose');
    await workbench.document().getByRole('heading', { name: 'Addresses' }).scrollIntoViewIfNeeded();
    await workbench.document().getByText('Time in UTC').scrollIntoViewIfNeeded();
    await workbench.screenshot('diagnose-end');
  });

  it('is written in Chinese for whoever uses the editor in Chinese', async () => {
    workbench = await startWorkbench({ language: 'zh-cn', sandbox: { repositories: 12 } });
    await workbench.openContainer();
    await workbench.runCommand('CodeArts Mirrors: 诊断连接');
    assert.match(await workbench.documentText('UTC 时间'), /未发现问题。/);
    await workbench.screenshot('diagnose-chinese');
  });
});
