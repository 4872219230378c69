package main

import (
	"encoding/json"
	"errors"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	isnad "isnad/clients/go"
	"isnad/clients/go/isnadpb"
)

// message is a pointer to a generated message M.
type message[M any] interface {
	*M
	proto.Message
}

func read[M any, P message[M]](line json.RawMessage) (P, error) {
	found := P(new(M))
	return found, protojson.Unmarshal(line, found)
}

func readAll[M any, P message[M]](lines []json.RawMessage) ([]P, error) {
	var all []P
	for _, line := range lines {
		it, err := read[M, P](line)
		if err != nil {
			return nil, err
		}
		all = append(all, it)
	}
	return all, nil
}

// written converts an answer to proto3 JSON.
func written(answer proto.Message, err error) (fields, error) {
	if err != nil {
		return nil, err
	}
	line, err := protojson.Marshal(answer)
	return fields{"response": json.RawMessage(line)}, err
}

// quotes converts quotes, sliced with the client's helper.
func quotes(text string, given []*isnadpb.Quote) []fields {
	all := []fields{}
	for _, quote := range given {
		content := []string{}
		for _, span := range quote.GetContent() {
			content = append(content, isnad.Slice(text, span))
		}
		told := fields{"speaker": known(quote.GetSpeaker().GetName()), "mention": nil, "content": content}
		if mention := quote.GetSpeaker().GetMention(); mention != nil {
			told["mention"] = isnad.Slice(text, mention)
		}
		all = append(all, told)
	}
	return all
}

// resulted converts a result of a stream.
func resulted(result isnad.Result) fields {
	id := result.Document.GetId()
	if result.Err != nil {
		return fields{"id": id, "error": told(result.Err)}
	}
	return fields{"id": id, "quotes": quotes(result.Document.GetText(), result.Analysis.GetQuotes())}
}

// told converts an error.
func told(err error) fields {
	var failed *isnad.Error
	if !errors.As(err, &failed) {
		return fields{"code": nil, "message": err.Error()}
	}
	violations := []fields{}
	for _, it := range failed.Violations {
		violations = append(violations, fields{"field": it.Field, "description": it.Description, "reason": it.Reason})
	}
	return fields{
		"code":         code.Code(failed.Code).String(),
		"message":      failed.Message,
		"reason":       known(failed.Reason),
		"violations":   violations,
		"retryAfterMs": known(failed.RetryAfter.Milliseconds()),
		"requestId":    known(failed.RequestID),
	}
}

// known returns nil for a zero value.
func known[T comparable](value T) any {
	if value == *new(T) {
		return nil
	}
	return value
}
