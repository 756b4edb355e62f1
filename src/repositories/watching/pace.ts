export interface Pace {
  /** Requests a minute while somebody works in the editor. */
  readonly budget: number;
  /** One of its windows has the focus. */
  readonly focused: boolean;
  /** There are repositories that have never been read. */
  readonly surveying: boolean;
}

const DEFAULT_BUDGET = 60;
const UNFOCUSED_SHARE = 1 / 5;
const SURVEY_TIMES = 2;

/** How many requests a minute may be sent in the background; above 0. */
export function requestsPerMinute({ budget, focused, surveying }: Pace): number {
  const usable = Number.isFinite(budget) && budget > 0 ? budget : DEFAULT_BUDGET;
  return usable * (focused ? 1 : UNFOCUSED_SHARE) * (surveying ? SURVEY_TIMES : 1);
}
