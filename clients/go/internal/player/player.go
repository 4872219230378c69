package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"
	"google.golang.org/protobuf/proto"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

type fields map[string]any

// player has the client that steps use.
type player struct {
	goroutines int
	target     string
	client     *isnad.Client
}

func newPlayer() *player { return &player{goroutines: runtime.NumGoroutine()} }

func (p *player) do(s step) (fields, error) {
	switch s.Op {
	case "connect":
		return p.connect(s)
	case "call":
		return p.call(s)
	case "trace":
		return p.trace(s)
	case "stream":
		return p.stream(s)
	case "close":
		return p.close()
	case "overhead":
		return p.overhead(s)
	}
	return nil, fmt.Errorf("no op %q", s.Op)
}

func (p *player) connect(s step) (fields, error) {
	var options []isnad.Option
	if s.TimeoutMs != nil {
		options = append(options, isnad.WithTimeout(milliseconds(*s.TimeoutMs)))
	}
	if s.ConnectTimeoutMs != nil {
		options = append(options, isnad.WithConnectTimeout(milliseconds(*s.ConnectTimeoutMs)))
	}
	if s.TLS != nil {
		options = append(options, isnad.WithTLS(isnad.TLS(*s.TLS)))
	}
	for key, value := range s.Metadata {
		options = append(options, isnad.WithMetadata(key, value))
	}
	client, err := isnad.Connect(context.Background(), s.Target, options...)
	if err != nil {
		return nil, err
	}
	p.client, p.target = client, s.Target
	return fields{}, nil
}

func (p *player) call(s step) (fields, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	for key, value := range s.Metadata {
		ctx = metadata.AppendToOutgoingContext(ctx, key, value)
	}
	if s.TimeoutMs != nil {
		ctx, cancel = context.WithTimeout(ctx, milliseconds(*s.TimeoutMs))
		defer cancel()
	}
	if s.CancelAfterMs != nil {
		defer time.AfterFunc(milliseconds(*s.CancelAfterMs), cancel).Stop()
	}
	switch s.Method {
	case "Analyze":
		return answered(ctx, p.client.Analyze, s.Request)
	case "Clean":
		return answered(ctx, p.client.Clean, s.Request)
	case "Segment":
		return answered(ctx, p.client.Segment, s.Request)
	case "ExtractQuotes":
		return answered(ctx, p.client.ExtractQuotes, s.Request)
	case "Verify":
		return answered(ctx, p.client.Verify, s.Request)
	case "GetInfo":
		answer, err := p.client.Info(ctx)
		return written(answer, err)
	}
	return nil, fmt.Errorf("no method %q", s.Method)
}

// answered makes a call and returns its answer, with its quotes if it has any.
func answered[Q any, Request message[Q], Answer proto.Message](
	ctx context.Context, do func(context.Context, Request, ...grpc.CallOption) (Answer, error), request json.RawMessage,
) (fields, error) {
	given, err := read[Q, Request](request)
	if err != nil {
		return nil, err
	}
	answer, err := do(ctx, given)
	found, err := written(answer, err)
	if err != nil {
		return nil, err
	}
	if quoting, ok := any(answer).(interface{ GetQuotes() []*isnadpb.Quote }); ok {
		found["quotes"] = quotes(any(given).(interface{ GetText() string }).GetText(), quoting.GetQuotes())
	}
	return found, nil
}

func (p *player) trace(s step) (fields, error) {
	documents, err := readAll[isnadpb.TraceRequest](s.Documents)
	if err != nil {
		return nil, err
	}
	return written(p.client.Trace(context.Background(), slices.Values(documents)))
}

func (p *player) stream(s step) (fields, error) {
	documents, err := readAll[isnadpb.AnalyzeStreamRequest](s.Documents)
	if err != nil {
		return nil, err
	}
	results, ahead := []fields{}, 0
	source := func(yield func(*isnadpb.AnalyzeStreamRequest) bool) {
		for index, it := range documents {
			ahead = max(ahead, index+1-len(results))
			if !yield(it) {
				return
			}
		}
	}
	var options []isnad.StreamOption
	if s.InFlight != nil {
		options = append(options, isnad.WithInFlight(*s.InFlight))
	}
	for result, err := range p.client.AnalyzeMany(context.Background(), source, options...) {
		if err != nil {
			return nil, err
		}
		results = append(results, resulted(result))
		time.Sleep(milliseconds(s.ConsumeDelayMs))
		if len(results) == s.CancelAfter {
			break
		}
	}
	return fields{"results": results, "readAhead": ahead}, nil
}

func (p *player) close() (fields, error) {
	if err := p.client.Close(); err != nil {
		return nil, err
	}
	leftover := func() int { return runtime.NumGoroutine() - p.goroutines }
	for until := time.Now().Add(time.Second); leftover() > 0 && time.Now().Before(until); {
		time.Sleep(10 * time.Millisecond)
	}
	return fields{"leftover": leftover()}, nil
}

func milliseconds(count int) time.Duration { return time.Duration(count) * time.Millisecond }
