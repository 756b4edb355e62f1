import { displayText } from '../ui/displayText';

const LONGEST = 80;

/** The name that a profile has until somebody gives it another: who, and where. */
export function defaultName(of: {
  readonly accountName: string;
  readonly userName: string;
  readonly projectName: string;
}): string {
  return [of.userName || of.accountName, of.projectName]
    .filter((part) => part !== '')
    .map((part) => displayText(part, LONGEST / 2))
    .join(' · ');
}
