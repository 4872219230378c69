package isnad_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"runtime"
	"slices"
	"testing"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

// documents yields count documents, with their indexes as ids.
func documents(count int) iter.Seq[*isnadpb.AnalyzeStreamRequest] {
	return func(yield func(*isnadpb.AnalyzeStreamRequest) bool) {
		for at := range count {
			if !yield(&isnadpb.AnalyzeStreamRequest{Id: fmt.Sprint(at), Text: "نعم."}) {
				return
			}
		}
	}
}

// answer answers up to most documents of a stream, or all if most is negative. It reports whether the stream has ended.
func answer(stream stream, most int) bool {
	for answered := 0; answered != most; answered++ {
		request, err := stream.Recv()
		if err != nil {
			return true
		}
		analysis := &isnadpb.AnalyzeResponse{CleanText: request.GetId()}
		stream.Send(&isnadpb.AnalyzeStreamResponse{
			Id: request.GetId(), Result: &isnadpb.AnalyzeStreamResponse_Analysis{Analysis: analysis},
		})
	}
	return false
}

// collect checks that results come in the order of the documents, each with its own answer, and returns how many came before the error.
func collect(t *testing.T, results iter.Seq2[isnad.Result, error]) (count int, failed error) {
	t.Helper()
	for result, err := range results {
		if err != nil {
			failed = err
			continue
		}
		if failed != nil {
			t.Error("a result comes after the error")
		}
		if wanted := fmt.Sprint(count); result.Document.GetId() != wanted || result.Analysis.GetCleanText() != wanted {
			t.Errorf("result %d is that of %q, and answers %q", count, result.Document.GetId(), result.Analysis.GetCleanText())
		}
		count++
	}
	return count, failed
}

// soon returns an error that asks for an immediate retry.
func soon(code codes.Code) error {
	it, _ := status.New(code, "not now").WithDetails(&errdetails.RetryInfo{RetryDelay: durationpb.New(1)})
	return it.Err()
}

func TestAStreamThatBreaksGoesOn(t *testing.T) {
	for _, it := range []struct {
		name  string
		ended error
	}{
		{"unavailable", soon(codes.Unavailable)},
		{"out of memory", soon(codes.ResourceExhausted)},
		{"cancelled", soon(codes.Canceled)},
		{"ended early", nil},
	} {
		t.Run(it.name, func(t *testing.T) {
			streams := 0
			s := &service{stream: func(stream stream) error {
				if streams++; answer(stream, 3) {
					return nil
				}
				return it.ended
			}}
			// More breaks than attempts, because each answer resets the count of attempts.
			count, err := collect(t, connect(t, serve(t, s)).AnalyzeMany(t.Context(), documents(20), isnad.WithInFlight(8)))
			if count != 20 || err != nil || streams != 7 {
				t.Errorf("%d results over %d streams, %v", count, streams, err)
			}
		})
	}
}

func TestAStreamThatIsResetGoesOn(t *testing.T) {
	grpcServer := server(&service{stream: func(stream stream) error { answer(stream, -1); return nil }})
	streams := 0
	reset := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == isnadpb.TextService_AnalyzeStream_FullMethodName {
			if streams++; streams == 1 {
				panic(http.ErrAbortHandler)
			}
		}
		grpcServer.ServeHTTP(w, r)
	})
	listener, httpServer := listen(t), &http.Server{Handler: reset, Protocols: new(http.Protocols)}
	httpServer.Protocols.SetUnencryptedHTTP2(true)
	go httpServer.Serve(listener)
	t.Cleanup(func() { httpServer.Close() })
	count, err := collect(t, connect(t, listener.Addr().String()).AnalyzeMany(t.Context(), documents(5)))
	if count != 5 || err != nil || streams != 2 {
		t.Errorf("%d results over %d streams, %v", count, streams, err)
	}
}

func TestAStreamThatCannotGoOnEndsWithItsError(t *testing.T) {
	for _, it := range []struct {
		name    string
		ended   error
		kind    error
		streams int
	}{
		{"never an answer", soon(codes.Unavailable), isnad.ErrUnavailable, 5},
		{"a fault", status.Error(codes.Internal, "a fault"), isnad.ErrInternal, 1},
	} {
		t.Run(it.name, func(t *testing.T) {
			streams := 0
			s := &service{stream: func(stream) error { streams++; return it.ended }}
			count, err := collect(t, connect(t, serve(t, s)).AnalyzeMany(t.Context(), documents(3)))
			if count != 0 || !errors.Is(err, it.kind) || streams != it.streams {
				t.Errorf("%d results over %d streams, %v", count, streams, err)
			}
		})
	}
}

