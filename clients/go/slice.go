package isnad

import "isnad/clients/go/isnadpb"

// Slice returns the part of a text under a span: text[start:end]. It is empty for a nil span, such as an absent mention.
//
// Pass the text of the request. Offsets must count bytes of UTF-8, like indexes of Go strings, which is the default for requests without
// an offset encoding. Like a slice expression, Slice panics if the span is outside the text.
//
//	for _, quote := range answer.GetQuotes() {
//		for _, part := range quote.GetContent() {
//			fmt.Println(isnad.Slice(page, part))
//		}
//	}
func Slice(text string, span *isnadpb.Span) string {
	return text[span.GetStart():span.GetEnd()]
}
