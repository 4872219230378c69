package isnad

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"

	"isnad/clients/go/isnadpb"
)

func TestSlice(t *testing.T) {
	text := "😀 قَالَ 👩‍👩‍👧 é"
	for _, part := range []string{"😀", "قَالَ", "👩‍👩‍👧", "é"} {
		start := strings.Index(text, part)
		if cut := Slice(text, &isnadpb.Span{Start: uint32(start), End: uint32(start + len(part))}); cut != part {
			t.Errorf("%q, wanted %q", cut, part)
		}
	}
	if cut := Slice(text, nil); cut != "" {
		t.Errorf("%q of no span", cut)
	}
}

func TestErrorsHaveWhatTheServerSaid(t *testing.T) {
	detailed, err := status.New(codes.Unavailable, "full").WithDetails(
		&errdetails.ErrorInfo{Reason: "OVERLOADED", Domain: "isnad"},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(200 * time.Millisecond)},
		&errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{Field: "text", Description: "is empty", Reason: "REQUIRED"}}},
		&errdetails.RequestInfo{RequestId: "00f0"},
	)
	if err != nil {
		t.Fatal(err)
	}
	// gRPC wraps the last error of several attempts.
	wrapped := fmt.Errorf("max retries exhausted: %w", detailed.Err())
	e := failed(wrapped, metadata.Pairs(headerRequestID, "other", headerPushback, "300"))
	if e.Code != codes.Unavailable || e.Message != "full" || e.Reason != "OVERLOADED" || e.RetryAfter != 200*time.Millisecond || e.RequestID != "00f0" {
		t.Errorf("%+v", e)
	}
	if wanted := []Violation{{"text", "is empty", "REQUIRED"}}; !slices.Equal(e.Violations, wanted) {
		t.Errorf("%v, wanted %v", e.Violations, wanted)
	}
	outer := fmt.Errorf("page 7: %w", e)
	if !errors.Is(outer, ErrUnavailable) || errors.Is(outer, ErrInternal) {
		t.Error("the error is not the one of its code alone")
	}
	if again, ok := status.FromError(outer); !ok || len(again.Details()) != 4 {
		t.Errorf("as a status it is %v", again)
	}
}

func TestErrorsWithoutDetailsHaveWhatTheHeadersSay(t *testing.T) {
	e := failed(status.Error(codes.Unavailable, "full"), nil, metadata.Pairs(headerRequestID, "00f0", headerPushback, "300"))
	if e.RequestID != "00f0" || e.RetryAfter != 300*time.Millisecond || !mayGoOn(e) {
		t.Errorf("%+v", e)
	}
	for _, not := range []string{"-1", "soon", "99999999999"} {
		if e := failed(status.Error(codes.Unavailable, "full"), metadata.Pairs(headerPushback, not)); mayGoOn(e) || e.RetryAfter != 0 {
			t.Errorf("%q means to try again", not)
		}
	}
}

func TestPauses(t *testing.T) {
	for failures, longest := range map[int]time.Duration{1: 50 * time.Millisecond, 2: 100 * time.Millisecond, 4: 400 * time.Millisecond, 20: time.Second} {
		for range 100 {
			if pause := retry.pause(failures, 0); pause < longest/2 || pause > longest {
				t.Errorf("%v after %d failures", pause, failures)
			}
		}
	}
	if pause := retry.pause(1, 3*time.Second); pause != 3*time.Second {
		t.Errorf("%v, and not what the server wants", pause)
	}
}

func TestConfigurationDoesNotCapDeadlines(t *testing.T) {
	if strings.Contains(serviceConfig, "timeout") || !strings.Contains(serviceConfig, "retryThrottling") {
		t.Error(serviceConfig)
	}
	if retry.MaxAttempts != 5 || !retry.mends(codes.ResourceExhausted) || retry.mends(codes.Internal) {
		t.Errorf("%+v", retry)
	}
}

func TestStringsThatAreNotUTF8AreNamed(t *testing.T) {
	request := &isnadpb.VerifyRequest{Text: "\xff", Claims: []*isnadpb.Claim{{Words: "نعم"}, {Words: "لا", Speaker: "\xd9"}}}
	e := check(request)
	wanted := []Violation{{"text", "is not UTF-8", "NOT_UTF8"}, {"claims[1].speaker", "is not UTF-8", "NOT_UTF8"}}
	if !slices.Equal(e.Violations, wanted) || e.Code != codes.InvalidArgument || e.Reason != "INVALID_REQUEST" {
		t.Errorf("%+v", e)
	}
	if e := check(&isnadpb.AnalyzeRequest{Text: "نعم."}); e != nil {
		t.Error(e)
	}
}
