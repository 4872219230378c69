// Package isnad is a client of isnad, a service that takes Arabic news text and tells the article from the page around it, its sentences, and
// who said what to whom, through whom.
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
// Requests and answers are the messages of the contract, in package isnadpb, where each field has its unit, default and limit. Offsets count
// bytes, as indexes of Go's strings do, in requests that name no offset encoding.
//
// Calls that the server puts off are made again, up to five times within their deadline, when the server wants it and as the service's
// configuration for clients says. Every call fails with an [*Error].
//
// Metadata and the trace context of a call are those of its context:
//
//	ctx = metadata.AppendToOutgoingContext(ctx, "traceparent", parent)
//
// Whoever traces with OpenTelemetry gives the handler of otelgrpc to [WithDialOptions].
package isnad

import (
	"context"
	"iter"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	// Lets gRPC follow the health of each server, as the service's configuration asks.
	_ "google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"isnad/clients/go/isnadpb"
)

// Client makes the calls of the service. Goroutines may share it.
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

// Connect makes a client of the servers at a target: "host:port", "dns:///host:port" or "unix:/path". Where a name has several addresses, calls
// go to all of them in turns.
//
// It fails with [ErrUnavailable] if no server takes calls within the connect timeout, with the context's own error if that ends before, and with
// another error if the target or the files of TLS cannot be read. Without [WithTLS] nothing is encrypted.
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

// checkHealth asks whether a server takes calls, and waits for one as long as it may.
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

// Close ends the connection, and what still goes on over it: calls and streams fail with [ErrCanceled]. It fails only where the client was closed
// before.
func (c *Client) Close() error {
	c.end(cause{ofStatus(status.New(codes.Canceled, "the client is closed"))})
	return c.connection.Close()
}

// Analyze does all of it in one pass over one scraped page: only what belongs to the article has sentences and quotes.
func (c *Client) Analyze(ctx context.Context, request *isnadpb.AnalyzeRequest, options ...grpc.CallOption) (*isnadpb.AnalyzeResponse, error) {
	return call(ctx, c, c.service.Analyze, request, options)
}

// Clean takes the article out of a scraped page: blocks, clean text, how it maps back, and what is doubtful about the text.
func (c *Client) Clean(ctx context.Context, request *isnadpb.CleanRequest, options ...grpc.CallOption) (*isnadpb.CleanResponse, error) {
	return call(ctx, c, c.service.Clean, request, options)
}

// Segment cuts any Arabic text into sentences. Nothing is dropped.
func (c *Client) Segment(ctx context.Context, request *isnadpb.SegmentRequest, options ...grpc.CallOption) (*isnadpb.SegmentResponse, error) {
	return call(ctx, c, c.service.Segment, request, options)
}

// ExtractQuotes finds the quotes in a text that is clean already, and who speaks in them.
func (c *Client) ExtractQuotes(ctx context.Context, request *isnadpb.ExtractQuotesRequest, options ...grpc.CallOption) (*isnadpb.ExtractQuotesResponse, error) {
	return call(ctx, c, c.service.ExtractQuotes, request, options)
}

// Verify tells of up to 64 claimed quotations whether a page holds them, in what they differ, and whose words it says they are.
func (c *Client) Verify(ctx context.Context, request *isnadpb.VerifyRequest, options ...grpc.CallOption) (*isnadpb.VerifyResponse, error) {
	return call(ctx, c, c.service.Verify, request, options)
}

// Info tells which version runs, and which limits are in force.
func (c *Client) Info(ctx context.Context, options ...grpc.CallOption) (*isnadpb.GetInfoResponse, error) {
	return call(ctx, c, c.service.GetInfo, &isnadpb.GetInfoRequest{}, options)
}

// Trace joins the quotes of many documents that report one utterance, and says what changed from one to the other. It takes as many documents as
// the limits of [Client.Info] allow, and keeps them until the answer comes. A document that fails is named in the answer's errors, and the
// others go on. The deadline counts for the whole call.
//
//	answer, err := client.Trace(ctx, slices.Values(documents))
func (c *Client) Trace(ctx context.Context, documents iter.Seq[*isnadpb.TraceRequest], options ...grpc.CallOption) (*isnadpb.TraceResponse, error) {
	tracing := tracing{service: c.service, faults: map[uint32]*Error{}}
	return call(ctx, c, tracing.trace, documents, options)
}

// call makes a call with the client's deadline and metadata, and gives its error the details.
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
	// Looking through a request takes as long as writing it, so it is done where that may have failed.
	if message, ok := any(request).(proto.Message); ok && found.Code == codes.Internal {
		if fault := check(message); fault != nil {
			return none, fault
		}
	}
	return none, found
}

// deadline gives a context the client's deadline where it has none.
func (c *Client) deadline(ctx context.Context) (context.Context, context.CancelFunc) {
	if _, has := ctx.Deadline(); has || c.timeout <= 0 {
		return ctx, func() {}
	}
	return context.WithTimeout(ctx, c.timeout)
}

// outgoing gives a context the client's metadata, as far as it has not its own under the same key.
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
