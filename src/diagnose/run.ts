import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { CloudError, type Endpoints, isCloudError } from '../api/index';
import type { Profile, SessionSource } from '../ui/session';
import { messageText } from '../ui/displayText';
import { checkName } from './accountWords';
import type { Subject } from './account';
import { type Diagnosis, diagnoseConnection } from './diagnosis';
import type { DiagnoseOptions } from './index';
import { realProbes } from './probes';
import { reportOf } from './report';

/** Checks the connection of the profile in use, with progress that can be cancelled, and opens the report. */
export async function diagnose(options: DiagnoseOptions, disposed: AbortSignal): Promise<void> {
  const subject = await subjectOf(options.sessions);
  if (subject === undefined) {
    await offerSignIn();
    return;
  }
  const diagnosis = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Checking the connection'),
      cancellable: true,
    },
    (progress, token) => {
      const stop = new AbortController();
      token.onCancellationRequested(() => {
        stop.abort();
      });
      if (token.isCancellationRequested) {
        stop.abort();
      }
      return check(options, subject, progress, AbortSignal.any([stop.signal, disposed]));
    },
  );
  if (disposed.aborted) {
    return;
  }
  const report = reportOf(diagnosis, { version: options.version, editor: options.editor }, options.formats);
  await options.documents.open('diagnose', l10n.t('Connection report'), report);
}

function check(
  { endpoints, clock, proxySettings }: DiagnoseOptions,
  subject: Subject,
  progress: vscode.Progress<{ readonly message?: string }>,
  signal: AbortSignal,
): Promise<Diagnosis> {
  return diagnoseConnection(
    subject,
    {
      endpoints: addressesOf(subject.profile, endpoints),
      probes: realProbes,
      proxySettings: proxySettings(),
      environment: process.env,
      clock,
      onStart: (step) => {
        progress.report({ message: 'host' in step ? messageText(step.host) : checkName(step.check) });
      },
    },
    signal,
  );
}

/** Whose connection is checked; undefined when nobody is signed in. */
async function subjectOf(sessions: SessionSource): Promise<Subject | undefined> {
  const failure = await sessions.wake().then(
    () => undefined,
    (error: unknown) => {
      if (isCloudError(error)) {
        return error;
      }
      throw error;
    },
  );
  const session = sessions.current;
  switch (session.state) {
    case 'signedOut':
      return undefined;
    case 'signedIn':
      return { profile: session.profile, client: session.client, failure: undefined };
    case 'expired':
      return { profile: session.profile, client: undefined, failure: session.reason };
    case 'dormant':
      return { profile: session.profile, client: undefined, failure };
  }
}

function addressesOf(profile: Profile, endpoints: (profile: Profile) => Endpoints): Endpoints | CloudError {
  try {
    return endpoints(profile);
  } catch (error) {
    if (error instanceof CloudError) {
      return error;
    }
    throw error;
  }
}

async function offerSignIn(): Promise<void> {
  const signIn = l10n.t('Sign In');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t('Nobody is signed in, so there is no connection to check. Sign in first.'),
    signIn,
  );
  if (chosen === signIn) {
    await vscode.commands.executeCommand('codeartsMirrors.signIn');
  }
}
