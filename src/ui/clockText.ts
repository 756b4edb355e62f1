import { l10n } from 'vscode';

/** @param offsetMs Server minus this computer; undefined when only the refusal is known. */
export function clockMessage(offsetMs: number | undefined): string {
  if (offsetMs === undefined) {
    return l10n.t(
      'Huawei Cloud says that the signature has expired: the clock of this computer is probably wrong. Set it, then try again.',
    );
  }
  const difference = duration(Math.abs(offsetMs));
  return offsetMs > 0
    ? l10n.t(
        'The clock of this computer is {0} behind that of Huawei Cloud: signatures are refused, and tokens end at the wrong time. Set it, then try again.',
        difference,
      )
    : l10n.t(
        'The clock of this computer is {0} ahead of that of Huawei Cloud: signatures are refused, and tokens end at the wrong time. Set it, then try again.',
        difference,
      );
}

/** @param apartMs How far the clocks are apart, whichever is the wrong one. */
export function clockConflictMessage(apartMs: number): string {
  return l10n.t(
    'A new token of Huawei Cloud already looks expired: clocks are {0} apart. Check the clock of this computer, and a proxy that may answer in place of Huawei Cloud.',
    duration(apartMs),
  );
}

/** Plural forms are avoided by counting in a smaller unit until there are two of the larger one. */
function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  if (minutes < 120) {
    return l10n.t('{0} minutes', minutes);
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? l10n.t('{0} hours', hours) : l10n.t('{0} days', Math.round(hours / 24));
}
