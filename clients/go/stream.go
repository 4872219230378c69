package isnad

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	"isnad/clients/go/isnadpb"
)

// Result is the result of one document of [Client.AnalyzeMany].
type Result struct {
	// Document is the request. The spans of the analysis refer to its text.
	Document *isnadpb.AnalyzeStreamRequest
	// Analysis is the answer; nil if Err is not nil.
	Analysis *isnadpb.AnalyzeResponse
	// Err is the document's error, an [*Error], if there is no analysis.
	Err error
}

// StreamOption is a setting of [Client.AnalyzeMany].
type StreamOption func(*streamSettings)

type streamSettings struct{ inFlight int }

// WithInFlight sets how many documents can be taken from the source before their results: 64 by default, at least 1.
func WithInFlight(documents int) StreamOption {
	return func(s *streamSettings) { s.inFlight = max(documents, 1) }
}

// AnalyzeMany is Analyze for many documents over one stream. It yields a result for each document, in order. A document that fails has a result
// with its error; the others are still analyzed.
//
// A stream that breaks is reopened with the documents that have no answer. A final error, with an empty Result, ends the loop after five
// attempts without an answer, on an error that is not retried, or when the context ends or the client is closed. The stream has only the
// deadline of the context; the server has one for each document.
//
// The source runs in the goroutine of the loop, and only as far ahead as documents may be in flight. A result is delayed while the source
// produces the next document; a source that waits for a result deadlocks. Leaving the loop ends the stream and the source, and leaves no
// goroutines running.
//
//	for result, err := range client.AnalyzeMany(ctx, documents) {
//		if err != nil {
//			return err
//		}
//		if result.Err != nil {
//			log.Print(result.Document.GetId(), result.Err)
//			continue
//		}
//		fmt.Println(result.Document.GetId(), len(result.Analysis.GetQuotes()))
//	}
func (c *Client) AnalyzeMany(
	ctx context.Context, documents iter.Seq[*isnadpb.AnalyzeStreamRequest], options ...StreamOption,
) iter.Seq2[Result, error] {
	s := streamSettings{inFlight: 64}
	for _, option := range options {
		option(&s)
	}
	return func(yield func(Result, error) bool) {
		ctx, cancel := c.whileOpen(c.outgoing(ctx))
		defer cancel()
		f := &flight{ctx: ctx, most: s.inFlight, open: c.exchange}
		defer f.stop()
		for document := range documents {
			f.take(document)
			for f.isFull() || f.hasResult() {
				if !f.deliver(yield) {
					return
				}
			}
		}
		f.end()
		for !f.isEmpty() {
			if !f.deliver(yield) {
				return
			}
		}
		f.finish()
	}
}

// whileOpen returns a context that also ends with the client.
func (c *Client) whileOpen(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(ctx)
	stop := context.AfterFunc(c.open, func() { cancel(context.Cause(c.open)) })
	return ctx, func() {
		stop()
		cancel(nil)
	}
}

// flight holds the documents in flight, in order, and the exchange that answers them. It is used by one goroutine.
type flight struct {
	ctx  context.Context
	most int
	open func(ctx context.Context, most int) *exchange

	waiting  []waiting
	exchange *exchange
	// The source is exhausted.
	ended bool
}

type waiting struct {
	document *isnadpb.AnalyzeStreamRequest
	// Why it cannot be sent.
	fault *Error
}

func (f *flight) isEmpty() bool { return len(f.waiting) == 0 }
func (f *flight) isFull() bool  { return len(f.waiting) >= f.most }

// hasResult reports whether the next result is available, or an attempt has failed.
func (f *flight) hasResult() bool {
	return !f.isEmpty() && (f.waiting[0].fault != nil || f.exchange.hasCome())
}

// take sends another document.
func (f *flight) take(document *isnadpb.AnalyzeStreamRequest) {
	it := waiting{document, check(document)}
	f.waiting = append(f.waiting, it)
	switch {
	case it.fault != nil:
	case f.exchange == nil:
		f.begin()
	default:
		f.exchange.send(document)
	}
}

// end signals the end of the documents.
func (f *flight) end() {
	f.ended = true
	if f.exchange != nil {
		f.exchange.closeSend()
	}
}

// begin opens a stream and sends all unanswered documents.
func (f *flight) begin() {
	f.stop()
	f.exchange = f.open(f.ctx, f.most)
	for _, it := range f.waiting {
		if it.fault == nil {
			f.exchange.send(it.document)
		}
	}
	if f.ended {
		f.exchange.closeSend()
	}
}

// stop ends the stream in any state.
func (f *flight) stop() {
	if f.exchange != nil {
		f.exchange.stop()
	}
}

// finish waits until the server has ended a fully answered stream, so that the server does not count it as cancelled.
func (f *flight) finish() {
	if f.exchange != nil {
		f.exchange.next()
	}
}

