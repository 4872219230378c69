package isnad

import (
	"fmt"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

// check returns the error of a request that cannot be sent, or nil. Go strings can hold any bytes, but protobuf strings only
// UTF-8.
func check(request proto.Message) *Error {
	if wrong := misencoded(request.ProtoReflect(), ""); wrong != nil {
		return invalid(wrong)
	}
	return nil
}

// misencoded returns a violation for each string of a message that is not UTF-8.
func misencoded(message protoreflect.Message, prefix string) (found []Violation) {
	fields := message.Descriptor().Fields()
	for at := range fields.Len() {
		field := fields.Get(at)
		if !message.Has(field) {
			continue
		}
		value, name := message.Get(field), prefix+string(field.Name())
		if !field.IsList() {
			found = append(found, misencodedValue(field, value, name)...)
			continue
		}
		for at := range value.List().Len() {
			found = append(found, misencodedValue(field, value.List().Get(at), fmt.Sprintf("%s[%d]", name, at))...)
		}
	}
	return found
}

func misencodedValue(field protoreflect.FieldDescriptor, value protoreflect.Value, name string) []Violation {
	switch {
	case field.Message() != nil:
		return misencoded(value.Message(), name+".")
	case field.Kind() == protoreflect.StringKind && !utf8.ValidString(value.String()):
		return []Violation{{Field: name, Description: "is not UTF-8", Reason: "NOT_UTF8"}}
	}
	return nil
}
