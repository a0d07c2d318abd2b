import { group, mean } from 'd3-array';

/** How well one feature tells groups apart. */
export interface Separation {
  feature: string;
  /** Share of the feature's variance that lies between the groups, 0 to 1. */
  etaSquared: number;
  /** The F ratio of one-way analysis of variance; null where no group varies, or there are no degrees of freedom. */
  fRatio: number | null;
}

/**
 * How well each feature alone tells groups apart, the best first: one-way analysis of variance. With SSB the sum of
 * squares between groups and SSW within, eta squared is SSB / (SSB + SSW) and F is (SSB / (k - 1)) / (SSW / (n - k)). A
 * feature that never changes tells nothing: 0.
 *
 * @param rows For each recording its features.
 * @param names Of the features.
 * @param groups The group of each recording.
 * @see scipy.stats.f_oneway
 * @example
 * separation([[1, 5], [1, 7], [3, 5], [3, 7]], ['a', 'b'], ['x', 'x', 'y', 'y'])[0]; // { feature: 'a', etaSquared: 1, fRatio: null }
 */
export function separation(
  rows: ArrayLike<number>[],
  names: readonly string[],
  groups: readonly string[],
): Separation[] {
  const members = [...group(groups.keys(), (i) => groups[i]).values()];
  return names
    .map((feature, j) => {
      const value = (i: number) => rows[i][j];
      const all = mean(rows.keys(), value) as number;
      let [between, within] = [0, 0];
      for (const some of members) {
        const own = mean(some, value) as number;
        between += some.length * (own - all) ** 2;
        for (const i of some) within += (value(i) - own) ** 2;
      }
      // What never changes has no more than the rounding of its mean.
      const total = between + within;
      const varies = total > rows.length * (1e-12 * all) ** 2;
      const free = rows.length - members.length;
      const ratio = between / (members.length - 1) / (within / free);
      const hasRatio = varies && within > 0 && free > 0 && members.length > 1;
      return { feature, etaSquared: varies ? between / total : 0, fRatio: hasRatio ? ratio : null };
    })
    .sort((a, b) => b.etaSquared - a.etaSquared);
}