func TestAServerThatWantsNoOtherAttemptGetsNone(t *testing.T) {
	streams := 0
	s := &service{stream: func(stream stream) error {
		streams++
		stream.SetTrailer(metadata.Pairs("grpc-retry-pushback-ms", "-1"))
		return soon(codes.Unavailable)
	}}
	_, err := collect(t, connect(t, serve(t, s)).AnalyzeMany(t.Context(), documents(1)))
	if !errors.Is(err, isnad.ErrUnavailable) || streams != 1 {
		t.Errorf("%d streams, %v", streams, err)
	}
}

func TestNoMoreIsTakenThanMayBeInFlight(t *testing.T) {
	s := &service{stream: func(stream stream) error { answer(stream, -1); return nil }}
	taken, given := 0, 0
	source := func(yield func(*isnadpb.AnalyzeStreamRequest) bool) {
		for document := range documents(50) {
			if taken++; taken-given > 4 {
				t.Errorf("%d are taken, %d are given", taken, given)
			}
			if !yield(document) {
				return
			}
		}
	}
	for range connect(t, serve(t, s)).AnalyzeMany(t.Context(), source, isnad.WithInFlight(4)) {
		given++
	}
	if given != 50 {
		t.Errorf("%d results", given)
	}
}

func TestLeavingTheLoopEndsTheStream(t *testing.T) {
	ended := make(chan struct{})
	s := &service{stream: func(stream stream) error {
		answer(stream, 2)
		<-stream.Context().Done()
		close(ended)
		return nil
	}}
	target := serve(t, s)
	client := connect(t, target)
	before, stopped := runtime.NumGoroutine(), false
	source := func(yield func(*isnadpb.AnalyzeStreamRequest) bool) {
		defer func() { stopped = true }()
		documents(100)(yield)
	}
	for range client.AnalyzeMany(t.Context(), source, isnad.WithInFlight(3)) {
		break
	}
	if !stopped {
		t.Error("the source goes on")
	}
	<-ended
	leavesNothing(t, before)
}

func TestAContextEndsAStream(t *testing.T) {
	s := &service{stream: func(stream stream) error { answer(stream, 1); <-stream.Context().Done(); return nil }}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	count := 0
	for _, err := range connect(t, serve(t, s)).AnalyzeMany(ctx, documents(3)) {
		if count++; count == 2 && !errors.Is(err, isnad.ErrCanceled) {
			t.Error(err)
		}
		cancel()
	}
	if count != 2 {
		t.Errorf("%d results", count)
	}
}

func TestADocumentThatCannotBeSentHasItsErrorInItsPlace(t *testing.T) {
	s := &service{stream: func(stream stream) error { answer(stream, -1); return nil }}
	var ids []string
	source := slices.Values([]*isnadpb.AnalyzeStreamRequest{
		{Id: "bad", Text: "\xff"}, {Id: "good", Text: "نعم."}, {Id: "worse", Text: "\xd9"}, {Id: "last", Text: "لا."},
	})
	for result, err := range connect(t, serve(t, s)).AnalyzeMany(t.Context(), source) {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, result.Document.GetId())
		if errors.Is(result.Err, isnad.ErrInvalidArgument) != (result.Analysis == nil) {
			t.Errorf("%s: %v", result.Document.GetId(), result.Err)
		}
	}
	if wanted := []string{"bad", "good", "worse", "last"}; !slices.Equal(ids, wanted) {
		t.Errorf("%v, wanted %v", ids, wanted)
	}
}

func TestAStreamWithoutDocumentsIsNotOpened(t *testing.T) {
	s := &service{stream: func(stream) error { return io.ErrUnexpectedEOF }}
	count, err := collect(t, connect(t, serve(t, s)).AnalyzeMany(t.Context(), documents(0)))
	if count != 0 || err != nil {
		t.Errorf("%d results, %v", count, err)
	}
}
