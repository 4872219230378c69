// Package isnad is a client of isnad, a service that extracts the article, its sentences, and who said what to whom, through whom, from Arabic
// news text.
//
//	client, err := isnad.Connect(ctx, "127.0.0.1:50051")
//	if err != nil {
//		return err
//	}
//	defer client.Close()
//	answer, err := client.Analyze(ctx, &isnadpb.AnalyzeRequest{Text: page})
//	if err != nil {
//		return err
//	}
//	for _, quote := range answer.GetQuotes() {
//		for _, part := range quote.GetContent() {
//			fmt.Println(quote.GetSpeaker().GetName(), isnad.Slice(page, part))
//		}
//	}
//
// Requests and answers are protobuf messages in package isnadpb, which documents the unit, default and limit of each field. If a request sets no
// offset encoding, offsets count bytes, like indexes of Go strings.
//
// Calls that the server refuses temporarily are retried, up to five attempts within their deadline, after the delay that the server requests and
// as set in the service config. The error of a call is an [*Error].
//
// Metadata and trace context of a call come from its context:
//
//	ctx = metadata.AppendToOutgoingContext(ctx, "traceparent", parent)
//
// To trace with OpenTelemetry, pass the otelgrpc handler to [WithDialOptions].
package isnad

import (
	"context"
	"iter"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	// Enables gRPC's client-side health checking, which the service config requests.
	_ "google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"isnad/clients/go/isnadpb"
)

// Client makes the calls of the service. It is safe for concurrent use.
type Client struct {
	target         string
	timeout        time.Duration
	connectTimeout time.Duration
	metadata       metadata.MD

	connection *grpc.ClientConn
	service    isnadpb.TextServiceClient
	// Ends when the client is closed.
	open context.Context
	end  context.CancelCauseFunc
}

// Connect creates a client for the servers at a target: "host:port", "dns:///host:port" or "unix:/path". If a name has several addresses, calls
// go to them in turn.
//
// It fails with [ErrUnavailable] if no server accepts calls within the connect timeout, with the context's error if the context ends first, and
// with another error if the target or a TLS file is invalid. Without [WithTLS] nothing is encrypted.
//
//	client, err := isnad.Connect(ctx, "isnad.internal:443",
//		isnad.WithTLS(isnad.TLS{CA: "ca.pem", Cert: "me.pem", Key: "me.key"}),
//		isnad.WithTimeout(30*time.Second))
func Connect(ctx context.Context, target string, options ...Option) (*Client, error) {
	s := settings{timeout: 10 * time.Second, connectTimeout: 5 * time.Second}
	for _, option := range options {
		option(&s)
	}
	dial, err := s.dialOptions()
	if err != nil {
		return nil, err
	}
	connection, err := grpc.NewClient(target, dial...)
	if err != nil {
		return nil, err
	}
	c := &Client{
		target: target, timeout: s.timeout, connectTimeout: s.connectTimeout, metadata: s.metadata,
		connection: connection, service: isnadpb.NewTextServiceClient(connection),
	}
	c.open, c.end = context.WithCancelCause(context.Background())
	if err := c.checkHealth(ctx); err != nil {
		c.Close()
		return nil, err
	}
	return c, nil
}

// checkHealth waits until a server accepts calls, up to the connect timeout.
func (c *Client) checkHealth(ctx context.Context) error {
	within, cancel := context.WithTimeout(c.outgoing(ctx), c.connectTimeout)
	defer cancel()
	request := &healthpb.HealthCheckRequest{Service: isnadpb.TextService_ServiceDesc.ServiceName}
	answer, err := healthpb.NewHealthClient(c.connection).Check(within, request, grpc.WaitForReady(true))
	switch {
	case ctx.Err() != nil:
		return ended(ctx)
	case err != nil:
		return unreachable(c.target, statusOf(err).Message())
	case answer.GetStatus() != healthpb.HealthCheckResponse_SERVING:
		return unreachable(c.target, "it is starting or shutting down")
	}
	return nil
}

// Close closes the connection. Calls and streams in progress fail with [ErrCanceled]. Close fails only if the client is already closed.
func (c *Client) Close() error {
	c.end(cause{ofStatus(status.New(codes.Canceled, "the client is closed"))})
	return c.connection.Close()
}

