package isnad

import (
	"context"
	"iter"
	"strings"

	"google.golang.org/grpc"

	"isnad/clients/go/isnadpb"
)

// tracing is a call of Trace, with the errors of documents that cannot be sent.
type tracing struct {
	service isnadpb.TextServiceClient
	faults  map[uint32]*Error
}

func (t *tracing) trace(
	ctx context.Context, documents iter.Seq[*isnadpb.TraceRequest], options ...grpc.CallOption,
) (*isnadpb.TraceResponse, error) {
	ctx, cancel := context.WithCancel(ctx)
	// Ends the call if the source panics.
	defer cancel()
	stream, err := t.service.Trace(ctx, options...)
	if err != nil {
		return nil, err
	}
	index := uint32(0)
	for document := range documents {
		// If sending fails, the answer has the error.
		if stream.Send(t.sendable(index, document)) != nil {
			break
		}
		index++
	}
	answer, err := stream.CloseAndRecv()
	if err != nil {
		return nil, err
	}
	for _, it := range answer.GetErrors() {
		if fault := t.faults[it.GetIndex()]; fault != nil {
			it.Error = fault.status.Proto()
		}
	}
	return answer, nil
}

// sendable returns a document in a form that can be sent. A document that cannot be sent is replaced by an empty one,
// which the server rejects in its place.
func (t *tracing) sendable(index uint32, document *isnadpb.TraceRequest) *isnadpb.TraceRequest {
	fault := check(document)
	if fault == nil {
		return document
	}
	t.faults[index] = fault
	return &isnadpb.TraceRequest{Id: strings.ToValidUTF8(document.GetId(), "\uFFFD")}
}
