export function oneTimeAddress(target: string): Promise<{ readonly url: string; close(): void }>;
