import { sameInGroup } from './check-group.js';
import { offlineHoursAtLeast, onlineHoursAtMost } from './check-hours.js';
import { elementsAtLeast, finalOffline, shareBetween, weightsSumTo } from './check-scheme.js';
import type { OfferingFacts } from './offering-facts.js';
import type { Check, Detail } from './rule.js';

/** What is wrong, or undefined: also where the roster does not say enough to find anything. */
export const examine = (
  check: Check,
  offering: OfferingFacts,
  peers: readonly OfferingFacts[],
): Detail | undefined => {
  switch (check.kind) {
    case 'owner_named':
      return offering.owner === undefined
        ? { zh: '未指定课程责任教师', en: 'no course owner is named' }
        : undefined;
    case 'not_fully_online':
      return offering.mode === 'fully_online'
        ? { zh: '必修课程采用完全在线教学模式', en: 'a compulsory course is taught fully online' }
        : undefined;
    case 'online_hours_at_most':
      return onlineHoursAtMost(offering, check.of);
    case 'offline_hours_at_least':
      return offlineHoursAtLeast(offering, check.of);
    case 'window_set':
      return offering.window === undefined
        ? { zh: '未登记网络教学平台的学习时限', en: 'no learning window is on file' }
        : undefined;
    case 'hours_set':
      return offering.hours === undefined || offering.hours.total <= 0
        ? { zh: '未登记总课时,无法核算缺课', en: 'no teaching hours on file to reckon absence by' }
        : undefined;
    case 'platforms_listed':
      return offering.platforms.length === 0
        ? {
            zh: '未登记网络教学平台,无法认定未登录',
            en: 'no platform on file by which a login could be missed',
          }
        : undefined;
    case 'parts_listed':
      return offering.videos.size + offering.assessments.size + offering.discussions.size === 0
        ? { zh: '未登记学习环节,无法核对是否全部完成', en: 'no part to complete is on file' }
        : undefined;
    case 'elements_at_least':
      return elementsAtLeast(offering, check.count);
    case 'weights_sum_to':
      return weightsSumTo(offering, check.sum);
    case 'share_between':
      return shareBetween(offering, check);
    case 'final_offline':
      return finalOffline(offering);
    case 'same_in_group':
      return sameInGroup(offering, peers);
    default:
      return check satisfies never;
  }
};
