package isnad

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

// Kinds of [Error] for errors.Is, by status code. For other codes, read [Error].Code.
var (
	// ErrInvalidArgument: the request is invalid; do not retry it. Each violation names its field.
	ErrInvalidArgument error = kind(codes.InvalidArgument)
	// ErrUnavailable: no server, or one that is full or shutting down. The client has already retried.
	ErrUnavailable error = kind(codes.Unavailable)
	// ErrResourceExhausted: the server's memory budget for calls is used up. The client has already retried.
	ErrResourceExhausted error = kind(codes.ResourceExhausted)
	// ErrDeadlineExceeded: the deadline of the call, of the client or of the server has passed.
	ErrDeadlineExceeded error = kind(codes.DeadlineExceeded)
	// ErrCanceled: the caller cancelled the call, or the client was closed.
	ErrCanceled error = kind(codes.Canceled)
	// ErrInternal: the server is at fault. Include RequestID in a report.
	ErrInternal error = kind(codes.Internal)
)

type kind codes.Code

func (k kind) Error() string { return "isnad: " + codes.Code(k).String() }

// Error is the error of a call or of a document in a stream. All errors of [Client] calls have this type:
//
//	var failed *isnad.Error
//	if errors.As(err, &failed) {
//		log.Print(failed.Code, failed.Reason, failed.RequestID)
//	}
//	if errors.Is(err, isnad.ErrInvalidArgument) { … }
type Error struct {
	// Code is the gRPC status code.
	Code codes.Code
	// Message describes the error for people. It never contains any of a text.
	Message string
	// Reason identifies the error for programs: "OVERLOADED", "INVALID_REQUEST", …; empty if not sent.
	Reason string
	// Violations lists everything that is invalid in the request.
	Violations []Violation
	// RetryAfter is the delay after which the server asks for a retry; 0 if not sent.
	RetryAfter time.Duration
	// RequestID is the server's id of the call, for error reports; empty if no server was reached, and for a document of a stream.
	RequestID string

	status *status.Status
	// The server has asked not to retry.
	final bool
}

// Violation is an invalid field of a request.
type Violation struct {
	// Field is the field's name in the API: "text", "quotes.min_confidence".
	Field string
	// Description describes the violation for people.
	Description string
	// Reason identifies the violation for programs: "REQUIRED", "NOT_UTF8", "TOO_LARGE", …; empty if not sent.
	Reason string
}

// Error returns the code and the message, and the id of the call if there is one.
func (e *Error) Error() string {
	said := fmt.Sprintf("isnad: %s: %s", e.Code, e.Message)
	if e.RequestID != "" {
		said += " (call " + e.RequestID + ")"
	}
	return said
}

// Is reports whether target is this package's error for the same code.
func (e *Error) Is(target error) bool { return target == kind(e.Code) }

// GRPCStatus returns the original status, details included, for status.FromError and for servers that pass it on.
func (e *Error) GRPCStatus() *status.Status {
	if e.status == nil {
		// Errors created by tests have no status.
		return status.New(e.Code, e.Message)
	}
	return e.status
}

const (
	headerRequestID = "x-request-id"
	headerPushback  = "grpc-retry-pushback-ms"
)

// failed builds the error of a call from gRPC's error and the metadata that the server sent.
func failed(err error, sent ...metadata.MD) *Error {
	e := ofStatus(statusOf(err))
	for _, md := range sent {
		if ids := md.Get(headerRequestID); e.RequestID == "" && len(ids) > 0 {
			e.RequestID = ids[0]
		}
		if pushback := md.Get(headerPushback); len(pushback) > 0 {
			e.pushBack(pushback[0])
		}
	}
	return e
}

// statusOf returns the status that the server sent. gRPC may have wrapped it and added a prefix to its message.
func statusOf(err error) *status.Status {
	var inner interface{ GRPCStatus() *status.Status }
	if errors.As(err, &inner) {
		return inner.GRPCStatus()
	}
	return status.FromContextError(err)
}

func ofStatus(s *status.Status) *Error {
	e := &Error{Code: s.Code(), Message: s.Message(), status: s}
	for _, detail := range s.Details() {
		switch detail := detail.(type) {
		case *errdetails.ErrorInfo:
			e.Reason = detail.GetReason()
		case *errdetails.BadRequest:
			for _, it := range detail.GetFieldViolations() {
				e.Violations = append(e.Violations, Violation{it.GetField(), it.GetDescription(), it.GetReason()})
			}
		case *errdetails.RetryInfo:
			e.RetryAfter = detail.GetRetryDelay().AsDuration()
		case *errdetails.RequestInfo:
			e.RequestID = detail.GetRequestId()
		}
	}
	return e
}

// pushBack parses the server's retry pushback header: a delay in milliseconds; any other value means not to retry.
func (e *Error) pushBack(header string) {
	wanted, err := strconv.ParseUint(header, 10, 31)
	switch {
	case err != nil:
		e.final = true
	case e.RetryAfter == 0:
		e.RetryAfter = time.Duration(wanted) * time.Millisecond
	}
}

// unreachable returns the error for a server that does not accept calls.
func unreachable(target, why string) *Error {
	return ofStatus(status.Newf(codes.Unavailable, "no server at %s takes calls: %s", target, why))
}

// invalid returns the error of a request that is not sent, in the same form as the server's.
func invalid(violations []Violation) *Error {
	var said []string
	var bad errdetails.BadRequest
	for _, it := range violations {
		said = append(said, it.Field+": "+it.Description)
		bad.FieldViolations = append(bad.FieldViolations,
			&errdetails.BadRequest_FieldViolation{Field: it.Field, Description: it.Description, Reason: it.Reason})
	}
	plain := status.New(codes.InvalidArgument, strings.Join(said, "; "))
	detailed, err := plain.WithDetails(&bad, &errdetails.ErrorInfo{Reason: "INVALID_REQUEST", Domain: "isnad"})
	if err != nil {
		return ofStatus(plain)
	}
	return ofStatus(detailed)
}

// cause is the reason why this package ended a context.
type cause struct{ why *Error }

func (c cause) Error() string { return c.why.Error() }

// ended returns the error of a context that has ended.
func ended(ctx context.Context) *Error {
	var own cause
	if errors.As(context.Cause(ctx), &own) {
		return own.why
	}
	return ofStatus(status.FromContextError(ctx.Err()))
}
