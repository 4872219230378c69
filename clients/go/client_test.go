package isnad_test

import (
	"bytes"
	"context"
	"errors"
	"net"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/health"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

// service is a server whose behaviour a test defines.
type service struct {
	isnadpb.UnimplementedTextServiceServer
	analyze func(context.Context, *isnadpb.AnalyzeRequest) (*isnadpb.AnalyzeResponse, error)
	stream  func(stream) error
	trace   func(grpc.ClientStreamingServer[isnadpb.TraceRequest, isnadpb.TraceResponse]) error
}

type stream = grpc.BidiStreamingServer[isnadpb.AnalyzeStreamRequest, isnadpb.AnalyzeStreamResponse]

func (s *service) Analyze(ctx context.Context, request *isnadpb.AnalyzeRequest) (*isnadpb.AnalyzeResponse, error) {
	return s.analyze(ctx, request)
}

func (s *service) AnalyzeStream(stream stream) error { return s.stream(stream) }

func (s *service) Trace(stream grpc.ClientStreamingServer[isnadpb.TraceRequest, isnadpb.TraceResponse]) error {
	return s.trace(stream)
}

// server returns a gRPC server with a service and its health service.
func server(s *service) *grpc.Server {
	it := grpc.NewServer(grpc.MaxRecvMsgSize(1 << 26))
	isnadpb.RegisterTextServiceServer(it, s)
	checks := health.NewServer()
	checks.SetServingStatus(isnadpb.TextService_ServiceDesc.ServiceName, healthpb.HealthCheckResponse_SERVING)
	healthpb.RegisterHealthServer(it, checks)
	return it
}

// serve serves a service until the test ends, and returns its address.
func serve(t *testing.T, s *service) string {
	t.Helper()
	it, listener := server(s), listen(t)
	go it.Serve(listener)
	t.Cleanup(it.Stop)
	return listener.Addr().String()
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	return listener
}

// connect creates a client that is closed when the test ends.
func connect(t *testing.T, target string, options ...isnad.Option) *isnad.Client {
	t.Helper()
	client, err := isnad.Connect(t.Context(), target, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close() })
	return client
}

func TestDeadlines(t *testing.T) {
	var left time.Duration
	s := &service{analyze: func(ctx context.Context, _ *isnadpb.AnalyzeRequest) (*isnadpb.AnalyzeResponse, error) {
		deadline, has := ctx.Deadline()
		if left = 0; has {
			left = time.Until(deadline)
		}
		return &isnadpb.AnalyzeResponse{}, nil
	}}
	target := serve(t, s)
	caller, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for _, it := range []struct {
		name    string
		ctx     context.Context
		options []isnad.Option
		wanted  time.Duration
	}{
		{"by default", t.Context(), nil, 10 * time.Second},
		{"of the client", t.Context(), []isnad.Option{isnad.WithTimeout(20 * time.Second)}, 20 * time.Second},
		{"of the caller", caller, nil, time.Minute},
		{"none", t.Context(), []isnad.Option{isnad.WithTimeout(0)}, 0},
	} {
		t.Run(it.name, func(t *testing.T) {
			if _, err := connect(t, target, it.options...).Analyze(it.ctx, &isnadpb.AnalyzeRequest{Text: "نعم."}); err != nil {
				t.Fatal(err)
			}
			if off := it.wanted - left; off < 0 || off > 5*time.Second {
				t.Errorf("the server has %v, wanted %v", left, it.wanted)
			}
		})
	}
}

func TestMetadataOfACallGoBeforeThoseOfTheClient(t *testing.T) {
	var came metadata.MD
	s := &service{analyze: func(ctx context.Context, _ *isnadpb.AnalyzeRequest) (*isnadpb.AnalyzeResponse, error) {
		came, _ = metadata.FromIncomingContext(ctx)
		return &isnadpb.AnalyzeResponse{}, nil
	}}
	client := connect(t, serve(t, s), isnad.WithMetadata("traceparent", "client", "x-tenant", "desk"))
	ctx := metadata.AppendToOutgoingContext(t.Context(), "traceparent", "call")
	if _, err := client.Analyze(ctx, &isnadpb.AnalyzeRequest{Text: "نعم."}); err != nil {
		t.Fatal(err)
	}
	for key, wanted := range map[string]string{"traceparent": "call", "x-tenant": "desk"} {
		if values := came.Get(key); !slices.Equal(values, []string{wanted}) {
			t.Errorf("%s is %v, wanted %s", key, values, wanted)
		}
	}
	if agent := came.Get("user-agent")[0]; !strings.HasPrefix(agent, "isnad-go/"+isnad.Version+" ") {
		t.Errorf("the user agent is %s", agent)
	}
}

