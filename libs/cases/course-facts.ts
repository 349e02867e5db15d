/** What the roster says of the offering and of the student in it; noted on the case by the machine. */
export interface CourseFacts {
  readonly offering: string;
  readonly college?: string;
  /** Person ids of the course owner and the teachers: they may not sit on the committee. */
  readonly owner?: string;
  readonly teachers: readonly string[];
  readonly category?: 'general_elective' | 'general_compulsory' | 'major';
  /** The course is no longer given (art. 27): what is retaken is a similar one. */
  readonly discontinued?: true;
  /** An art. 24 violation that is established costs an enrolled student the grade. */
  readonly enrolled: boolean;
  /** Person ids of those who reported it, where a person did. */
  readonly reporters?: readonly string[];
}
