import { l10n } from 'vscode';
import type { CloudError, Service } from '../api/index';
import { editProfile, type ErrorText, type ReasonTexts, showLog, signIn } from './remedies';

/** Each service has rights of its own, and somebody else who can give them. */
export const permissionTexts: ReasonTexts<'noPermission' | 'deniedByPolicy'> = {
  noPermission: (error) => {
    switch (serviceOf(error)) {
      case 'iam':
        return iamText(error);
      case 'hss':
        return hssText();
      case 'projectman':
        return {
          message: l10n.t(
            "You don't have permission for this in the CodeArts project. Ask its administrator to add you or to change your role.",
          ),
          remedy: showLog(),
        };
      case 'pipeline':
        return {
          message: l10n.t(
            "You don't have permission for the service endpoints of this CodeArts project. Ask its administrator.",
          ),
          remedy: showLog(),
        };
      case 'repo':
        return {
          message: l10n.t(
            'You do not have the right to do this. For mirrors, the repository permission “Set” is needed (codeartsrepo:repository:setRepository). Ask an administrator of the repository.',
          ),
          remedy: showLog(),
        };
      case undefined:
        return { message: l10n.t('You do not have the right to do this.'), remedy: showLog() };
    }
  },
  deniedByPolicy: (error) =>
    serviceOf(error) === 'hss'
      ? hssText()
      : {
          message: l10n.t('An IAM policy of the account denies this. An account administrator can change it.'),
          remedy: showLog(),
        },
};

function iamText({ operation }: CloudError): ErrorText {
  return operation === 'createToken'
    ? {
        message: l10n.t(
          'This user may not sign in here. Programmatic access is probably switched off for it. An account administrator can change that in IAM.',
        ),
        remedy: signIn(),
      }
    : {
        message: l10n.t(
          'IAM denied this. Ask an account administrator which permissions of yours in IAM are missing; the log has the request ID.',
        ),
        remedy: showLog(),
      };
}

/** Source: productdesc-hss2.0/hss_01_0130, system-defined policies of HSS. */
function hssText(): ErrorText {
  return {
    message: l10n.t(
      "You don't have permission for Host Security Service (HSS) here. Ask an account administrator for the IAM policy “HSS ReadOnlyAccess”, or choose another enterprise project in the profile: all_granted_eps shows all that you can access.",
    ),
    remedy: editProfile(),
  };
}

/** By the service that answered, else by the code that it is known by. */
function serviceOf({ service, code = '' }: CloudError): Service | undefined {
  if (service !== undefined) {
    return service;
  }
  return code.startsWith('HSS.')
    ? 'hss'
    : code.startsWith('IAM.')
      ? 'iam'
      : code.startsWith('CH.')
        ? 'repo'
        : undefined;
}
