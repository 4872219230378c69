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

// What an [Error] is, for errors.Is: an error is the one that has its code. Other codes are read from [Error].Code.
var (
	// ErrInvalidArgument: the request is wrong, and stays so. Each violation names its field.
	ErrInvalidArgument error = kind(codes.InvalidArgument)
	// ErrUnavailable: no server, or one that is full or shutting down. The client has tried again already.
	ErrUnavailable error = kind(codes.Unavailable)
	// ErrResourceExhausted: the memory that the server gives to calls is in use. The client has tried again already.
	ErrResourceExhausted error = kind(codes.ResourceExhausted)
	// ErrDeadlineExceeded: the deadline of the call, of the client or of the server has passed.
	ErrDeadlineExceeded error = kind(codes.DeadlineExceeded)
	// ErrCanceled: the caller gave the call up, or the client was closed.
	ErrCanceled error = kind(codes.Canceled)
	// ErrInternal: a fault of the server. RequestID is what to report it with.
	ErrInternal error = kind(codes.Internal)
)

type kind codes.Code

func (k kind) Error() string { return "isnad: " + codes.Code(k).String() }

// Error is a call, or a document of a stream, without an answer. Every call of [Client] fails with one:
//
//	var failed *isnad.Error
//	if errors.As(err, &failed) {
//		log.Print(failed.Code, failed.Reason, failed.RequestID)
//	}
//	if errors.Is(err, isnad.ErrInvalidArgument) { … }
type Error struct {
	// Code is the status code of gRPC.
	Code codes.Code
	// Message says what happened, for people. It holds nothing of a text.
	Message string
	// Reason says the same for programs: "OVERLOADED", "INVALID_REQUEST", …; empty where nobody said it.
	Reason string
	// Violations are all that is wrong with the request.
	Violations []Violation
	// RetryAfter is the time after which the server wants the call again; 0 where it did not say.
	RetryAfter time.Duration
	// RequestID is the server's id of the call, to report a fault with; empty where no server was reached, and for a document of a stream.
	RequestID string

	status *status.Status
	// A new attempt is of no use, because the server does not want one.
	final bool
}

// Violation is one thing that is wrong with a request.
type Violation struct {
	// Field is the field, as the contract names it: "text", "quotes.min_confidence".
	Field string
	// Description says what is wrong with it, for people.
	Description string
	// Reason says the same for programs: "REQUIRED", "NOT_UTF8", "TOO_LARGE", …; empty from a server that does not say.
	Reason string
}

// Error is the code and the message, and the id of the call where there is one.
func (e *Error) Error() string {
	said := fmt.Sprintf("isnad: %s: %s", e.Code, e.Message)
	if e.RequestID != "" {
		said += " (call " + e.RequestID + ")"
	}
	return said
}

// Is tells whether target is the Err of this package for the code of the error.
func (e *Error) Is(target error) bool { return target == kind(e.Code) }

// GRPCStatus is the status as it came, details included, for status.FromError and for servers that pass it on.
func (e *Error) GRPCStatus() *status.Status {
	if e.status == nil {
		// Not every error comes from a call: tests make their own.
		return status.New(e.Code, e.Message)
	}
	return e.status
}

const (
	headerRequestID = "x-request-id"
	headerPushback  = "grpc-retry-pushback-ms"
)

// failed is the error of a call, from what gRPC made of it and from what the server sent around it.
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

// statusOf is the status that the server sent. gRPC may have wrapped it, and put words before its message.
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

// pushBack takes the server's wish from the header: milliseconds, where anything else means not to try again.
func (e *Error) pushBack(header string) {
	wanted, err := strconv.ParseUint(header, 10, 31)
	switch {
	case err != nil:
		e.final = true
	case e.RetryAfter == 0:
		e.RetryAfter = time.Duration(wanted) * time.Millisecond
	}
}

// unreachable is the error of a server that does not take calls.
func unreachable(target, why string) *Error {
	return ofStatus(status.Newf(codes.Unavailable, "no server at %s takes calls: %s", target, why))
}

// invalid is the error of a request that is not sent, in the words of the server.
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

// cause is why this package ended a context.
type cause struct{ why *Error }

func (c cause) Error() string { return c.why.Error() }

// ended is the error of a context that has ended.
func ended(ctx context.Context) *Error {
	var own cause
	if errors.As(context.Cause(ctx), &own) {
		return own.why
	}
	return ofStatus(status.FromContextError(ctx.Err()))
}
