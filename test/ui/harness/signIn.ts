import type { SandboxUser } from '../../../src/sandbox';
import type { QuickInput } from './quickInput';
import { until } from './until';
import type { Workbench } from './workbench';

/** What to do where the wizard asks for something, by a word of its title. */
type Answers = Readonly<Record<string, (box: QuickInput) => Promise<void>>>;

const LAST = 'Profile';

/** Opens the wizard by its command and signs in with a token. */
export async function signInWithToken(workbench: Workbench, token = workbench.sandbox.token): Promise<void> {
  await workbench.runCommand('CodeArts Mirrors: Sign In…');
  await answerWithToken(workbench, token);
}

/**
 * Answers the wizard that is open, from the question that it asks first: what is known it does not ask.
 * `review` looks at the last one before it is answered.
 */
export async function answerWithToken(
  workbench: Workbench,
  token = workbench.sandbox.token,
  review: (box: QuickInput) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await answerAll(workbench, { ...firstAnswers('Token'), Token: typed(token) }, review);
}

export interface PasswordChoices {
  /** Default: true. */
  readonly keep?: boolean;
  /** Called before these questions are answered. */
  readonly before?: Readonly<Partial<Record<'Password' | 'Staying Signed In', () => unknown>>>;
}

/** Opens the wizard by its command and signs in as an IAM user, to the project that is named like the region. */
export async function signInWithPassword(
  workbench: Workbench,
  { account, name, password }: Pick<SandboxUser, 'account' | 'name' | 'password'>,
  { keep = true, before = {} }: PasswordChoices = {},
): Promise<void> {
  await workbench.runCommand('CodeArts Mirrors: Sign In…');
  await answerAll(workbench, {
    ...firstAnswers('IAM user and password'),
    Account: typed(account),
    'IAM User': typed(name),
    Password: async (box) => {
      await before.Password?.();
      await typed(password)(box);
    },
    'Staying Signed In': async (box) => {
      await before['Staying Signed In']?.();
      await box.choose(keep ? 'Save the password' : 'Don’t save it');
    },
    'IAM Project': (box) => box.choose(workbench.sandbox.region, { exact: true }),
  });
}

/** The region is searched for: it may be below those that are in sight. */
export async function chooseRegion(box: QuickInput, region = 'cn-north-4', name = 'CN North-Beijing4'): Promise<void> {
  await box.type(region);
  await box.choose(name);
}

function firstAnswers(method: string): Answers {
  return { Method: (box) => box.choose(method), Region: (box) => chooseRegion(box) };
}

function typed(text: string): (box: QuickInput) => Promise<void> {
  return async (box) => {
    await box.type(text);
    await box.accept();
  };
}

/** The mouse would rest where the answer before was chosen, and the tooltip of what is there now cover it. */
async function pressEnter(box: QuickInput): Promise<void> {
  await box.items();
  await box.accept();
}

/** @param review looks at the last question before it is answered */
async function answerAll(
  { quickInput }: Workbench,
  answers: Answers,
  review: (box: QuickInput) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const last = async (box: QuickInput) => {
    await review(box);
    await pressEnter(box);
  };
  const all: Answers = { ...answers, [LAST]: last };
  for (let asked = ''; asked !== LAST;) {
    // Between two questions there is none for a moment.
    const next = await until(async () => {
      const title = (await quickInput.isOpen()) ? await quickInput.title() : '';
      return Object.keys(all).find((word) => word !== asked && title.includes(`: ${word}`));
    }, `the wizard asks something else than "${asked}"`);
    await all[next]?.(quickInput);
    asked = next;
  }
  await quickInput.closed();
}
