import * as vscode from 'vscode';
import { l10n } from 'vscode';
import { checkToken, endpointsOf, isCloudError, REGIONS } from '../api/index';
import { messageText } from '../ui/displayText';
import { Disposables } from '../ui/emitter';
import { errorText } from '../ui/errorText';
import { NAMED_REGIONS, regionName } from './regionNames';
import { TokenRefused } from './tokenSignIn';

const STEPS = 2;
/** The longest that any page of the vendor allows (NOTES.md section 3); a clipboard can hold anything. */
const LONGEST_TOKEN = 100_000;

/** Asks for the region; undefined when the person leaves. */
export async function askRegion(preferred: string | undefined): Promise<string | undefined> {
  const regions = [...REGIONS].sort((a, b) => rank(a, preferred) - rank(b, preferred));
  const items = regions.map((region) => {
    const name = regionName(region);
    return {
      label: name ?? region,
      description: name === undefined ? undefined : region,
      detail: missingServices(region),
      region,
    };
  });
  const picked = await vscode.window.showQuickPick(items, {
    title: l10n.t('Sign In to Huawei Cloud ({0}/{1}): Region', 1, STEPS),
    placeHolder: l10n.t('The region where your repositories are'),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.region;
}

/** The region of last time first, then those that offer everything, in the order of the console. */
function rank(region: string, preferred: string | undefined): number {
  const place = NAMED_REGIONS.indexOf(region);
  const incomplete = missingServices(region) === undefined ? 0 : 1;
  const unnamed = place < 0 ? 1 : 0;
  return region === preferred ? -1 : (2 * incomplete + unnamed) * NAMED_REGIONS.length + Math.max(place, 0);
}

function missingServices(region: string): string | undefined {
  const { repo, hss } = endpointsOf(region);
  if (repo === undefined) {
    return l10n.t('without CodeArts Repo');
  }
  return hss === undefined ? l10n.t('without HSS') : undefined;
}

/** How the token prompt ended. */
export type TokenAnswer<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'back' | 'left' };

/**
 * Asks for a token and checks it while the prompt stays open, so that a refused one can be corrected in place. The
 * text is masked and never leaves the prompt but through `check`.
 */
export function askToken<T>(
  region: string,
  check: (text: string, signal: AbortSignal) => Promise<T>,
): Promise<TokenAnswer<T>> {
  return new Promise((resolve) => {
    const owned = new Disposables();
    const input = owned.add(vscode.window.createInputBox());
    const abort = new AbortController();
    const finish = (answer: TokenAnswer<T>): void => {
      abort.abort();
      resolve(answer);
      owned.dispose();
    };
    input.title = l10n.t('Sign In to Huawei Cloud ({0}/{1}): Token for {2}', 2, STEPS, regionName(region) ?? region);
    input.prompt = l10n.t(
      'Paste an IAM user token with project scope. It is checked, then kept in the secret storage of the editor.',
    );
    input.placeholder = l10n.t('Value of the X-Subject-Token header');
    input.password = true;
    input.ignoreFocusOut = true;
    input.buttons = [vscode.QuickInputButtons.Back];
    owned.add(
      input.onDidTriggerButton(() => {
        finish({ kind: 'back' });
      }),
    );
    owned.add(
      input.onDidHide(() => {
        finish({ kind: 'left' });
      }),
    );
    owned.add(
      input.onDidChangeValue((value) => {
        input.validationMessage = value === '' ? undefined : tokenProblem(value);
      }),
    );
    owned.add(
      input.onDidAccept(async () => {
        input.validationMessage = tokenProblem(input.value);
        if (input.validationMessage !== undefined || input.busy) {
          return;
        }
        input.busy = true;
        input.enabled = false;
        try {
          finish({ kind: 'done', value: await check(input.value, abort.signal) });
        } catch (error) {
          if (!abort.signal.aborted) {
            input.validationMessage = refusal(error);
            input.enabled = true;
            input.busy = false;
          }
        }
      }),
    );
    input.show();
  });
}

/** What is wrong with the text before it is sent anywhere. */
function tokenProblem(value: string): string | undefined {
  if (value.trim().length > LONGEST_TOKEN) {
    return l10n.t('This is no token: it is far too long. Copy only the value of X-Subject-Token.');
  }
  try {
    checkToken(value);
    return undefined;
  } catch {
    return value.trim() === ''
      ? l10n.t('Paste a token.')
      : l10n.t(
          'This is no token: it contains line breaks or control characters. Copy only the value of X-Subject-Token.',
        );
  }
}

function refusal(error: unknown): string {
  if (error instanceof TokenRefused) {
    return error.problem.kind === 'accountScope'
      ? l10n.t('This token is scoped to the account. CodeArts Repo and HSS need one scoped to the project of a region.')
      : l10n.t('This token is for the region {0}. Go back and choose that region.', messageText(error.problem.region));
  }
  const { message } = errorText(error);
  const code = isCloudError(error) ? error.code : undefined;
  return code === undefined ? message : `${message} (${messageText(code)})`;
}
