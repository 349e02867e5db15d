import type { Deadline } from '../../../cases/deadline.js';
import { deadlinesAfter } from '../../../cases/evolution/deadlines-after.js';
import type { CaseEvent } from '../../../cases/events.js';
import type { RecordedEvent } from '../../../event-sourcing/recorded-event.js';
import type { Dates } from '../dates.js';
import { DEADLINE_WORDS } from '../words.js';

/** Every deadline that ever ran, also those that a later one of the name replaced. Oldest first. */
export const allDeadlines = (events: readonly RecordedEvent<CaseEvent>[]): readonly Deadline[] => {
  const former: Deadline[] = [];
  let now: readonly Deadline[] = [];
  for (const event of events as unknown as readonly CaseEvent[]) {
    if (!event.type.startsWith('Deadline')) continue;
    if (event.type === 'DeadlineStarted') {
      const { name } = event.data.deadline;
      former.push(...now.filter((deadline) => deadline.name === name));
    }
    now = deadlinesAfter(now, event);
  }
  return [...former, ...now].sort((a, b) => a.start - b.start || a.due - b.due);
};

/** Whether it was kept, in words. */
export const resultOf = ({ state, metAt, pausedSince }: Deadline, dates: Dates): string => {
  const done = metAt === undefined ? '' : `（${dates.iso(metAt)}）`;
  switch (state) {
    case 'met':
      return `按期${done}`;
    case 'overdue':
      return metAt === undefined ? '逾期，尚未完成' : `逾期完成${done}`;
    case 'lapsed':
      return '期满';
    case 'running':
      return pausedSince === undefined ? '进行中' : '已暂停';
  }
};

export const deadlineRow = (deadline: Deadline, dates: Dates): readonly string[] => {
  const { name, basis, days, unit, start, due, extended } = deadline;
  const length = `${String(days)}${unit === 'working' ? '个工作日' : '日'}`;
  return [
    DEADLINE_WORDS[name].zh,
    basis,
    extended === 0 ? length : `${length}，延长${String(extended)}日`,
    dates.iso(start),
    `${dates.lastDay(due)} 24:00`,
    resultOf(deadline, dates),
  ];
};