// deliver yields the next result, or the final error. It reports whether to continue.
func (f *flight) deliver(yield func(Result, error) bool) bool {
	result, err := f.result()
	if err != nil {
		yield(Result{}, err)
		return false
	}
	f.waiting = f.waiting[1:]
	return yield(result, nil)
}

func (f *flight) result() (Result, error) {
	first := f.waiting[0]
	if first.fault != nil {
		return Result{Document: first.document, Err: first.fault}, nil
	}
	answer, failed := f.answer()
	if failed != nil {
		return Result{}, failed
	}
	if answer.GetAnalysis() == nil {
		return Result{Document: first.document, Err: refusal(answer)}, nil
	}
	return Result{Document: first.document, Analysis: answer.GetAnalysis()}, nil
}

// refusal returns the error in an answer without an analysis.
func refusal(answer *isnadpb.AnalyzeStreamResponse) *Error {
	if refused := answer.GetError(); refused != nil {
		return ofStatus(status.FromProto(refused))
	}
	return ofStatus(status.New(codes.Unknown, "the answer holds neither an analysis nor an error"))
}

// answer returns the next answer, reopening the stream if necessary.
func (f *flight) answer() (*isnadpb.AnalyzeStreamResponse, *Error) {
	for failures := 1; ; failures++ {
		answer, failed := f.exchange.next()
		if failed == nil {
			return answer, nil
		}
		if failures == retry.MaxAttempts || !mayGoOn(failed) {
			return nil, failed
		}
		select {
		case <-time.After(retry.pause(failures, failed.RetryAfter)):
		case <-f.ctx.Done():
		}
		if f.ctx.Err() != nil {
			return nil, ended(f.ctx)
		}
		f.begin()
	}
}

// cutShort lists gRPC's messages for streams that ended without a status. The code is then gRPC's guess.
var cutShort = []string{"stream terminated by RST_STREAM", "server closed the stream without sending trailers"}

// mayGoOn reports whether to reopen a stream that ended with this error. Cancellation by the caller is detected from its context.
func mayGoOn(e *Error) bool {
	if e.final {
		return false
	}
	for _, words := range cutShort {
		if strings.HasPrefix(e.Message, words) {
			return true
		}
	}
	return retry.mends(e.Code) || e.Code == codes.Canceled
}

// exchange is one stream. A separate goroutine receives, so that neither side waits for the other to read.
type exchange struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	stream  grpc.BidiStreamingClient[isnadpb.AnalyzeStreamRequest, isnadpb.AnalyzeStreamResponse]
	answers chan received
}

type received struct {
	answer *isnadpb.AnalyzeStreamResponse
	failed *Error
}

// exchange opens a stream and waits for a server up to the connect timeout. A failure is delivered as the first answer.
func (c *Client) exchange(ctx context.Context, most int) *exchange {
	ctx, cancel := context.WithCancelCause(ctx)
	// Room for all answers in flight, and the error.
	e := &exchange{ctx: ctx, cancel: cancel, answers: make(chan received, most+1)}
	late := time.AfterFunc(c.connectTimeout, func() { cancel(cause{unreachable(c.target, "no connection in time")}) })
	stream, err := c.service.AnalyzeStream(ctx)
	late.Stop()
	if err != nil {
		e.answers <- received{failed: e.failed(err)}
		close(e.answers)
		return e
	}
	e.stream = stream
	go e.receive(c.target)
	return e
}

func (e *exchange) receive(target string) {
	defer close(e.answers)
	for {
		answer, err := e.stream.Recv()
		switch {
		case err == nil:
			e.answers <- received{answer: answer}
			continue
		case errors.Is(err, io.EOF):
			e.answers <- received{failed: unreachable(target, "the stream has ended early")}
		default:
			e.answers <- received{failed: e.failed(err)}
		}
		return
	}
}

func (e *exchange) failed(err error) *Error {
	if e.ctx.Err() != nil {
		return ended(e.ctx)
	}
	if e.stream == nil {
		return failed(err)
	}
	// The stream has ended, so Header does not block.
	header, _ := e.stream.Header()
	return failed(err, header, e.stream.Trailer())
}

// send sends a document. If it fails, the next answer has the error.
func (e *exchange) send(document *isnadpb.AnalyzeStreamRequest) {
	if e.stream != nil {
		_ = e.stream.Send(document)
	}
}

func (e *exchange) closeSend() {
	if e.stream != nil {
		_ = e.stream.CloseSend()
	}
}

func (e *exchange) hasCome() bool { return len(e.answers) > 0 }

// next waits for the next answer, or for the error that ends the stream.
func (e *exchange) next() (*isnadpb.AnalyzeStreamResponse, *Error) {
	it := <-e.answers
	return it.answer, it.failed
}

// stop ends the stream and waits for its goroutine.
func (e *exchange) stop() {
	e.cancel(nil)
	for range e.answers {
	}
}
