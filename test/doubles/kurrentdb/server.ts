import grpc from '@grpc/grpc-js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import type { AppendReq, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { Log, type Expected, type LoggedEvent, type ProposedEvent } from './log.js';

type Options = ReadReq.Options;
type ReadCall = grpc.ServerWritableStream<ReadReq, unknown>;
type AppendCall = grpc.ServerReadableStream<AppendReq, unknown>;

/**
 * A double of an EventStoreDB server, not a server: it speaks the client's own service definitions
 * over real gRPC, and does in memory what the adapter needs: append with expected revision, conflict,
 * reading a stream and `$all` in both directions, catch-up subscription to `$all` with a filter and
 * checkpoints, going on after a restart. Everything else answers UNIMPLEMENTED: batch append, delete,
 * metadata, links, persistent subscriptions, projections, users, gossip, size limits. What a real
 * server does differently is not found here; `KURRENTDB_URL` runs the same suite against one.
 */
export class KurrentDbDouble {
  private server: grpc.Server | undefined;
  private port = 0;

  constructor(readonly log = new Log()) {}

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** On a free port; on the same one again after `stop`. */
  async start(): Promise<void> {
    const server = new grpc.Server();
    server.addService(streamsGrpc.StreamsService as unknown as grpc.ServiceDefinition, {
      append: (call: AppendCall, done: grpc.sendUnaryData<unknown>) => this.append(call, done),
      read: (call: ReadCall) => this.read(call),
    });
    const credentials = grpc.ServerCredentials.createInsecure();
    this.port = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${this.port}`, credentials, (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    this.server = server;
  }

  /** Cuts every connection; the log stays, as on a disk. */
  async stop(): Promise<void> {
    this.server?.forceShutdown();
    this.server = undefined;
  }

  private append(call: AppendCall, done: grpc.sendUnaryData<unknown>): void {
    let options: AppendReq.Options | undefined;
    const proposed: ProposedEvent[] = [];
    call.on('data', (request: AppendReq) => {
      if (request.hasOptions()) options = request.getOptions();
      else proposed.push(proposedOf(request));
    });
    call.on('end', () => {
      if (!options) return done({ code: grpc.status.INVALID_ARGUMENT });
      const outcome = this.log.append(nameIn(options), expectedOf(options), proposed);
      const answer = new streamsPb.AppendResp();
      if (outcome.ok) {
        const success = new streamsPb.AppendResp.Success();
        success.setCurrentRevision(String(outcome.revision));
        if (outcome.position < 0) success.setNoPosition(new sharedPb.Empty());
        else success.setPosition(place(new streamsPb.AppendResp.Position(), outcome.position));
        return done(null, answer.setSuccess(success));
      }
      const wrong = new streamsPb.AppendResp.WrongExpectedVersion();
      if (outcome.current < 0) wrong.setCurrentNoStream(new sharedPb.Empty());
      else wrong.setCurrentRevision(String(outcome.current));
      done(null, answer.setWrongExpectedVersion(wrong));
    });
  }

  private read(call: ReadCall): void {
    const options = call.request.getOptions() as Options;
    if (options.hasSubscription() && options.hasAll()) return this.subscribe(call, options);
    if (options.hasSubscription()) return refuse(call, 'subscriptions to one stream');
    if (options.hasFilter()) return refuse(call, 'filtered reads');
    const found = options.hasAll() ? this.allOf(options) : this.streamOf(call, options);
    for (const event of found.slice(0, Number(options.getCount()))) call.write(readEvent(event));
    call.end();
  }

  private streamOf(call: ReadCall, options: Options): readonly LoggedEvent[] {
    const stream = options.getStream() as ReadReq.Options.StreamOptions;
    const identifier = stream.getStreamIdentifier() as sharedPb.StreamIdentifier;
    const events = this.log.stream(textOf(identifier.getStreamName()));
    if (events.length === 0) {
      const missing = new streamsPb.ReadResp.StreamNotFound().setStreamIdentifier(identifier);
      call.write(new streamsPb.ReadResp().setStreamNotFound(missing));
    }
    const backwards = options.getReadDirection() === 1;
    const from = stream.hasStart() ? 0 : stream.hasEnd() ? Infinity : Number(stream.getRevision());
    return backwards
      ? events.filter(({ revision }) => revision <= from).toReversed()
      : events.filter(({ revision }) => revision >= from);
  }

  /** Forwards the place itself is read too, backwards it is not. */
  private allOf(options: Options): readonly LoggedEvent[] {
    const from = placeOf(options);
    return options.getReadDirection() === 1
      ? this.log.events.filter(({ position }) => position < from).toReversed()
      : this.log.events.filter(({ position }) => position >= from);
  }

  /** What stands behind the place, then what comes; a checkpoint over what the filter left out. */
  private subscribe(call: ReadCall, options: Options): void {
    const passes = filterOf(options);
    const every = 32 * (options.getFilter()?.getCheckpointintervalmultiplier() ?? 1);
    const confirmed = new streamsPb.ReadResp.SubscriptionConfirmation();
    confirmed.setSubscriptionId('double');
    call.write(new streamsPb.ReadResp().setConfirmation(confirmed));
    const from = placeOf(options);
    let next = this.log.events.findIndex(({ position }) => position > from);
    if (next < 0) next = this.log.events.length;
    let looked = 0;
    const push = () => {
      for (; next < this.log.events.length; next += 1) {
        const event = this.log.events[next] as LoggedEvent;
        if (passes(event)) call.write(readEvent(event));
        if ((looked += 1) % every > 0) continue;
        const checkpoint = place(new streamsPb.ReadResp.Checkpoint(), event.position);
        call.write(new streamsPb.ReadResp().setCheckpoint(checkpoint));
      }
    };
    push();
    this.log.appended.on('appended', push);
    call.on('cancelled', () => {
      this.log.appended.off('appended', push);
      call.end();
    });
  }
}

const refuse = (call: ReadCall, what: string): void => {
  const message = `the double knows no ${what}`;
  call.emit('error', { code: grpc.status.UNIMPLEMENTED, message });
};

const textOf = (bytes: Uint8Array | string): string => Buffer.from(bytesOf(bytes)).toString('utf8');

const bytesOf = (bytes: Uint8Array | string): Uint8Array =>
  typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : bytes;

const nameIn = (options: AppendReq.Options): string =>
  textOf((options.getStreamIdentifier() as sharedPb.StreamIdentifier).getStreamName());

const expectedOf = (options: AppendReq.Options): Expected =>
  options.hasAny()
    ? 'any'
    : options.hasNoStream()
      ? 'no_stream'
      : options.hasStreamExists()
        ? 'stream_exists'
        : Number(options.getRevision());

const proposedOf = (request: AppendReq): ProposedEvent => {
  const message = request.getProposedMessage() as AppendReq.ProposedMessage;
  const metadata = message.getMetadataMap();
  return {
    id: message.getId()?.getString() ?? '',
    type: metadata.get('type') ?? '',
    contentType: metadata.get('content-type') ?? '',
    data: bytesOf(message.getData()),
    metadata: bytesOf(message.getCustomMetadata()),
  };
};

const placeOf = (options: Options): number => {
  const all = options.getAll() as ReadReq.Options.AllOptions;
  if (all.hasStart()) return -1;
  return all.hasEnd() ? Infinity : Number(all.getPosition()?.getPreparePosition());
};

const filterOf = (options: Options): ((event: LoggedEvent) => boolean) => {
  const filter = options.getFilter();
  const expression = filter?.getEventType() ?? filter?.getStreamIdentifier();
  if (!filter || !expression) return () => true;
  const [regex, prefixes] = [expression.getRegex(), expression.getPrefixList()];
  return ({ type, stream }) => {
    const text = filter.hasEventType() ? type : stream;
    return regex ? new RegExp(regex, 'u').test(text) : prefixes.some((one) => text.startsWith(one));
  };
};

interface Placed {
  setCommitPosition(value: string): unknown;
  setPreparePosition(value: string): unknown;
}

const place = <Message extends Placed>(message: Message, position: number): Message => {
  message.setCommitPosition(String(position));
  message.setPreparePosition(String(position));
  return message;
};

const readEvent = (event: LoggedEvent) => {
  const record = place(new streamsPb.ReadResp.ReadEvent.RecordedEvent(), event.position);
  record.setId(new sharedPb.UUID().setString(event.id));
  const name = new sharedPb.StreamIdentifier().setStreamName(Buffer.from(event.stream));
  record.setStreamIdentifier(name);
  record.setStreamRevision(String(event.revision));
  record.getMetadataMap().set('type', event.type);
  record.getMetadataMap().set('content-type', event.contentType);
  record.setData(event.data);
  record.setCustomMetadata(event.metadata);
  const read = new streamsPb.ReadResp.ReadEvent().setEvent(record);
  read.setCommitPosition(String(event.position));
  return new streamsPb.ReadResp().setEvent(read);
};
