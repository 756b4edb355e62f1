import { l10n } from 'vscode';
import type { CloudError, CloudErrorReason } from '../api/index';

/** A button that helps: the command it runs and what it says. */
export interface Remedy {
  readonly label: string;
  readonly command: string;
}

/** An error as a person reads it. */
export interface ErrorText {
  /** What happened and the likely cause, one or two sentences. */
  readonly message: string;
  readonly remedy?: Remedy;
}

/** The text for each of some reasons. */
export type ReasonTexts<Reason extends CloudErrorReason> = Readonly<Record<Reason, (error: CloudError) => ErrorText>>;

export const signIn = (): Remedy => ({ label: l10n.t('Sign In'), command: 'codeartsMirrors.signIn' });
export const switchProfile = (): Remedy => ({
  label: l10n.t('Switch Profile'),
  command: 'codeartsMirrors.switchProfile',
});
export const refresh = (): Remedy => ({ label: l10n.t('Refresh'), command: 'codeartsMirrors.refresh' });
export const showLog = (): Remedy => ({ label: l10n.t('Show Log'), command: 'codeartsMirrors.showLog' });
export const proxySettings = (): Remedy => ({
  label: l10n.t('Open Proxy Settings'),
  command: 'codeartsMirrors.openProxySettings',
});
export const endpointSettings = (): Remedy => ({
  label: l10n.t('Open Settings'),
  command: 'codeartsMirrors.openSettings',
});
export const editProfile = (): Remedy => ({ label: l10n.t('Edit Profile'), command: 'codeartsMirrors.editProfile' });