func TestLongRequestsAreMadeAgain(t *testing.T) {
	calls := 0
	s := &service{analyze: func(context.Context, *isnadpb.AnalyzeRequest) (*isnadpb.AnalyzeResponse, error) {
		if calls++; calls == 1 {
			return nil, status.Error(codes.Unavailable, "full")
		}
		return &isnadpb.AnalyzeResponse{}, nil
	}}
	text := strings.Repeat("قال الوزير إن السد آمن. ", 100_000)
	if _, err := connect(t, serve(t, s)).Analyze(t.Context(), &isnadpb.AnalyzeRequest{Text: text}); err != nil || calls != 2 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func TestATextThatIsNotUTF8IsAWrongRequest(t *testing.T) {
	_, err := connect(t, serve(t, &service{})).Analyze(t.Context(), &isnadpb.AnalyzeRequest{Text: "نعم\xff"})
	var failed *isnad.Error
	if !errors.As(err, &failed) || failed.Code != codes.InvalidArgument || failed.Violations[0].Reason != "NOT_UTF8" {
		t.Error(err)
	}
}

func TestATraceHasAllDocumentsAgainAfterARefusal(t *testing.T) {
	calls := 0
	var ids []string
	s := &service{trace: func(stream grpc.ClientStreamingServer[isnadpb.TraceRequest, isnadpb.TraceResponse]) error {
		answer := &isnadpb.TraceResponse{}
		ids = nil
		for {
			request, err := stream.Recv()
			if err != nil {
				break
			}
			if request.GetText() == "" {
				answer.Errors = append(answer.Errors, &isnadpb.TraceError{Index: uint32(len(ids)), Id: request.GetId()})
			}
			ids = append(ids, request.GetId())
		}
		if calls++; calls == 1 {
			return status.Error(codes.Unavailable, "full")
		}
		return stream.SendAndClose(answer)
	}}
	documents := []*isnadpb.TraceRequest{{Id: "a", Text: "نعم."}, {Id: "b", Text: "\xff"}, {Id: "c", Text: "لا."}}
	answer, err := connect(t, serve(t, s)).Trace(t.Context(), slices.Values(documents))
	if err != nil || calls != 2 || !slices.Equal(ids, []string{"a", "b", "c"}) {
		t.Fatalf("%d calls, the last with %v, %v", calls, ids, err)
	}
	if len(answer.GetErrors()) != 1 || answer.GetErrors()[0].GetIndex() != 1 || answer.GetErrors()[0].GetId() != "b" {
		t.Errorf("the answer has the errors %v", answer.GetErrors())
	}
	wire, _ := proto.Marshal(answer.GetErrors()[0])
	if !bytes.Contains(wire, []byte("text: is not UTF-8")) {
		t.Errorf("the error is %q", wire)
	}
}

func TestClosingEndsWhatGoesOn(t *testing.T) {
	began := make(chan struct{}, 2)
	s := &service{
		analyze: func(ctx context.Context, _ *isnadpb.AnalyzeRequest) (*isnadpb.AnalyzeResponse, error) {
			began <- struct{}{}
			<-ctx.Done()
			return nil, ctx.Err()
		},
		stream: func(stream stream) error {
			began <- struct{}{}
			<-stream.Context().Done()
			return nil
		},
	}
	target, before := serve(t, s), runtime.NumGoroutine()
	client := connect(t, target)
	ended := make(chan error, 2)
	go func() {
		_, err := client.Analyze(t.Context(), &isnadpb.AnalyzeRequest{Text: "نعم."})
		ended <- err
	}()
	go func() {
		for _, err := range client.AnalyzeMany(t.Context(), documents(3)) {
			ended <- err
		}
	}()
	<-began
	<-began
	client.Close()
	for range 2 {
		if err := <-ended; !errors.Is(err, isnad.ErrCanceled) {
			t.Error(err)
		}
	}
	if _, err := client.Info(t.Context()); !errors.Is(err, isnad.ErrCanceled) {
		t.Error(err)
	}
	leavesNothing(t, before)
}

// leavesNothing waits until there are no more goroutines than before. The goroutines of the server's connection end on
// their own.
func leavesNothing(t *testing.T, before int) {
	t.Helper()
	for until := time.Now().Add(2 * time.Second); runtime.NumGoroutine() > before; time.Sleep(5 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("%d goroutines, before there were %d", runtime.NumGoroutine(), before)
		}
	}
}

func TestConnectingWithoutAServer(t *testing.T) {
	began := time.Now()
	_, err := isnad.Connect(t.Context(), "127.0.0.1:9", isnad.WithConnectTimeout(200*time.Millisecond))
	if !errors.Is(err, isnad.ErrUnavailable) || time.Since(began) > 2*time.Second {
		t.Errorf("%v after %v", err, time.Since(began))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := isnad.Connect(ctx, "127.0.0.1:9"); !errors.Is(err, isnad.ErrCanceled) {
		t.Error(err)
	}
	if _, err := isnad.Connect(t.Context(), "127.0.0.1:9", isnad.WithTLS(isnad.TLS{Cert: "me.pem"})); err == nil {
		t.Error("a certificate without its key is taken")
	}
}
