import { answerHarvesting } from './detectors/answer-harvesting/answer-harvesting.detector.js';
import { answerSimilarity } from './detectors/answer-similarity/answer-similarity.detector.js';
import { attemptsByTrial } from './detectors/attempts-by-trial/attempts-by-trial.detector.js';
import { backdatedRecords } from './detectors/backdated-records/backdated-records.detector.js';
import { clockworkStarts } from './detectors/clockwork-starts/clockwork-starts.detector.js';
import { closeSubmissions } from './detectors/close-submissions/close-submissions.detector.js';
import { concurrentPlayback } from './detectors/concurrent-playback/concurrent-playback.detector.js';
import { copiedPosition } from './detectors/copied-position/copied-position.detector.js';
import { countedPauses } from './detectors/counted-pauses/counted-pauses.detector.js';
import { creditedTime } from './detectors/credited-time/credited-time.detector.js';
import { disjointPairs } from './detectors/disjoint-pairs/disjoint-pairs.detector.js';
import { drivenPlayer } from './detectors/driven-player/driven-player.detector.js';
import { excessiveAbsence } from './detectors/excessive-absence/excessive-absence.detector.js';
import { fasterThanReading } from './detectors/faster-than-reading/faster-than-reading.detector.js';
import { fixedPacing } from './detectors/fixed-pacing/fixed-pacing.detector.js';
import { oneBurst } from './detectors/one-burst/one-burst.detector.js';
import { forgedPlayer } from './detectors/forged-player/forged-player.detector.js';
import { keyPerfect } from './detectors/key-perfect/key-perfect.detector.js';
import { keySweep } from './detectors/key-sweep/key-sweep.detector.js';
import { noRest } from './detectors/no-rest/no-rest.detector.js';
import { nonParticipation } from './detectors/non-participation/non-participation.detector.js';
import { oneHandSignIn } from './detectors/one-hand-signin/one-hand-signin.detector.js';
import { oneLine } from './detectors/one-line/one-line.detector.js';
import { oneMachine } from './detectors/one-machine/one-machine.detector.js';
import { oneWriter } from './detectors/one-writer/one-writer.detector.js';
import { outsideWindow } from './detectors/outside-window/outside-window.detector.js';
import { ownHandElsewhere } from './detectors/own-hand-elsewhere/own-hand-elsewhere.detector.js';
import { ownPaceElsewhere } from './detectors/own-pace-elsewhere/own-pace-elsewhere.detector.js';
import { pagelessViewing } from './detectors/pageless-viewing/pageless-viewing.detector.js';
import { playedForSeveral } from './detectors/played-for-several/played-for-several.detector.js';
import { playingLine } from './detectors/playing-line/playing-line.detector.js';
import { programClients } from './detectors/program-client/program-client.detector.js';
import { relayedCode } from './detectors/relayed-code/relayed-code.detector.js';
import { repeatedOrder } from './detectors/repeated-order/repeated-order.detector.js';
import { replayedRecording } from './detectors/replayed-recording/replayed-recording.detector.js';
import { replayedVideos } from './detectors/replayed-videos/replayed-videos.detector.js';
import { sameEnd } from './detectors/same-end/same-end.detector.js';
import { sameSchedule } from './detectors/same-schedule/same-schedule.detector.js';
import { reusedPhoto } from './detectors/reused-photo/reused-photo.detector.js';
import { servingLine } from './detectors/serving-line/serving-line.detector.js';
import { sharedDevice } from './detectors/shared-device/shared-device.detector.js';
import { signedInByProgram } from './detectors/signed-in-by-program/signed-in-by-program.detector.js';
import { signedInElsewhere } from './detectors/signed-in-elsewhere/signed-in-elsewhere.detector.js';
import { freshDeviceSignIn } from './detectors/fresh-device-signin/fresh-device-signin.detector.js';
import { signingDevice } from './detectors/signing-device/signing-device.detector.js';
import { skippedToEnd } from './detectors/skipped-to-end/skipped-to-end.detector.js';
import { spoofedScatter } from './detectors/spoofed-scatter/spoofed-scatter.detector.js';
import { twoPlaces } from './detectors/two-places/two-places.detector.js';
import { signedInFor } from './detectors/signed-in-for/signed-in-for.detector.js';
import { unopenedPapers } from './detectors/unopened-papers/unopened-papers.detector.js';
import { usedElsewhere } from './detectors/used-elsewhere/used-elsewhere.detector.js';
import { vendorReports } from './detectors/vendor-report/vendor-report.detector.js';
import { viewingMachine } from './detectors/viewing-machine/viewing-machine.detector.js';
import { unlikeTerm } from './detectors/unlike-term/unlike-term.detector.js';
import type { Detector } from './detector.js';

/** Every detector of the product, one line each: imported from detectors/<name>/<name>.detector.ts. */
export const DETECTORS: readonly Detector[] = [
  answerHarvesting,
  answerSimilarity,
  attemptsByTrial,
  backdatedRecords,
  clockworkStarts,
  closeSubmissions,
  concurrentPlayback,
  copiedPosition,
  countedPauses,
  creditedTime,
  disjointPairs,
  drivenPlayer,
  excessiveAbsence,
  fasterThanReading,
  fixedPacing,
  oneBurst,
  forgedPlayer,
  keyPerfect,
  keySweep,
  noRest,
  nonParticipation,
  oneHandSignIn,
  oneLine,
  oneMachine,
  oneWriter,
  outsideWindow,
  ownHandElsewhere,
  ownPaceElsewhere,
  pagelessViewing,
  ...playedForSeveral,
  playingLine,
  ...programClients,
  relayedCode,
  repeatedOrder,
  replayedRecording,
  replayedVideos,
  reusedPhoto,
  sameEnd,
  sameSchedule,
  servingLine,
  sharedDevice,
  signedInByProgram,
  signedInElsewhere,
  signingDevice,
  freshDeviceSignIn,
  skippedToEnd,
  spoofedScatter,
  twoPlaces,
  signedInFor,
  unopenedPapers,
  usedElsewhere,
  ...vendorReports,
  viewingMachine,
  unlikeTerm,
];

/** Detectors by name. Throws when two share one: the start stops and says which. */
export const registryOf = (detectors: readonly Detector[]): ReadonlyMap<string, Detector> => {
  const byName = new Map<string, Detector>();
  for (const detector of detectors) {
    if (byName.has(detector.name))
      throw new Error(`two detectors are called "${detector.name}"; a name must be unique`);
    byName.set(detector.name, detector);
  }
  return byName;
};