// Analyze runs Clean, Segment and ExtractQuotes in one pass over one scraped page. Sentences and quotes come from the article only.
func (c *Client) Analyze(ctx context.Context, request *isnadpb.AnalyzeRequest, options ...grpc.CallOption) (*isnadpb.AnalyzeResponse, error) {
	return call(ctx, c, c.service.Analyze, request, options)
}

// Clean extracts the article from a scraped page. It returns blocks, the clean text, its alignment to the page, and findings about doubtful text.
func (c *Client) Clean(ctx context.Context, request *isnadpb.CleanRequest, options ...grpc.CallOption) (*isnadpb.CleanResponse, error) {
	return call(ctx, c, c.service.Clean, request, options)
}

// Segment splits any Arabic text into sentences. Nothing is dropped.
func (c *Client) Segment(ctx context.Context, request *isnadpb.SegmentRequest, options ...grpc.CallOption) (*isnadpb.SegmentResponse, error) {
	return call(ctx, c, c.service.Segment, request, options)
}

// ExtractQuotes finds the quotes in a text that is already clean, and their speakers.
func (c *Client) ExtractQuotes(ctx context.Context, request *isnadpb.ExtractQuotesRequest, options ...grpc.CallOption) (*isnadpb.ExtractQuotesResponse, error) {
	return call(ctx, c, c.service.ExtractQuotes, request, options)
}

// Verify checks up to 64 claimed quotations against a page: whether the page has them, how they differ, and who said them.
func (c *Client) Verify(ctx context.Context, request *isnadpb.VerifyRequest, options ...grpc.CallOption) (*isnadpb.VerifyResponse, error) {
	return call(ctx, c, c.service.Verify, request, options)
}

// Info returns the version that is running and the limits in force.
func (c *Client) Info(ctx context.Context, options ...grpc.CallOption) (*isnadpb.GetInfoResponse, error) {
	return call(ctx, c, c.service.GetInfo, &isnadpb.GetInfoRequest{}, options)
}

// Trace groups the quotes of many documents that report the same utterance, and lists what changed between them. It takes as many documents as
// the limits in [Client.Info] allow, and keeps them until the answer comes. A document that fails is listed in the answer's errors; the others
// are still traced. The deadline applies to the whole call.
//
//	answer, err := client.Trace(ctx, slices.Values(documents))
func (c *Client) Trace(ctx context.Context, documents iter.Seq[*isnadpb.TraceRequest], options ...grpc.CallOption) (*isnadpb.TraceResponse, error) {
	tracing := tracing{service: c.service, faults: map[uint32]*Error{}}
	return call(ctx, c, tracing.trace, documents, options)
}

// call makes a call with the client's deadline and metadata, and adds the details to its error.
func call[Request, Answer any](
	ctx context.Context, c *Client, do func(context.Context, Request, ...grpc.CallOption) (Answer, error), request Request, options []grpc.CallOption,
) (Answer, error) {
	var none Answer
	ctx, cancel := c.deadline(c.outgoing(ctx))
	defer cancel()
	var header, trailer metadata.MD
	answer, err := do(ctx, request, append([]grpc.CallOption{grpc.Header(&header), grpc.Trailer(&trailer)}, options...)...)
	if err == nil {
		return answer, nil
	}
	found := failed(err, header, trailer)
	// Checking a request takes as long as encoding it, so it is checked only if encoding may have failed.
	if message, ok := any(request).(proto.Message); ok && found.Code == codes.Internal {
		if fault := check(message); fault != nil {
			return none, fault
		}
	}
	return none, found
}

// deadline adds the client's deadline to a context without one.
func (c *Client) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, has := ctx.Deadline(); has || c.timeout <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, c.timeout)
}

// outgoing adds the client's metadata to a context, except for keys that the context already has.
func (c *Client) outgoing(ctx context.Context) context.Context {
	if len(c.metadata) == 0 {
		return ctx
	}
	all := c.metadata.Copy()
	own, _ := metadata.FromOutgoingContext(ctx)
	for key, values := range own {
		all[key] = values
	}
	return metadata.NewOutgoingContext(ctx, all)
}
