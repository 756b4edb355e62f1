import * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { SandboxGit } from './sandboxSignIn';

/** Says where the person is, and what does not work there. */
export function greetInSandbox(git: SandboxGit | undefined): void {
  void vscode.window.showInformationMessage(
    l10n.t('You are looking at sample data on this computer. Nothing here touches Huawei Cloud. Sign out to leave it.'),
  );
  const problem = git && gitProblem(git);
  if (problem !== undefined) {
    void vscode.window.showWarningMessage(problem);
  }
}

/** Why no mirror of the sandbox can be synced, or undefined. */
export function gitProblem(git: SandboxGit): string | undefined {
  switch (git.kind) {
    case 'ready':
      return undefined;
    case 'missing':
      return l10n.t("The sandbox can't sync mirrors: Git was not found on the PATH. Install Git 2.32 or later.");
    case 'tooOld':
      return l10n.t(
        "The sandbox can't sync mirrors: Git {0} is too old. Install Git 2.32 or later.",
        git.version.slice(0, 40),
      );
  }
}
